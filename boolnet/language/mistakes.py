"""What people write instead of a rule, and what to tell them: tables, no parser code.

Each entry names an example line that must lead to it (tests/language/test_mistakes.py reads
them all). When a typo of yours got a poor message, add it here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """A spelling that is not ours.

    Attributes:
        example: A line of a file in which it occurs.
        reading: The operator it stands for, so that the rest of the rule can still be
            checked; empty when that is anybody's guess.
        message: What it is.
        help: What to write.
        note: How other programs read it.
    """

    example: str
    reading: str
    message: str
    help: str
    note: str = ""


def _operator(
    spelling: str, example: str, reading: str, note: str = "", advice: str = ""
) -> Mistake:
    message = f'"{spelling}" is not an operator in .bnet files'
    return Mistake(example, reading, message, advice or f'write "{reading}"', note)


# BN103, by spelling.
OPERATORS: dict[str, Mistake] = {
    "~": _operator("~", "A, ~B", "!", "R BoolNet reads this as a new input, _B"),
    "*": _operator("*", "A, B * C", "&", "mpbn and boolean.py read it as AND"),
    "+": _operator("+", "A, B + C", "|", "mpbn and boolean.py read it as OR"),
    "/": _operator("/", "A, B / C", "", advice='write "|" for OR, "&" for AND'),
    "\\/": _operator("\\/", "A, B \\/ C", "|"),
    "/\\": _operator("/\\", "A, B /\\ C", "&"),
    "-": _operator("-", "A, B - C", "", advice='write "!" for NOT, "& !" for AND NOT'),
    "=": _operator("=", "A, B = C", "", advice="write B for B=1, and !B for B=0"),
    "==": _operator("==", "A, B == C", "", advice="write B for B==1, and !B for B==0"),
    "!=": _operator("!=", "A, B != C", "", advice="write (B & !C) | (!B & C) for inequality"),
    "->": _operator("->", "A, B -> C", "", advice="write !B | C for an implication"),
    "=>": Mistake(
        "A, B => C",
        "",
        '"=>" is only understood in .aeon files',
        "write !B | C",
    ),
    "<=>": Mistake(
        "A, B <=> C",
        "",
        '"<=>" is only understood in .aeon files',
        "write (B & C) | (!B & !C)",
    ),
}

# BN122: features of other programs that we refuse by name.
UNSUPPORTED: dict[str, Mistake] = {
    ">": Mistake(
        "A, B > 1",
        "",
        'comparisons (">") are not supported: a node is 0 or 1',
        'count with "sumgt(B, C, 1)", or introduce a node for each level',
    ),
    ">=": Mistake(
        "A, B >= 1",
        "",
        'comparisons (">=") are not supported: a node is 0 or 1',
        'count with "sumgt(B, C, 1)", or introduce a node for each level',
    ),
    "<=": Mistake(
        "A, B <= 1",
        "",
        'comparisons ("<=") are not supported: a node is 0 or 1',
        'count with "sumlt(B, C, 2)", or introduce a node for each level',
    ),
    "<": Mistake(
        "A, B < 1",
        "",
        'comparisons ("<") are not supported: a node is 0 or 1',
        'count with "sumlt(B, C, 2)", or introduce a node for each level',
    ),
}

# BN108: what other languages start a comment with, at the start of a line or behind a rule.
COMMENT_STARTS: dict[str, str] = {
    "//": "// a remark",
    "%": "% a remark",
    "--": "-- a remark",
    "/*": "/* a remark */",
}

# BN104: words that are a slip of the finger away from an operator.
OPERATOR_TYPOS: dict[str, str] = {
    "adn": "and",
    "nad": "and",
    "ans": "and",
    "annd": "and",
    "und": "and",
    "et": "and",
    "ro": "or",
    "orr": "or",
    "oder": "or",
    "ou": "or",
    "nto": "not",
    "ont": "not",
}

# BN106: what is found between a target and its rule.
SEPARATORS: tuple[str, ...] = ("<-", ":=", "==", "=>", "->", "*=", "=", ":", ";", "←", "→")

# BN109: characters that look like one of ours, by what they look like.
_LOOK_ALIKE_GROUPS: dict[str, str] = {
    ",": "，、﹐،‚",
    "(": "（【〔［｛",
    ")": "）】〕］｝",
    "!": "！￢¬﹗",
    "&": "＆∧⋀﹠",
    "|": "｜∨⋁∣￨¦",
    "^": "＾⊕⊻",
    "~": "～∼˜",
    "-": "－‐‑‒–—―−﹣",
    '"': "“”„‟«»＂″",
    "'": "‘’‛＇′",
    ";": "；﹔",
    ":": "：﹕",
    "=": "＝﹦",
    "#": "＃﹟",
    "<": "＜",
    ">": "＞",
    "+": "＋",
    "*": "＊",
    "/": "／",
    "_": "＿",
    ".": "．",
}
LOOK_ALIKES: dict[str, str] = {
    alike: ours for ours, group in _LOOK_ALIKE_GROUPS.items() for alike in group
}
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
SPACES += "\u202f\u205f\u3000\u2028\u2029\u0085"
INVISIBLES = "\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\u061c\ufeff"
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # BN015 speaks of these

_ROLES = {
    ",": "a comma",
    "(": "a parenthesis",
    ")": "a parenthesis",
    '"': "a quotation mark",
    "-": "a hyphen",
    "_": "an underscore",
    ".": "a full stop",
}


def describe_look_alike(character: str) -> str:
    """The message of BN109 for *character*: what it is, and what it is not."""
    code = f"U+{ord(character):04X}"
    name = name_character(character)
    if character in SPACES:
        return f"{name} ({code}) read as a space"
    if character in INVISIBLES:
        return f"hidden character {code} ({name}) is not part of a name"
    ours = LOOK_ALIKES[character]
    if ours in _ROLES:
        return f'"{character}" ({code}, {name}) is not {_ROLES[ours]}'
    if ours in "!&|^" and not name.startswith("full-width"):
        return f'"{character}" ({code}) is not an operator here'
    return f'"{character}" ({code}) is not "{ours}"'


def name_character(character: str) -> str:
    """The Unicode name as one would say it: ``full-width comma``, ``Greek beta``."""
    name = unicodedata.name(character, f"character {ord(character):X}").lower()
    name = name.replace("fullwidth", "full-width")
    for script in ("greek", "cyrillic", "latin"):
        if name.startswith(script):
            words = name.split(" ")
            last = words[-1].upper() if "capital" in words and len(words[-1]) == 1 else words[-1]
            kept = [word for word in words[1:-1] if word not in ("letter", "small", "capital")]
            shown = [*kept, last]
            # "sharp s" needs no script; a plain letter does.
            return " ".join(shown if script == "latin" and kept else [script.title(), *shown])
    return name
