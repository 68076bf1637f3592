"""When files are saved: polling, which works on network drives and for every editor.

Editors replace the file, write it in parts, or delete it for a moment: a save is told once the
file has stayed as it is for one look.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

INTERVAL = 0.3  # seconds
_Stamp: TypeAlias = "tuple[int, int, int] | None"


def iter_saves(
    paths: Sequence[str | Path],
    *,
    interval: float = INTERVAL,
    sleep: Callable[[float], object] = time.sleep,
) -> Iterator[tuple[Path, ...]]:
    """The files that changed, each time something was saved; it never ends by itself.

    A file that is gone is waited for, and counts as saved when it is back. What the first look
    finds is no save.

    Args:
        paths: The files to look at; they need not exist yet.
        interval: Seconds between two looks.
        sleep: What waits; tests put something quicker here.
    """
    files = [Path(path) for path in paths]
    told = seen = {path: _stamp(path) for path in files}
    while True:
        sleep(interval)
        now = {path: _stamp(path) for path in files}
        settled = [p for p in files if now[p] is not None and now[p] == seen[p] != told[p]]
        seen = now
        if settled:
            told = {**told, **{path: now[path] for path in settled}}
            yield tuple(settled)


def _stamp(path: Path) -> _Stamp:
    """What changes with every save: when, how long, and which file of that name it is."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
