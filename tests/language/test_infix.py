"""Tests of `boolnet.language.infix` and `boolnet.language.dialect`."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.language.dialect import AEON, BOOLEANNET, GINML
from boolnet.language.findings import Findings
from boolnet.language.infix import parse_infix, split_level
from boolnet.language.syntax import Constant, Name, Operation, names_of
from boolnet.logic.expression import evaluate
from boolnet.network.rule import build_expression

DIALECTS = (AEON, BOOLEANNET, GINML)


def parse(text, dialect, leaf=None):
    """The formula and the findings."""
    findings = Findings()
    formula = parse_infix(text, 0, dialect, findings, "T", leaf)
    return formula, findings.in_order()


def table(text, dialect, names="ABC"):
    """The truth table of a formula without errors."""
    formula, found = parse(text, dialect)
    assert formula is not None, found
    rule = build_expression(formula)
    rows = product((False, True), repeat=len(names))
    return [evaluate(rule, dict(zip(names, row, strict=True))) for row in rows]


def codes(text, dialect):
    return [finding.code for finding in parse(text, dialect)[1]]


@st.composite
def written(draw, spellings, depth=4):
    """A formula as text and as Python, every operation in parentheses."""
    signs, negation = spellings
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        name = draw(st.sampled_from("ABC"))
        return name, name
    if draw(st.integers(0, 3)) == 0:
        text, python = draw(written(spellings, depth=depth - 1))
        return f"{negation} ({text})", f"(not {python})"
    sign = draw(st.sampled_from(sorted(signs)))
    left, right = (draw(written(spellings, depth=depth - 1)) for _ in range(2))
    return f"({left[0]}) {sign} ({right[0]})", f"({left[1]} {signs[sign]} {right[1]})"


SPELLED = {
    "AEON": ({"&": "and", "|": "or", "^": "!=", "=>": "<=", "<=>": "=="}, "!"),
    "booleannet": ({"and": "and", "or": "or"}, "not"),
    "GINML": ({"&": "and", "|": "or"}, "!"),
}


@given(st.data())
def test_a_formula_means_what_its_operators_mean(data):
    dialect = data.draw(st.sampled_from(DIALECTS))
    text, python = data.draw(written(SPELLED[dialect.title]))

    rows = [dict(zip("ABC", row, strict=True)) for row in product((False, True), repeat=3)]
    assert table(text, dialect) == [bool(eval(python, {}, row)) for row in rows]


@pytest.mark.parametrize(
    ("short", "long", "dialect"),
    [
        ("A ^ B & C", "(A ^ B) & C", AEON),
        ("A & B ^ C", "A & (B ^ C)", AEON),
        ("A | B & C", "A | (B & C)", AEON),
        ("A => B => C", "A => (B => C)", AEON),
        ("A => B <=> C | A", "(A => B) <=> (C | A)", AEON),
        ("A <=> B <=> C", "A <=> (B <=> C)", AEON),
        ("A <=> B <=> C <=> A", "((A <=> B) <=> C) <=> A", AEON),
        ("!A & B", "(!A) & B", AEON),
        ("not A and B or C", "((not A) and B) or C", BOOLEANNET),
        ("A or not not B and C", "A or (B and C)", BOOLEANNET),
        ("A | !B & C", "A | ((!B) & C)", GINML),
    ],
)
def test_operators_bind_as_the_format_says(short, long, dialect):
    assert table(short, dialect) == table(long, dialect)


def test_names_keep_their_places():
    formula, found = parse("Ca2+ and not(IL-2 or B)", BOOLEANNET)

    assert found == ()
    assert [(name.text, *name.span) for name in names_of(formula)] == [
        ("Ca2+", 0, 4),
        ("IL-2", 13, 17),
        ("B", 21, 22),
    ]
    assert formula.span == (0, 23)


def test_a_level_goes_with_its_name():
    seen = []

    def leaf(name):
        seen.append(split_level(name))
        return seen[-1][0]

    formula, found = parse("A:2 & !B", GINML, leaf)

    assert found == ()
    assert [(name.text, level, *name.span) for name, level in seen] == [
        ("A", 2, 0, 1),
        ("B", None, 7, 8),
    ]
    assert isinstance(formula, Operation)


def test_a_leaf_may_be_anything():
    formula, _ = parse("A", GINML, lambda name: Constant(True, name.span))

    assert isinstance(formula, Constant)


@pytest.mark.parametrize(
    ("text", "dialect", "code"),
    [
        ("A & (B", AEON, "BN101"),
        ("A & B)", AEON, "BN102"),
        ("A B", AEON, "BN104"),
        ("A &", AEON, "BN105"),
        ("& A", AEON, "BN105"),
        ("()", AEON, "BN105"),
        ("", AEON, "BN107"),
        ("A $ B", AEON, "BN108"),
        ("A & [B]", AEON, "BN116"),
        ("A ~ B", AEON, "BN103"),
        ("A == B", AEON, "BN103"),
        ("A > B", AEON, "BN122"),
        ("7 & A", AEON, "BN126"),
        ("A && B", AEON, "BN113"),
        ("A AND B", AEON, "BN114"),
        ("f(A, )", AEON, "BN105"),
        ("A, B", AEON, "BN108"),
        ("A AND B", BOOLEANNET, "BN114"),
        ("!A", BOOLEANNET, "BN103"),
        ("A ^ B", BOOLEANNET, "BN103"),
        ("Random", BOOLEANNET, "BN122"),
        ("(1, 2, 3)", BOOLEANNET, "BN122"),
        ("f(A)", BOOLEANNET, "BN122"),
        ("A（B", BOOLEANNET, "BN109"),
        ("A = B", GINML, "BN103"),
    ],
)
def test_a_mistake_has_its_code(text, dialect, code):
    assert code in codes(text, dialect)


ALPHABET = "AB1 \t&|!^()[]{}=<>?:,+-*/~@$#\"'\\.éβ（＆\u200b\u00a0\n"


@given(st.text(ALPHABET + "not and or", max_size=60), st.sampled_from(DIALECTS))
def test_any_text_is_read_or_refused_with_a_place(text, dialect):
    formula, found = parse(text, dialect)

    assert formula is not None or found
    for finding in found:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000 + "A" + ")" * 100_000,
        "(" * 100_000 + "A",
        "!" * 100_000 + "A",
        " & ".join(["A"] * 50_000),
        "A => " * 50_000 + "B",
        "f(" * 100_000,
        "+" * 100_000,
        "1" * 1_000_000,
    ],
    ids=lambda text: text[:5],
)
def test_hostile_formulas_end(text):
    for dialect in DIALECTS:
        formula, found = parse(text, dialect)
        assert formula is not None or found


def test_hundred_thousand_parentheses_are_refused_with_the_limit():
    _, found = parse("(" * 100_000 + "A" + ")" * 100_000, AEON)

    assert found[0].message == "parentheses are nested 100,000 deep; the limit is 20,000"


def test_a_name_is_a_name():
    assert isinstance(parse("A", AEON)[0], Name)
