"""Sentences about rules: read back by a small reader, they are the rule."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given

from boolnet.analysis.explanation import describe_rule
from boolnet.logic import expression as ex
from boolnet.logic.clause import clause_of, recognise
from boolnet.logic.diagram import Diagrams
from boolnet.network.rule import parse_rule
from boolnet.report.explain import format_when
from boolnet.report.sentence import format_clause
from tests.strategies import LETTERS, expressions

STATES = [dict(zip(LETTERS, s, strict=True)) for s in product([False, True], repeat=len(LETTERS))]
AMOUNT = re.compile(
    r"(at least|at most|exactly) (\d+|one) of |(an odd|an even) number of |(none) of "
)


def split(text: str, separator: str) -> list[str]:
    """*text* at each *separator* outside parentheses."""
    pieces, depth, start, place = [], 0, 0, 0
    while place < len(text):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0 and text.startswith(separator, place):
            pieces.append(text[start:place])
            start = place = place + len(separator)
            continue
        place += 1
    return [*pieces, text[start:]]


def understood(text: str, state: dict[str, bool]) -> bool:
    """What a person understands who reads *text* in *state*."""
    if text in ("always", "never"):
        return text == "always"
    if text.startswith("(") and text.endswith(")") and split(text, ", ") == [text]:
        return understood(text[1:-1], state)
    amount = AMOUNT.match(text)
    if amount and len(split(text, ", and ")) == len(split(text, ", or ")) == 1:
        counted(rest := text[amount.end() :])
        if rest.startswith("these hold"):
            values = [understood(p, state) for p in split(rest.partition(": ")[2], "; ")]
        else:
            names, _, verb = re.split(r" (is|are) ", rest)
            values = [state[n] == (verb == "on") for n in re.split(", | and ", names)]
        count = sum(values)
        word, number, parity, none = amount.groups()
        if none:
            return count == 0
        if parity:
            return count % 2 == (parity == "an odd")
        wanted = 1 if number == "one" else int(number)
        if word == "exactly" and number == "one":
            assert 2 == len(values)
        return {"at least": count >= wanted, "at most": count <= wanted}.get(word, count == wanted)
    both = re.fullmatch(r"(\w+) and (\w+) are both on or both off", text)
    if both:
        return state[both[1]] == state[both[2]]
    for separator, join in ((", and ", all), (", or ", any)):
        pieces = split(text, separator)
        if len(pieces) > 1:
            return join(understood(piece, state) for piece in pieces)
    for separator, join in ((" and ", all), (" or ", any)):
        pieces = text.split(separator)
        if len(pieces) > 1 and all(re.fullmatch(r"\w+ is (on|off)", piece) for piece in pieces):
            return join(understood(piece, state) for piece in pieces)
    names, verb, value = re.fullmatch(r"(.+) (is|are) (on|off)", text).groups()  # type: ignore[union-attr]
    join = any if " or " in names else all
    return join(state[name] == (value == "on") for name in re.split(", | and | or ", names))


def counted(rest: str) -> None:
    assert rest.startswith("these hold") or re.search(r" (is|are) (on|off)$", rest)


@given(expressions())
def test_a_sentence_says_the_rule(rule: ex.Expression) -> None:
    clause = clause_of(rule)

    assert clause is not None
    text = format_clause(clause)
    for state in STATES:
        assert ex.evaluate(rule, state) == clause.holds(state) == understood(text, state), text


@given(expressions())
def test_the_words_of_a_function_say_it(rule: ex.Expression) -> None:
    diagrams = Diagrams(ex.symbols_of(rule))
    when = describe_rule(diagrams, diagrams.build(rule), rule)
    label, texts = format_when(when, "X")

    for state in STATES:
        value = ex.evaluate(rule, state)
        if label in ("always", "never"):
            assert value == (label == "always")
        else:
            cases = [re.sub(r"^\d+\. ", "", t) for t in texts if not t.startswith("one of these")]
            assert value == (any(understood(c, state) for c in cases) == (label == "on when"))
        if when.on is not None:
            cases_on = [all(state[n] == v for n, v in case.items()) for case in when.on]
            assert value == any(cases_on)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("MEK & (RAF | !DUSP6)", "MEK is on, and (RAF is on or DUSP6 is off)"),
        ("A & B & C", "A, B and C are on"),
        ("A | B | !C", "A or B is on, or C is off"),
        ("A & !B", "A is on and B is off"),
        ("!(A | B)", "A and B are off"),
        ("!!A", "A is on"),
        ("A ^ B", "exactly one of A and B is on"),
        ("!(A ^ B)", "A and B are both on or both off"),
        ("A ^ B ^ C", "an odd number of A, B and C is on"),
        ("sumgt(A, B, C, 1)", "at least 2 of A, B and C are on"),
        ("sumlt(A, B, C, 2)", "at most 1 of A, B and C is on"),
        ("sumis(A, B, C, 2)", "exactly 2 of A, B and C are on"),
        ("sumgt(A & B, C, D, 1)", "at least 2 of these hold: (A and B are on); C is on; D is on"),
        ('"IL 2" & B', '"IL 2" and B are on'),
        ("A | !A & B", "A is on, or (B is on and A is off)"),
    ],
)
def test_what_is_said(rule: str, sentence: str) -> None:
    clause = clause_of(parse_rule(rule))

    assert clause is not None
    assert sentence == format_clause(clause)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("A & B | A & C | B & C", "at least 2 of A, B and C are on"),
        ("A & !B | !A & B", "exactly one of A and B is on"),
        ("!A & !B | !A & C | !B & C", None),
        ("A & (B | C)", None),
        ("A & B", None),
    ],
)
def test_counts_are_seen_however_they_are_written(rule: str, sentence: str | None) -> None:
    diagrams = Diagrams("ABC")
    clause = recognise(diagrams, diagrams.build(parse_rule(rule)))

    if sentence is None and clause is not None:
        assert "at least 2 of these hold: A is off; B is off; C is on" == format_clause(clause)
    else:
        assert sentence == (clause and format_clause(clause))


def test_a_long_rule_is_no_sentence_and_a_deep_one_does_no_harm() -> None:
    deep = ex.symbol("A")
    for i in range(10_000):
        deep = ex.negation(ex.disjunction([deep, ex.symbol(f"v{i}")]))
    many = ex.symbol("A")
    for _ in range(10_000):
        many = ex.negation(many)

    assert clause_of(deep) is None
    assert "A is on" == format_clause(clause_of(many) or pytest.fail("too long"))
