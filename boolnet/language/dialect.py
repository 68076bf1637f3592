"""How a format spells its formulas: operators and how strongly they bind, constants, names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property


class Meaning(Enum):
    """What an operator stands for; the value is how messages show it."""

    NOT = "!"
    AND = "&"
    OR = "|"
    XOR = "^"
    IMPLIES = "=>"
    IFF = "<=>"


@dataclass(frozen=True, slots=True)
class Operator:
    """A spelling of an operator.

    Attributes:
        meaning: What it stands for.
        strength: The higher, the tighter it binds; negation is always the tightest.
        foreign: Whether the programs of the format reject it: it is read, and reported.
    """

    meaning: Meaning
    strength: int = 0
    foreign: bool = False


@dataclass(frozen=True)
class Dialect:
    """The formulas of one format.

    Attributes:
        title: What messages call the format.
        operators: By spelling, words included.
        constants: The words and digits for true and false.
        name: A regular expression for what an operand looks like, numbers included. It must
            not back up: one class of characters after another.
        folds: Whether words (operators and constants) may be in any case.
        calls: Whether ``f(A, B)`` is read, as a `Macro`; otherwise it is BN122.
        choice: Whether ``A ? B : C`` is read, as a `Macro` called ``if``.
        numbers: Whether a number other than 0 and 1 is read: true when it is above 0.
        unsupported: What the format has and boolnet refuses (BN122): the message by spelling.
    """

    title: str
    operators: Mapping[str, Operator]
    constants: Mapping[str, bool]
    name: str
    folds: bool = False
    calls: bool = False
    choice: bool = False
    numbers: bool = False
    unsupported: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One piece of a formula with the blanks in front of it."""
        signs = {s for s in (*self.operators, *self.unsupported) if not _is_word(s)}
        signs |= {"?", ":"} if self.choice else set()
        spelled = "|".join(map(re.escape, sorted(signs, key=len, reverse=True))) or "(?!)"
        return re.compile(
            rf"""\s*(?:
            (?P<name>{self.name})
            |(?P<sign>{spelled})
            |(?P<open>[(\[{{])|(?P<close>[)\]}}])|(?P<comma>,)
            |(?P<other><=>|<->|->|=>|==|!=|:=|<=|>=|\\/|/\\|&&?|\|\|?|.)
            )""",
            re.VERBOSE | re.DOTALL,
        )

    def operator(self, word: str) -> Operator | None:
        """The operator that *word* spells, if it does."""
        return self.operators.get(word.lower() if self.folds else word)

    def constant(self, word: str) -> bool | None:
        """The value that *word* spells, if it does."""
        return self.constants.get(word.lower() if self.folds else word)

    def spell(self, meaning: Meaning) -> str | None:
        """How the format itself writes *meaning*."""
        for spelling, operator in self.operators.items():
            if operator.meaning is meaning and not operator.foreign:
                return spelling
        return None


def _is_word(spelling: str) -> bool:
    return spelling.replace("_", "a").isalnum()


def words(*spellings: str, foreign: bool = True, strengths: tuple[int, ...]) -> dict[str, Operator]:
    """Operators for the words of negation, conjunction and disjunction, in this order."""
    meanings = (Meaning.NOT, Meaning.AND, Meaning.OR)
    return {
        spelling: Operator(meanings[index % 3], (0, *strengths)[index % 3], foreign)
        for index, spelling in enumerate(spellings)
    }


_FOREIGN_WORDS = ("not", "and", "or", "NOT", "AND", "OR", "Not", "And", "Or")
_DIGITS = {"0": False, "1": True}
_WORD = r"\w+"

AEON = Dialect(
    title="AEON",
    operators={
        "!": Operator(Meaning.NOT),
        "^": Operator(Meaning.XOR, 5),
        "&": Operator(Meaning.AND, 4),
        "|": Operator(Meaning.OR, 3),
        "=>": Operator(Meaning.IMPLIES, 2),
        "<=>": Operator(Meaning.IFF, 1),
        "&&": Operator(Meaning.AND, 4, foreign=True),
        "||": Operator(Meaning.OR, 3, foreign=True),
    }
    | words(*_FOREIGN_WORDS, strengths=(4, 3)),
    constants=_DIGITS | {"true": True, "false": False, "True": True, "False": False},
    name=_WORD,
    calls=True,
)

