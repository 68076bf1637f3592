"""What other programs make of what stands in a ``.bnet`` file: the measured matrix, as data.

Measured by running R BoolNet 2.1.7, pyboolnet 3.0.16, AEON (biodivine_aeon 1.4.2) and mpbn 4.4
(which reads with minibn); bioLQM, with which GINsim reads, by its grammar. The tests run the two
programs that are at hand on the example of every row.

A verdict is the end of a sentence: "AEON would " and the verdict. Words in braces are the text at
the place: ``{word}``, and ``{joined}`` without its blanks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

PROGRAMS = ("r-boolnet", "pyboolnet", "aeon", "mpbn", "ginsim")
# Those that were run, in the order in which messages name them.
_RUN = {"r-boolnet": "R BoolNet", "aeon": "AEON", "pyboolnet": "pyboolnet", "mpbn": "mpbn"}


class Reads(Enum):
    """What a program does with a file."""

    SAME = "reads it the same"
    UNKNOWN = "reads it the same, as far as that was measured"
    DIFFERENTLY = "reads it differently"
    REFUSES = "refuses it"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a program does with a spelling; `how` ends the sentence "it would"."""

    reads: Reads
    how: str = ""


SAME = Verdict(Reads.SAME)
UNKNOWN = Verdict(Reads.UNKNOWN)


def _refuse(how: str = "") -> Verdict:
    return Verdict(Reads.REFUSES, how)


def _read(how: str) -> Verdict:
    return Verdict(Reads.DIFFERENTLY, how)


@dataclass(frozen=True, slots=True)
class Row:
    """A spelling that not all programs read alike.

    Attributes:
        what: What it is, behind "refuse".
        example: A file with it.
        verdicts: By program, in the order of `PROGRAMS`.
        help: What to do so that all read it.
    """

    what: str
    example: str
    verdicts: tuple[Verdict, Verdict, Verdict, Verdict, Verdict]
    help: str = ""

    def of(self, program: str) -> Verdict:
        """What *program* does; the sentence about a refusal is filled in."""
        verdict = self.verdicts[PROGRAMS.index(program)]
        if verdict.reads is Reads.REFUSES and not verdict.how:
            return Verdict(Reads.REFUSES, f"refuse {self.what}")
        return verdict


def name_readers(key: str, *how: Reads) -> str:
    """The programs that were run and read the row *key* in one of these ways, in words."""
    row = MATRIX[key]
    names = [title for program, title in _RUN.items() if row.of(program).reads in how]
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def constant_row(word: str) -> str:
    """The row of a constant that is written as a word."""
    return "true" if word.islower() else "True" if word in ("True", "False") else "TRUE"


NO = _refuse()
_HEADER = _read('read the header as a rule, of a node called "targets"')
_CAPITALS = _read('read the header as a rule, of a node called "Targets"')
_NEW = _read('read a node called "{word}"')
_MARKED = _read('read the header as a rule, of a node called "\\ufefftargets"')
_MARK = _read("read the mark as part of the first name")
_ACCENT = _read("read another name than the one with the composed letter")
_QUOTES = _read("take the quotation marks for a part of the name")
_EMPTY = _read("read an empty network")
_SIGNS = "write ! for NOT, & for AND, | for OR"

