"""Forms of a name under which different spellings meet."""

from __future__ import annotations

import re
import unicodedata

# Letters that look alike in most typefaces, by the plain one.
_LOOKS = {
    "А": "A", "В": "B", "С": "C", "Е": "E", "Н": "H", "І": "I", "Ј": "J", "К": "K",
    "М": "M", "О": "O", "Р": "P", "Ѕ": "S", "Т": "T", "Х": "X", "У": "Y",
    "а": "a", "с": "c", "е": "e", "һ": "h", "і": "i", "ј": "j", "о": "o", "р": "p",
    "ѕ": "s", "х": "x", "у": "y", "ԁ": "d", "к": "k",
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M",
    "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X", "ο": "o", "ν": "v",
    "ß": "β", "µ": "μ", "ϐ": "β", "ϵ": "ε", "ɑ": "α", "ƙ": "κ", "ĸ": "κ", "ɣ": "γ",
    "ɩ": "ι", "∆": "Δ", "Ω": "Ω", "ı": "i", "ǀ": "|",
}  # fmt: skip
_LOOK = str.maketrans(_LOOKS)
_GREEK = {
    "alpha": "a", "beta": "b", "gamma": "g", "delta": "d", "epsilon": "e", "zeta": "z",
    "theta": "th", "kappa": "k", "lambda": "l", "omega": "o", "sigma": "s",
    "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "θ": "th", "κ": "k",
    "λ": "l", "ω": "o", "σ": "s", "ς": "s",
}  # fmt: skip
_GREEK_WORD = re.compile("|".join(_GREEK))
_ROMAN = {"iii": "3", "ii": "2", "iv": "4"}
_SEPARATORS = str.maketrans("", "", "-_. :")
_NOT_SAFE = re.compile(r"[^A-Za-z0-9_]")


def look_of(name: str) -> str:
    """What *name* looks like: letters of other scripts as their plain doubles."""
    if name.isascii():
        return name
    return unicodedata.normalize("NFKC", name.translate(_LOOK)).translate(_LOOK)


def without_separators(name: str) -> str:
    """*name* in lower case without ``-``, ``_``, ``.``, ``:`` and blanks."""
    return name.casefold().translate(_SEPARATORS)


def plain_form(name: str) -> str:
    """*name* with Greek letters and Roman numbers in plain ones: ``TNFα``, ``TNF-alpha``."""
    form = _GREEK_WORD.sub(lambda match: _GREEK[match.group()], without_separators(name))
    for roman, number in _ROMAN.items():
        if form.endswith(roman) and len(form) > len(roman) + 1:
            return form[: -len(roman)] + number
    return form


def portable_form(name: str) -> str:
    """*name* as R BoolNet and SBML identifiers hold it."""
    return _NOT_SAFE.sub("_", name)
