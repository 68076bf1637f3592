"""What can be run in chunks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one chunk of the work came to.

    Attributes:
        data: Whole lines, each ended by a line feed; may be empty.
        rows: How many results they hold.
        hits: How many of these were looked for.
        incomplete: How many of these are not complete answers.
    """

    data: bytes
    rows: int
    hits: int = 0
    incomplete: int = 0


class Stopped(Exception):
    """A chunk was not computed, because somebody wants the run to stop."""


class Work(Protocol):
    """Work that is cut into chunks, each of which can be computed anywhere, in any order.

    It can be pickled and is small: what is costly is built by `compute` where it is first
    needed and kept. Threads that compute at the same time have a copy each.
    """

    @property
    def chunks(self) -> int:
        """How many chunks there are."""

    def describe(self) -> Mapping[str, object]:
        """Everything that decides the bytes, as JSON can hold it: work that says the same is
        the same work."""

    def compute(self, chunk: int) -> Chunk:
        """Compute one chunk, from 0 on. The bytes depend on the work and the chunk only."""