MATRIX: Mapping[str, Row] = {
    # -- the file and its header ---------------------------------------------------------------
    "no-header": Row(
        'a file without the line "targets, factors"',
        "A, B\nB, A\n",
        (NO, SAME, SAME, SAME, SAME),
        'begin the file with "targets, factors"',
    ),
    "header-tight": Row(
        "", "targets,factors\nA, B\nB, A\n", (SAME, SAME, SAME, SAME, _HEADER),
        'write "targets, factors", with one blank',
    ),
    "header-blanks": Row(
        "", "targets ,  factors\nA, B\nB, A\n", (SAME, SAME, _HEADER, SAME, _HEADER),
        'write "targets, factors", with one blank',
    ),
    "header-words": Row(
        "", "targets, functions\nA, B\nB, A\n", (SAME, _HEADER, SAME, _HEADER, _HEADER),
        'write "targets, factors"',
    ),
    "header-capitals": Row(
        "", "Targets, Factors\nA, B\nB, A\n",
        (SAME, _CAPITALS, SAME, _CAPITALS, _CAPITALS),
        'write "targets, factors"',
    ),
    "header-probabilities": Row(
        "a third column of probabilities",
        "targets, factors, probabilities\nA, B, 1\nB, A, 1\n",
        (SAME, NO, NO, NO, NO),
        'write "targets, factors", and no third column',
    ),
    "bom": Row(
        "", "\ufefftargets, factors\nA, B\nB, A\n",
        (SAME, _MARKED, _MARKED, _MARKED, UNKNOWN),
        "boolnet check --fix removes the mark",
    ),
    "bom-without-header": Row(
        "", "\ufeffA, B\nB, A\n",
        (NO, _MARK, _MARK, _MARK, UNKNOWN),
        "boolnet check --fix removes the mark",
    ),
    "bare-cr": Row(
        "", "targets, factors\rA, B\rB, A\r",
        (UNKNOWN, UNKNOWN, _read("read the whole file as one line"), SAME, UNKNOWN),
        "boolnet check --fix writes LF",
    ),
    # -- names and definitions -----------------------------------------------------------------
    "undefined": Row(
        "", "targets, factors\nA, B & L\nB, A\n",
        (SAME, SAME, _read("leave {word} open: any value or none that its regulators allow"),
         _read("leave {word} out of its results"), UNKNOWN),
        'add "{word}, {word}"',
    ),
    "duplicate": Row(
        "two rules for one node", "targets, factors\nA, B\nB, A\nA, B\n",
        (NO, NO, NO, SAME, SAME), "delete one of them",
    ),
    "conflict": Row(
        "two rules for one node", "targets, factors\nA, B\nB, A\nA, !B\n",
        (NO, NO, NO, _read("take the last rule of {word}"),
         _read("join the rules of {word} with OR")),
        "keep one of them",
    ),
    "node-targets": Row(
        "", "targets, factors\nA, targets\ntargets, A\n",
        (SAME, SAME, _read("leave out the rule of {word}, as if it were a header"), SAME, SAME),
        "give the node another name",
    ),
    "node-none": Row(
        "", "targets, factors\nA, None\nNone, A\n",
        (SAME, SAME, SAME, _read("read {word} as 0"), SAME), "give the node another name",
    ),
    "digit-first": Row(
        "a name that starts with a digit", "targets, factors\nA, 4E\n4E, A\n",
        (NO, SAME, SAME, SAME, NO), "boolnet convert --for renames it, and remembers the name",
    ),
    "hyphen": Row(
        "a hyphen in a name", "targets, factors\nA, IL-2\nIL-2, A\n",
        (_read('call {word} "{safe}"'), SAME, NO, SAME, NO),
        "boolnet convert --for renames it, and remembers the name",
    ),
    "dot": Row(
        "a full stop or a colon in a name", "targets, factors\nA, a.b\na.b, A\n",
        (_read('call {word} "{safe}"'), NO, NO, SAME, NO),
        "boolnet convert --for renames it, and remembers the name",
    ),
    "letter": Row(
        "a letter that is not of the Latin alphabet", "targets, factors\nA, TNFα\nTNFα, A\n",
        (_read('call {word} "{safe}"'), NO, SAME, SAME, NO),
        "boolnet convert --for renames it, and remembers the name",
    ),
    "accent": Row(
        "an accent as a character of its own", "targets, factors\nA, e\u0301\ne\u0301, A\n",
        (_ACCENT, NO, NO, NO, NO), "boolnet check --fix composes the letters",
    ),
    "quoted": Row(
        "a name in quotes", 'targets, factors\nA, "D e"\n"D e", A\n',
        (_read('call it "{safe}"'), NO, NO, NO, NO),
        "boolnet convert --for renames it, and remembers the name",
    ),
    # The same names at the head of a rule only: some programs take anything there.
    "hyphen-target": Row(
        "a hyphen in a name", "targets, factors\nIL-2, A\nA, A\n",
        (_read('call {word} "{safe}"'), SAME, SAME, SAME, NO),
        "boolnet convert --for renames it, and remembers the name",
    ),
    "dot-target": Row(
        "a full stop or a colon in a name", "targets, factors\na.b, A\nA, A\n",
        (_read('call {word} "{safe}"'), SAME, SAME, SAME, NO),
        "boolnet convert --for renames it, and remembers the name",
    ),
    "letter-target": Row(
        "a letter that is not of the Latin alphabet", "targets, factors\nTNFα, A\nA, A\n",
        (_read('call {word} "{safe}"'), SAME, SAME, SAME, NO),
        "boolnet convert --for renames it, and remembers the name",
    ),
    "accent-target": Row(
        "an accent as a character of its own", "targets, factors\ne\u0301, A\nA, A\n",
        (_ACCENT, _ACCENT, _ACCENT, _ACCENT, NO), "boolnet check --fix composes the letters",
    ),
    "quoted-target": Row(
        "a name in quotes", 'targets, factors\n"D e", A\nA, A\n',
        (_read('call it "{safe}"'), _QUOTES, _QUOTES, _QUOTES, NO),
        "boolnet convert --for renames it, and remembers the name",
    ),
    # -- operators and constants -----------------------------------------------------------------
    "word-operator": Row(
        'words for operators ("{word}")', "targets, factors\nA, B and not A\nB, A\n",
        (NO, _read('join the words around "{word}" to one name'), NO, SAME, NO), _SIGNS,
    ),
    "doubled-operator": Row(
        '"{word}"', "targets, factors\nA, B && A\nB, A\n", (NO, NO, NO, NO, NO),
        "write the sign once",
    ),
    "tilde": Row(
        '"~"', "targets, factors\nA, ~B\nB, A\n",
        (_read("read a new input whose name begins with _"), NO, NO, _read("read it as !"), NO),
        "write !",
    ),
    "star": Row(
        '"*"', "targets, factors\nA, B * A\nB, A\n", (NO, NO, NO, _read("read it as &"), NO),
        "write &",
    ),
    "plus": Row(
        '"+"', "targets, factors\nA, B + A\nB, A\n", (NO, NO, NO, _read("read it as |"), NO),
        "write |",
    ),
    "xor": Row(
        '"^"', "targets, factors\nA, B ^ A\nB, A\n", (NO, NO, SAME, NO, NO),
        "write (A & !B) | (!A & B); boolnet convert --for writes it out",
    ),
    "implication": Row(
        '"{word}"', "targets, factors\nA, B => A\nB, A\n",
        (NO, NO, _read("read an implication"), NO, NO), "write !A | B",
    ),
    "brackets": Row(
        "other brackets than ( and )", "targets, factors\nA, [B]\nB, A\n",
        (NO, NO, NO, _read("read [ ] as ( )"), NO), "write ( and )",
    ),
    "delay": Row(
        "a time delay", "targets, factors\nA, B[-2]\nB, A\n",
        (_read("read a time delay"), NO, NO, NO, NO),
    ),
    "double-negation": Row(
        '"!!"', "targets, factors\nA, !!B\nB, A\n", (NO, SAME, SAME, SAME, SAME),
        "leave both out",
    ),
    "true": Row(
        '"{word}"', "targets, factors\nA, true\nB, false\n",
        (_read('read a constant, and a new node called "{word}"'), _NEW, SAME, SAME, NO),
        "write 1 or 0",
    ),
    "True": Row(
        '"{word}"', "targets, factors\nA, True\nB, False\n", (_NEW, _NEW, SAME, SAME, NO),
        "write 1 or 0",
    ),
    "TRUE": Row(
        '"{word}"', "targets, factors\nA, TRUE\nB, FALSE\n", (_NEW, _NEW, _NEW, SAME, NO),
        "write 1 or 0",
    ),
    "macro": Row(
        '"{word}(...)"', "targets, factors\nA, maj(A, B, A)\nB, A\n", (SAME, NO, NO, NO, NO),
        "boolnet convert --for writes it out",
    ),
    # -- lines ----------------------------------------------------------------------------------
    "inline-comment": Row(
        "a comment behind a rule", "targets, factors\nA, B # why\nB, A\n",
        (SAME, SAME, NO, SAME, SAME), "boolnet fmt moves it above the rule",
    ),
    "probability": Row(
        "a third column", "targets, factors\nA, B, 1\nB, A, 1\n", (SAME, NO, NO, NO, NO),
        "leave the third column out",
    ),
    "arrow": Row(
        '"<-" for the comma', "A <- B\nB <- A\n", (NO, NO, NO, SAME, NO), "write a comma",
    ),
    "space": Row(
        "a space that is none of the keyboard", "targets, factors\nA, B\u00a0& A\nB, A\n",
        (_read("read the space as part of a name"), NO, SAME, NO, NO),
        "boolnet check --fix puts a plain space there",
    ),
    "space-outside": Row(
        "a space that is none of the keyboard", "targets, factors\nA,\u00a0B\nB, A\n",
        (_read("read the space as part of a name"), NO, SAME, SAME, NO),
        "boolnet check --fix puts a plain space there",
    ),
    "parenthesis": Row(
        "a parenthesis without its partner", "targets, factors\nA, (B\nB, A\n",
        (_read("read the rule without a word"), NO, NO, NO, NO),
    ),
    "empty-rule": Row(
        "a node without a rule", "targets, factors\nA,\nB, A\n",
        (_read('read a node called "NA"'), NO, NO, NO, NO), "an input is A, A",
    ),
    "semicolon": Row(
        '";"', "targets, factors\nA, B;\nB, A\n",
        (_read("read new nodes whose names end in _"), NO, NO, NO, NO), "delete it",
    ),
    "nothing": Row(
        "a file without rules", "targets, factors\n",
        (NO, _EMPTY, _EMPTY, _EMPTY, NO),
    ),
}  # fmt: skip
