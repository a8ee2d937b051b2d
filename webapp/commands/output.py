"""Where a command writes what it made."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from graph.errors import AccordiaError


class CannotWrite(AccordiaError):
    """An output file that cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} cannot be written: {reason}.")


def write_output(path: Path | None, write: Callable[[IO[bytes]], object]) -> None:
    """Let ``write`` fill a file, or standard output. A file is there whole or not at all.

    Raises CannotWrite, and what ``write`` raises.
    """
    try:
        if path is None:
            write(sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        with NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
            temporary = Path(file.name)
            try:
                write(file)
                os.fchmod(file.fileno(), 0o644)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
    except BrokenPipeError:  # of those who read no further, which is no mistake
        raise
    except OSError as error:
        raise CannotWrite(path or Path("/dev/stdout"), error.strerror or str(error)) from None
