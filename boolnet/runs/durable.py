"""Files that are there whole or not at all, even after a power cut."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

UNFINISHED = ".unfinished"  # the ending of a file that is being written


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file so that *path* is, at any moment, what it was before or all of *parts*.

    The bytes are on the disk when this returns. A process that is killed meanwhile leaves a
    file ending in ``.unfinished`` next to it, which the next writer replaces.

    Raises:
        OSError: It cannot be written; *path* is what it was before.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with unfinished.open("wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, so that they are still there after a power cut."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Put the names in a folder on the disk."""
    if os.name == "nt":  # which does not open folders, and keeps names by itself
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
