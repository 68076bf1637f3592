"""The folder of a run: what it is a run of, and every chunk that is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import strerror
from pathlib import Path
from typing import Self

from boolnet.errors import InputError, RunError
from boolnet.runs.chunk_file import read_chunk, write_chunk
from boolnet.runs.durable import UNFINISHED, make_folder, write_whole
from boolnet.runs.lock import Lock
from boolnet.runs.manifest import (
    describe_run,
    digest_of,
    explain_difference,
    read_manifest,
    write_manifest,
)
from boolnet.runs.work import Chunk, Work

MANIFEST, LOCK, CHUNKS, ENDING = "run.json", "run.lock", "chunks", ".chunk"
_TOGETHER = 1000  # chunks in one folder: more are slow to list


class RunFolder:
    """A run on disk: `create` it, `resume` it, or `look` at it.

    ::

        run.json                     what it is a run of: what `Work.describe` said
        run.lock                     who works on it
        chunks/00012/00012345.chunk  a line about the chunk with a checksum, then its data

    A chunk is there whole or not at all, whenever the process is killed or the power fails. A
    context manager: at the end others may go on with the run.

    Attributes:
        path: The folder.
        description: What the work said of itself.
        chunks: How many chunks the run has.
        damaged: The chunks whose files are torn or were edited: they are missing.
        rows, hits, incomplete: Sums over the chunks that are there.
    """

    def __init__(self, path: Path, manifest: Mapping[str, object], lock: Lock | None) -> None:
        self.path = path
        self.description = manifest["work"]
        self.chunks = int(str(manifest["chunks"]))
        self.damaged: tuple[int, ...] = ()
        self.rows = self.hits = self.incomplete = 0
        self._run = digest_of(manifest)
        self._lock = lock
        self._done: set[int] = set()

    @classmethod
    def create(cls, path: str | Path, work: Work) -> Self:
        """Begin a run in a new or empty folder.

        Raises:
            InputError: There is a run already, or something else.
            RunError: The folder cannot be written, or another process is in it.
        """
        path = Path(path)
        _refuse_others(path)
        return cls._begin(path, work)

    @classmethod
    def resume(cls, path: str | Path, work: Work) -> Self:
        """Go on with a run. What was done is checked, and what is damaged is missing again.

        A folder that was left before anything was written in it is begun.

        Raises:
            InputError: There is no run of this work; the message says what differs.
            RunError: The folder cannot be written, or another process is in it.

        Cost:
            Reads every chunk that is there.
        """
        path = Path(path)
        if not path.is_dir():
            raise InputError(f"{path}: there is no such folder, so no run to go on with")
        if not (path / MANIFEST).exists():
            _refuse_others(path)
            return cls._begin(path, work)
        with _telling(path):
            lock = Lock(path / LOCK)
        try:
            there = _read(path)
            here = describe_run(work.describe(), work.chunks)
            if difference := explain_difference(there, here):
                told = f"{path} holds a run of something else, so it cannot go on:\n{difference}"
                raise InputError(f"{told}\nGo on as it was begun, or choose another folder.")
            folder = cls(path, here, lock)
            folder._scan(clean=True)
        except BaseException:
            lock.close()
            raise
        return folder

    @classmethod
    def look(cls, path: str | Path) -> Self:
        """Open a run to read it, finished or not, whoever works on it.

        Raises:
            InputError: There is no run.
            RunError: The folder cannot be read.
        """
        path = Path(path)
        if not (path / MANIFEST).is_file():
            raise InputError(f"{path}: there is no run")
        folder = cls(path, _read(path), None)
        folder._scan(clean=False)
        return folder

    @classmethod
    def _begin(cls, path: Path, work: Work) -> Self:
        manifest = describe_run(work.describe(), work.chunks)
        with _telling(path):
            make_folder(path)
            lock = Lock(path / LOCK)
        try:
            _refuse_others(path)  # somebody may have been faster
            with _telling(path):
                write_whole(path / MANIFEST, [write_manifest(manifest)])
        except BaseException:
            lock.close()
            raise
        return cls(path, manifest, lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others go on with the run."""
        if self._lock is not None:
            self._lock.close()

    def __contains__(self, number: int) -> bool:
        return number in self._done

    def __len__(self) -> int:
        """How many chunks are there."""
        return len(self._done)

    def missing(self) -> Iterator[int]:
        """The chunks that are not there, in order."""
        return (number for number in range(self.chunks) if number not in self._done)

    def say_kept(self) -> str:
        """What a message says at its end of the chunks that are there; empty if none is."""
        if not self._done:
            return ""
        numbers = f"{len(self):,} of {self.chunks:,} chunks"
        return f"; {numbers} are kept in {self.path}, from where the run can go on"

    def write(self, number: int, chunk: Chunk) -> None:
        """Add a chunk; it is on the disk when this returns.

        Raises:
            RunError: It cannot be written. The chunks that are there stay.
        """
        if self._lock is None or number in self._done:
            raise ValueError(f"chunk {number} is there, or the run is only looked at")
        path = self._path_of(number)
        with _telling(self.path, self.say_kept()):
            make_folder(path.parent)
            write_chunk(path, self._run, number, chunk)
        self._add(number, chunk)

    def iter_data(self) -> Iterator[bytes]:
        """The data of the chunks that are there, in order, each checked again.

        Raises:
            RunError: A chunk was damaged since the run was opened, or cannot be read.
        """
        for number in sorted(self._done):
            with _telling(self.path):
                chunk = read_chunk(self._path_of(number), self._run, number)
            if chunk is None:
                raise RunError(f"{self._path_of(number)} was edited or damaged; resume the run")
            yield chunk.data

    def _path_of(self, number: int) -> Path:
        return self.path / CHUNKS / f"{number // _TOGETHER:05}" / f"{number:08}{ENDING}"

    def _add(self, number: int, chunk: Chunk) -> None:
        self._done.add(number)
        self.rows += chunk.rows
        self.hits += chunk.hits
        self.incomplete += chunk.incomplete

    def _scan(self, *, clean: bool) -> None:
        """See which chunks are there; *clean*: take away what a killed run left half-written."""
        damaged = []
        with _telling(self.path):
            if clean:
                for left in [
                    *self.path.glob(f"*{UNFINISHED}"),
                    *self.path.glob(f"{CHUNKS}/*/*{UNFINISHED}"),
                ]:
                    left.unlink()
            for path in self.path.glob(f"{CHUNKS}/*/*{ENDING}"):
                if not path.stem.isdecimal() or path != self._path_of(number := int(path.stem)):
                    continue
                chunk = read_chunk(path, self._run, number)
                if chunk is None or number >= self.chunks:
                    damaged.append(number)
                else:
                    self._add(number, chunk)
        self.damaged = tuple(sorted(damaged))


def _read(path: Path) -> dict[str, object]:
    with _telling(path):
        return read_manifest((path / MANIFEST).read_bytes(), path / MANIFEST)


def _refuse_others(path: Path) -> None:
    """Refuse a folder that holds anything but what a run leaves before it is one."""
    if not path.exists():
        return
    if not path.is_dir():
        raise InputError(f"{path} is a file; a run needs a folder")
    with _telling(path):
        names = {name.name for name in path.iterdir() if not name.name.startswith(".")}
    if MANIFEST in names:
        raise InputError(f"{path} holds a run already: resume it, or choose another folder")
    if others := sorted(names - {LOCK, MANIFEST + UNFINISHED}):
        shown = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
        raise InputError(f"{path} holds something else ({shown}); choose an empty or new folder")


@contextmanager
def _telling(path: Path, kept: str = "") -> Iterator[None]:
    """Say which folder it is that the system complains of."""
    try:
        yield
    except OSError as error:
        reason = strerror(error.errno) if error.errno else str(error)
        raise RunError(f"cannot use the folder {path}: {reason}{kept}") from error
