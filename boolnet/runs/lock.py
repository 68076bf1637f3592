"""One process at a time in a folder."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from boolnet.errors import RunError

_BEHIND = 1 << 20  # where Windows locks a byte: behind the text, which others may read


class Lock:
    """A file that one process holds; the system gives it back when that process ends.

    Args:
        path: The file; it stays when the lock is given back.

    Raises:
        RunError: Another process holds it; the message says which.
        OSError: The file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("a+b")
        try:
            if not _hold(self._file):
                raise RunError(f"{path.parent} is in use by {_read_holder(self._file)}")
            self._file.truncate(0)
            self._file.write(f"process {os.getpid()} on {socket.gethostname()}\n".encode())
            self._file.flush()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give it back."""
        with suppress(OSError):  # what is buffered on a full disk
            self._file.close()


def _read_holder(file: BinaryIO) -> str:
    file.seek(0)
    return file.read(200).decode(errors="replace").strip() or "another process"


def _hold(file: BinaryIO) -> bool:
    """Take hold of an open file, unless somebody else does."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_BEHIND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