BOOLEANNET = Dialect(
    title="booleannet",
    operators=words("not", "and", "or", foreign=False, strengths=(2, 1))
    | words("NOT", "AND", "OR", "Not", "And", "Or", "!", "&", "|", strengths=(2, 1))
    | words("~", "&&", "||", strengths=(2, 1)),
    constants=_DIGITS
    | {"True": True, "False": False, "true": True, "false": False, "TRUE": True, "FALSE": False},
    name=r"[+-]?\w[\w.+-]*",
    unsupported={
        "Random": '"Random" in a rule is not supported: a rule has to decide the next value',
        ",": "concentrations in parentheses are not supported: this is a booleannet model of "
        "differential equations",
    },
)

# Over the field with two elements: a product is AND, a sum exclusive or.
POLYNOMIAL = Dialect(
    title="polynomial",
    operators={"*": Operator(Meaning.AND, 2), "+": Operator(Meaning.XOR, 1)},
    constants=_DIGITS,
    name=_WORD,
)

# The expressions of Cell Collective, and .rules files: booleannet with words in any case.
CAPITALS = replace(
    BOOLEANNET,
    title="expression",
    operators=words("not", "and", "or", foreign=False, strengths=(2, 1)),
    constants=_DIGITS | {"true": True, "false": False},
    folds=True,
)

_MABOSS = {
    "!": Operator(Meaning.NOT),
    "not": Operator(Meaning.NOT),
    "&": Operator(Meaning.AND, 3),
    "&&": Operator(Meaning.AND, 3),
    "and": Operator(Meaning.AND, 3),
    "|": Operator(Meaning.OR, 2),
    "||": Operator(Meaning.OR, 2),
    "or": Operator(Meaning.OR, 2),
    "^": Operator(Meaning.XOR, 1),
    "xor": Operator(Meaning.XOR, 1),
}
_NUMBERS = {
    sign: f'numbers ("{sign}") are not supported in the logic of a node'
    for sign in ("+", "-", "*", "/", "?", ":", "==", "!=", "<", ">", "<=", ">=")
}
MABOSS = Dialect(
    title="MaBoSS",
    operators=_MABOSS,
    constants=_DIGITS | {"true": True, "false": False},
    name=r"[@$]?\w+",
    folds=True,
    unsupported=_NUMBERS,
)
# Rates are never below 0, and all that is asked is whether they are above: then a product is
# AND and a sum is OR.
RATES = replace(
    MABOSS,
    operators=_MABOSS
    | {
        "*": Operator(Meaning.AND, 6),
        "/": Operator(Meaning.AND, 6),
        "+": Operator(Meaning.OR, 5),
    },
    name=r"[@$]?[^\W\d]\w*|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?",
    choice=True,
    numbers=True,
    unsupported={
        sign: f'"{sign}" in a rate is not supported'
        for sign in ("-", "==", "!=", "<", ">", "<=", ">=")
    },
)

# Conditions of Pint: `"A"=1 and "B"=0`; an operand is the name with its value.
PINT = Dialect(
    title="Pint",
    operators=words("not", "and", "or", foreign=False, strengths=(2, 1)),
    constants={},
    name=r'"[^"\n]*"\s*=\s*\d+|\w+(?:\s*=\s*\d+)?',
)

GINML = Dialect(
    title="GINML",
    operators={
        "!": Operator(Meaning.NOT),
        "&": Operator(Meaning.AND, 2),
        "|": Operator(Meaning.OR, 1),
        "&&": Operator(Meaning.AND, 2, foreign=True),
        "||": Operator(Meaning.OR, 1, foreign=True),
    }
    | words(*_FOREIGN_WORDS, strengths=(2, 1)),
    constants={"true": True, "false": False},
    name=r"[\w.-]+(?::\d+)?",
)
