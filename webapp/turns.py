"""Work that takes seconds and much memory: one piece at a time in a process."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import cast

from flask import current_app

from graph.errors import AccordiaError


class Busy(AccordiaError):
    """Another large file is being made."""

    def __init__(self) -> None:
        super().__init__("Another large file is being made: please try again in a moment.")


class BeingDecided(Busy):
    """Other decisions are being written."""


def turn(name: str = "turn") -> Lock:
    """Return the lock of the application that whoever makes a large file holds."""
    return cast(Lock, current_app.extensions.setdefault(name, Lock()))


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one to make a large file for the length of the block. Raises Busy."""
    lock = turn()
    if not lock.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        lock.release()


@contextmanager
def deciding(seconds: float) -> Iterator[None]:
    """Be the only one to write decisions. Raises BeingDecided where the others take too long."""
    lock = turn("deciding")
    if not lock.acquire(timeout=seconds):
        raise BeingDecided
    try:
        yield
    finally:
        lock.release()
