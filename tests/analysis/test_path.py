"""A path that is none is found out."""

from __future__ import annotations

import pytest

from boolnet.analysis.path import check_path
from boolnet.engines.verdict import Move
from boolnet.formats.files import parse_network

PULSE = parse_network("A, 1\nB, A\nC, B & !A\n")
UP_A = Move(0, True, arrives=False, reading=0b000)
UP_B = Move(1, True, arrives=False, reading=0b001)
UP_C = Move(2, True, arrives=False, reading=0b010)


@pytest.mark.parametrize(
    ("moves", "end"),
    [
        ([], 0b000),
        ([Move(0, True), Move(1, True)], 0b011),
        ([UP_A, Move(0, True), Move(1, True)], 0b011),
        ([UP_A, UP_B, UP_C, Move(2, True), Move(0, True), Move(1, True)], 0b111),
        ([UP_A, UP_B, Move(0, True), Move(1, True)], 0b011),
    ],
)
def test_a_path_leads_to_its_end(moves: list[Move], end: int) -> None:
    assert end == check_path(PULSE, 0b000, moves)


@pytest.mark.parametrize(
    "moves",
    [
        [Move(1, True)],  # A is off
        [Move(0, False)],  # nothing changes
        [Move(0, True), Move(0, False)],  # A stays on
        [UP_B],  # A is not on its way
        [UP_A, UP_A],  # it is already
        [UP_A, Move(0, False)],  # it heads for 1
        [UP_A, Move(0, True), UP_B, UP_C],  # B may be read either way, A no more
        [UP_A],  # and does not arrive
    ],
)
def test_what_is_no_path_is_refused(moves: list[Move]) -> None:
    with pytest.raises(RuntimeError, match="path"):
        check_path(PULSE, 0b000, moves)
