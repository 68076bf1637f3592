"""What a reference to something that a file does not have may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from boolnet.diagnostics import shorten
from boolnet.network.checks.suggestions import Suggestions


class Hints:
    """Names close to unknown ones, from an index that is made when it is first needed.

    Args:
        names: What there is.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names
        self._index: Suggestions | None = None

    def advise(self, name: str, otherwise: str) -> str:
        """``did you mean ...?``, or *otherwise*. Cost: see `Suggestions`."""
        if self._index is None:
            self._index = Suggestions(self._names)
        near = self._index.same_but_case(name)
        found = (near,) if near is not None else self._index.near(name)
        return f"did you mean {shorten(found[0])}?" if found else otherwise
