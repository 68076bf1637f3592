"""Names for formats that do not hold every name.

A new name keeps what can be kept: accents go, Greek letters become Latin ones, whatever else a
format refuses becomes ``_``, and a digit at the start gets an ``N`` in front. Two nodes never
get one name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

_GREEK = {
    "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "eta", "θ": "theta",
    "ι": "i", "κ": "k", "λ": "l", "μ": "m", "µ": "m", "ν": "n", "ξ": "xi", "ο": "o", "π": "pi",
    "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
_OTHERS = re.compile(r"[^A-Za-z0-9_]+")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def is_plain(name: str) -> bool:
    """Whether every program reads *name* as it is: ASCII letters, digits and ``_``."""
    return _PLAIN.fullmatch(name) is not None


def rename(
    names: Iterable[str], is_legal: Callable[[str], bool] = is_plain, *, fold_case: bool = False
) -> dict[str, str]:
    """A legal name for each of *names*; legal names stay as they are.

    Args:
        names: The names of the nodes, each once.
        is_legal: Whether a name may stand as it is; it must accept ASCII words, apart from
            a few reserved ones.
        fold_case: Whether names that differ only in case are one for the format.

    Cost:
        Linear in the names.
    """
    names = list(names)

    def key(name: str) -> str:
        return name.casefold() if fold_case else name

    result: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if is_legal(name) and key(name) not in taken:
            result[name] = name
            taken.add(key(name))
    counters: dict[str, int] = {}
    for name in names:
        if name in result:
            continue
        base = fresh = name if is_legal(name) else _plain(name, is_legal)
        while key(fresh) in taken:
            counters[base] = counters.get(base, 1) + 1
            fresh = f"{base}_{counters[base]}"
        result[name] = fresh
        taken.add(key(fresh))
    return {name: result[name] for name in names}


def changes(renamed: dict[str, str]) -> dict[str, str]:
    """The names that really changed."""
    return {name: fresh for name, fresh in renamed.items() if name != fresh}


def _plain(name: str, is_legal: Callable[[str], bool]) -> str:
    spelled = "".join(_latin(c) for c in unicodedata.normalize("NFD", name))
    word = _OTHERS.sub("_", spelled).strip("_") if _OTHERS.search(spelled) else spelled
    if not word:
        word = "node"
    if word[0].isdigit():
        word = f"N{word}"
    return word if is_legal(word) else f"{word}_node"


def _latin(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    lower = character.lower()
    if lower in _GREEK:
        latin = _GREEK[lower]
        return latin if character == lower else latin.capitalize()
    return character
