"""The names of a line, held to those that the parser finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.formats.bnet import write_bnet
from boolnet.language.parser import parse_document
from boolnet.language.source import SourceText
from boolnet.language.syntax import names_of
from boolnet.lsp.line import Role, read_line
from boolnet.network.network import Network
from tests.lsp.views import view_of
from tests.strategies import networks


@given(networks())
def test_the_names_are_those_of_the_tree(network: Network) -> None:
    text = write_bnet(network)
    document, _ = parse_document(SourceText.of(text))
    expected = []
    for rule in document.rules:
        assert rule.target is not None
        assert rule.formula is not None
        expected.append((rule.target.span, Role.TARGET))
        expected += [(name.span, Role.REGULATOR) for name in names_of(rule.formula)]

    found = [(use.span, use.role) for use in view_of(text).uses if use.role.in_rule]

    assert expected == found


@given(st.text(st.sampled_from('AB,&|!()"#@<->: |=\t🙂')))
def test_no_line_is_too_odd(text: str) -> None:
    line = read_line(text)

    for use in line.uses:
        assert 0 <= use.span.start < use.span.end <= len(text)
        assert use.name
    assert sorted(use.span for use in line.uses) == [use.span for use in line.uses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A, B & maj(C, D)", ["A", "B", "C", "D"]),
        ('"IL 2", A &', ["IL 2", "A"]),
        ("A, (B | ", ["A", "B"]),
        ("  & C", ["C"]),
        ("A = B", ["A", "B"]),
        ("A B", ["A", "B"]),
        ("A, B, 0.5", ["A", "B"]),
        ("targets, factors", []),
        ("maj, all & A", ["maj", "all", "A"]),
        ("# A, B", []),
        ('#@ A -> "B C" | note: "D"', ["A", "B C"]),
        ("#@ A: kind: gene", ["A"]),
        ('#@ levels: A < "B" < C D', ["A", "B", "C D"]),
        ('#@ levels: "A < B"', ["A", "B"]),
        ("#@ note: A", []),
        ("A, B  #@ B -| A", ["A", "B", "B", "A"]),
        ("A\u0301, A\u0301", ["\u00c1", "\u00c1"]),
    ],
)
def test_names_of_a_line(text: str, expected: list[str]) -> None:
    assert expected == [use.name for use in read_line(text).uses]
