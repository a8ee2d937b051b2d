"""What the kernel holds a query worker to: time, memory, a reader, no new files or sockets."""

import fcntl
import os
import resource
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1 << 20


def forbid_files() -> None:
    """Forbid this process to open anything more: no file, no socket, no pipe.

    The engine itself has no switch against SERVICE; a process without descriptors cannot call out.
    """
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def limit_memory(megabytes: int) -> None:
    """Allow this process that much memory beyond what it holds now."""
    ceiling = _virtual_memory() + megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _virtual_memory() -> int:
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[0]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@contextmanager
def while_wanted(connection: socket.socket) -> Iterator[None]:
    """Let the kernel kill this process when the other side goes, and nobody waits for the answer.

    As with ``deadline``, the default action of the signal needs no cooperation of the engine.
    """
    flags = fcntl.fcntl(connection, fcntl.F_GETFL)
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(connection, fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        yield
    finally:
        fcntl.fcntl(connection, fcntl.F_SETFL, flags)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let the kernel kill this process when the block takes longer.

    The default action of SIGALRM needs no cooperation of the engine, which can be interrupted in no
    other way.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
