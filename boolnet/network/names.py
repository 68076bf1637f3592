"""Names of nodes as people type them: close matches for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to *most* of *known* that *name* may have meant, best first.

    Equal but for case or separators counts most; names of one or two letters are never
    matched by likeness alone (``C1`` is not ``C2``).
    """
    known = list(known)
    plain = _plain(name)
    found = [other for other in known if _plain(other) == plain]
    if len(name) > 2:
        longer = [o for o in known if plain and _plain(o).startswith(plain) and len(plain) > 3]
        found += sorted(longer, key=len)
        found += get_close_matches(name, known, n=most, cutoff=0.7)
    return tuple(dict.fromkeys(found))[:most]


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c not in "-_. /")
