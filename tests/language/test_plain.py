"""Tests of `boolnet.language.plain`: one law, and that the plain reader is used.

The law: where the plain reader answers, the parser has nothing to say and reads the same.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.language.formula import MAX_DEPTH
from boolnet.language.parser import parse_document
from boolnet.language.plain import read_plain
from boolnet.language.source import SourceText
from boolnet.logic import expression as ex
from boolnet.network.build import build_network, build_plain_network
from boolnet.network.network import Network

ROOT = Path(__file__).parents[2]
WIDEST = 5  # names up to which two rules are compared in every state
LARGEST = 3_000  # bytes of a published file that is read twice in the quick tests


def follow_law(text: str, title: str = "") -> bool:
    """Hold the plain reader to the parser; whether it answered."""
    source = SourceText.of(text)
    rules = read_plain(source)
    if rules is None:
        return False
    document, found = parse_document(source)
    assert found == ()
    assert len(rules) == len(document.rules)
    plain, said = build_plain_network(rules, text, title)
    full, expected = build_network(document, found, text, title)
    assert said == expected
    assert (plain is None) == (full is None)
    if plain is not None and full is not None:
        assert_same(plain, full)
    return True


def assert_same(plain: Network, full: Network) -> None:
    assert plain.names == full.names
    assert plain.inputs == full.inputs
    assert plain.title == full.title
    for one, other in zip(plain.nodes, full.nodes, strict=True):
        assert one.function.regulators == other.function.regulators
        assert str(one.function) == str(other.function)
    assert plain == full
    for position, node in enumerate(plain.nodes):
        names = node.function.regulators
        if len(names) > WIDEST:
            continue
        positive, negative = plain.functions[position]
        for values in product((False, True), repeat=len(names)):
            state = dict(zip(names, values, strict=True))
            fixed = {plain.index[name]: value for name, value in state.items()}
            expected = ex.evaluate(full.nodes[position].function.expression, state)
            assert plain.circuits.restrict(positive, fixed) == int(expected)
            assert plain.circuits.restrict(negative, fixed) == int(not expected)


NAMES = ("A", "B", "Bax", "bax", "p53", "v_x.1", "C-C", "a:b")
FORMULAS = st.recursive(
    st.sampled_from((*NAMES, "0", "1")),
    lambda parts: st.one_of(
        parts.map("!{}".format),
        parts.map("({})".format),
        parts.map("! ({})".format),
        st.tuples(parts, st.sampled_from("&|"), parts).map(" ".join),
        st.tuples(parts, st.sampled_from("&|"), parts).map("({0[0]}{0[1]}{0[2]})".format),
    ),
    max_leaves=12,
)
# What is nearly plain: signs and words in any order.
PIECES = (
    *NAMES,
    *"!!&|&|()()^,01",
    " ",
    "  ",
    "\t",
    "and",
    "2",
    "1.5",
    "maj",
    "&&",
    '"A"',
    "-",
    "[",
    "é",
)
SCRAPS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
LINES = st.one_of(
    st.tuples(st.sampled_from((*NAMES, "1", " A ", "not")), FORMULAS).map(", ".join),
    st.tuples(st.sampled_from(NAMES), SCRAPS).map(",".join),
    SCRAPS,
    st.sampled_from(("", " ", "# note", "A, B # é", "#@ note", "A, A #@ x", "target, factor")),
)
FILES = st.tuples(
    st.sampled_from(
        ("", "targets, factors\n", "Targets,functions \n", "target, factors\n", "\ufeff")
    ),
    st.lists(LINES, max_size=5),
    st.sampled_from(("\n", "\r\n", "\r")),
    st.booleans(),
).map(lambda file: file[0] + file[2].join(file[1]) + file[2] * file[3])


@given(FILES)
def test_where_the_plain_reader_answers_the_parser_reads_the_same(text: str) -> None:
    follow_law(text)


@given(st.lists(FORMULAS, min_size=1, max_size=4))
def test_plain_rules_are_answered(formulas: list[str]) -> None:
    lines = [f"n{i}, {formula}" for i, formula in enumerate(formulas)]

    assert follow_law("\n".join(["targets, factors", *lines]))


def test_shipped_and_small_published_files_follow_the_law(shared: Path) -> None:
    paths = sorted((ROOT / "models").glob("*/model.bnet"))
    paths += [
        p for p in (shared / "networks" / "bnet").glob("*.bnet") if p.stat().st_size < LARGEST
    ]
    for path in paths:
        follow_law(path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_all_published_files_follow_the_law(shared: Path) -> None:
    for path in sorted((shared / "networks" / "bnet").glob("*.bnet")):
        follow_law(path.read_text(encoding="utf-8"))


def test_nearly_all_published_files_are_answered(shared: Path) -> None:
    paths = sorted((shared / "networks" / "bnet").glob("*.bnet"))
    texts = (path.read_text(encoding="utf-8") for path in paths)
    answered = sum(read_plain(SourceText.of(text)) is not None for text in texts)

    assert answered >= 0.95 * len(paths)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A, B\nA, B\n",
        "A, B &\n",
        "A, B C\n",
        "A, (B\n",
        "A, B)\n",
        "A, B && C\n",
        "A, B ^ C\n",
        "A, maj(B, C, D)\n",
        'A, "B"\n',
        "A, true\n",
        "A, 2\n",
        "A, B, 1\n",
        "A, not B\n",
        "A, β\n",
        "A <- B\n",
        "A, B #@ note\n",
        "A, B\rB, A\r",
        "A,\n",
        "target, factors\nA, B\n",
        "and, A\n",
    ],
)
def test_anything_else_is_left_to_the_parser(text: str) -> None:
    assert read_plain(SourceText.of(text)) is None


def test_parentheses_may_be_as_deep_as_the_parser_allows() -> None:
    for depth, answered in ((MAX_DEPTH, True), (MAX_DEPTH + 1, False)):
        text = "A, " + "(" * depth + "A" + ")" * depth + "\n"
        assert answered == (read_plain(SourceText.of(text)) is not None)


@pytest.mark.parametrize("sign", ["(", "!", "!("])
def test_a_long_run_of_signs_is_looked_at_once(sign: str) -> None:
    """Tried from each of its signs, this would take minutes."""
    assert read_plain(SourceText.of("A, " + sign * 100_000)) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("x & !y | z", [3, 4, -4, 7, -5]),
        ("((x & y) & z)", [3, 5, 7, -6]),
        ("x & (y & z)", [3, 5, 7, -6]),
        ("(x | (y | z))", [3, 5, 7, -7]),
        ("((x | y) | z)", [3, 5, 7, -7]),
        ("x & (y | z)", [3, 5, 7, -5, -4]),
        ("(x | y) & z", [3, 5, -5, 7, -4]),
        ("!(x & y)", [3, 5, -4, -1]),
        ("!!x & !0", [3, 1, -4]),
    ],
)
def test_runs_of_one_connective_are_one_operator(written: str, code: list[int]) -> None:
    rules = read_plain(SourceText.of(f"A, {written}\n"))

    assert rules is not None
    assert rules[0].formula.code == code
