"""Tests of ``boolnet show``."""

from __future__ import annotations

import json

from tests.running import boolnet

RULES = """targets, factors
I, I
A, I & !B | A
B, A ^ C
C, !C
D, A | (B & !B)
K, 1
"""


def test_regulators_have_the_sign_of_the_function_and_not_of_the_text() -> None:
    record = json.loads(boolnet("show", "-", "--json", input=RULES).stdout)

    signs = {
        node["name"]: {r["name"]: r["sign"] for r in node["regulators"]} for node in record["nodes"]
    }
    assert {"I": "+", "B": "-", "A": "+"} == signs["A"]
    assert {"A": "+-", "C": "+-"} == signs["B"]
    assert {"A": "+", "B": "0"} == signs["D"]
    assert {"D", "K"} == set(record["readouts"])


def test_loops_come_shortest_first_and_inputs_are_none() -> None:
    text = boolnet("show", "-", input=RULES).stdout

    loops = text[text.index("Feedback loops") :].split("\n")
    assert "Feedback loops: all 3" == loops[0]
    assert ["positive   A -> A", "negative   C -| C", "ambiguous  A -? B -| A"] == [
        line.strip() for line in loops[1:4]
    ]


def test_loops_are_counted_no_further_than_asked() -> None:
    text = boolnet("show", "osteoimmune", "--loops", "3").stdout
    record = json.loads(boolnet("show", "osteoimmune", "--loops", "3", "--json").stdout)

    assert "Feedback loops: the 3 shortest of more than 3" in text
    assert "lower-bound" == record["loops"]["coverage"]
    assert 3 == len(record["loops"]["listed"])


def test_a_node_is_shown_with_a_situation_for_each_sign() -> None:
    text = boolnet("show", "-", "A", input=RULES).stdout

    assert "A, I & !B | A" in text
    assert "with I = 1, A = 0, switching B on switches A off" in text


def test_an_unknown_node_is_told_the_close_one() -> None:
    result = boolnet("show", "rank_nfatc1", "NFATC1")

    assert 2 == result.exit_code
    assert 'error[BN601]: show: there is no node "NFATC1"; did you mean NFATc1?' in result.stderr
