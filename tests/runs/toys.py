"""Work that costs nothing, for the tests of runs; workers import it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from boolnet.errors import UnsupportedError
from boolnet.runs.work import Chunk


@dataclass(frozen=True)
class Toy:
    """So many chunks of a few lines, each of which sleeps a little."""

    chunks: int = 20
    seconds: float = 0.0
    seed: int = 1
    rules: str = "A, B\nB, A"

    def describe(self) -> dict[str, object]:
        return {"seed": self.seed, "options": {"rules": self.rules, "kinds": ("a", "b")}}

    def compute(self, chunk: int) -> Chunk:
        time.sleep(self.seconds)
        rows = chunk % 4  # the first has none
        line = f"{chunk},{sha256(f'{self.seed} {chunk}'.encode()).hexdigest()}\n".encode()
        return Chunk(line * rows, rows, hits=chunk % 2, incomplete=int(chunk == 3))


@dataclass(frozen=True)
class Deadly(Toy):
    """The process that computes chunk 5 is killed, the first *times*."""

    folder: Path = Path()
    times: int = 1

    def compute(self, chunk: int) -> Chunk:
        killed = self.folder / "killed"
        if chunk == 5 and len(marks := read_marks(killed)) < self.times:
            killed.write_text(marks + "x")
            os.kill(os.getpid(), signal.SIGKILL)
        return super().compute(chunk)


def read_marks(path: Path) -> str:
    return path.read_text() if path.exists() else ""


@dataclass(frozen=True)
class Faulty(Toy):
    """Chunk 5 cannot be computed."""

    error: type[Exception] = UnsupportedError

    def compute(self, chunk: int) -> Chunk:
        if chunk == 5:
            raise self.error("this is too large")
        return super().compute(chunk)


class Stubborn(Exception):
    """An error that cannot travel between processes."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")


@dataclass(frozen=True)
class Recording(Toy):
    """Writes down which process computed each chunk."""

    folder: Path = Path()

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)
        (self.folder / f"unpacked-{os.getpid()}-{time.monotonic_ns()}").touch()

    def compute(self, chunk: int) -> Chunk:
        (self.folder / f"computed-{chunk}-{os.getpid()}").touch()
        return super().compute(chunk)


def expected(work: Toy) -> bytes:
    """The oracle: one chunk after the other."""
    return b"".join(iter_expected(work))


def iter_expected(work: Toy) -> Iterator[bytes]:
    return (work.compute(number).data for number in range(work.chunks))


@dataclass(frozen=True)
class Big(Toy):
    """Each chunk is 10 kB larger than the one before."""

    def compute(self, chunk: int) -> Chunk:
        return Chunk((b"x" * 99 + b"\n") * 100 * (chunk + 1), 1)
