"""Tests of `boolnet.network.conditions`."""

from __future__ import annotations

import pytest

from boolnet.errors import ExpressionError
from boolnet.logic.expression import format_expression
from boolnet.network.conditions import parse_condition


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("OCdiff", "OCdiff"),
        ("Resorption_hi & !OB_hi", "Resorption_hi & !OB_hi"),
        ("A |\n  B", "A | B"),
        ("1", "1"),
    ],
)
def test_a_condition_is_the_right_side_of_a_rule(text: str, meaning: str) -> None:
    assert meaning == format_expression(parse_condition(text))


def test_the_message_points_at_the_place() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition("OC & & OB")

    _, line, below = str(caught.value).splitlines()
    assert "OC & & OB" == line.strip()
    assert "&" == line[below.index("^")]


@pytest.mark.parametrize("text", ["", "   ", "A B", "(A", "A)", "A, B", "A # why", "A & !", "5"])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_condition(text)
