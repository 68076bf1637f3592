"""What comes of writing a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Written:
    """A network in some format.

    Attributes:
        data: The file.
        names: What a node is called in the file, where that is not its own name.
        lost: What the format cannot hold, as ends of the sentence "lost: ...".
        beside: Files that go with it, by their suffixes: the ``.cfg`` of a ``.bnd``.
    """

    data: bytes
    names: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    beside: Mapping[str, bytes] = field(default_factory=dict)
