"""Decision tables on diagrams against rows that are looked at one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice, product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.budget import Budget
from boolnet.engines.cover import Check, check_cover, cover_of, find_cover, iter_short_rows
from boolnet.engines.symbolic import Diagrams, Function
from boolnet.errors import BudgetExceeded

VARIABLES = (7, 3, 9, 1)  # in diagram order, which need not be ascending
SETTINGS = [
    dict(zip(VARIABLES, values, strict=True)) for values in product((False, True), repeat=4)
]

tables = st.integers(0, (1 << len(SETTINGS)) - 1)
rows_of_some = st.lists(st.dictionaries(st.sampled_from(VARIABLES), st.booleans()), max_size=4)


def function_of(diagrams: Diagrams, table: int) -> Function:
    function = diagrams.false
    for number, setting in enumerate(SETTINGS):
        if table >> number & 1:
            function = function | diagrams.state(setting)
    return function


def settings_of(row: Mapping[int, bool]) -> int:
    return sum(
        1 << number
        for number, setting in enumerate(SETTINGS)
        if all(setting[v] == value for v, value in row.items())
    )


def union_of(rows: Iterable[Mapping[int, bool]]) -> int:
    union = 0
    for row in rows:
        union |= settings_of(row)
    return union


def look(rows: list[dict[int, bool]], table: int) -> Check:
    """The three properties by their definitions."""

    def shorter(row: dict[int, bool]) -> list[dict[int, bool]]:
        return [{v: value for v, value in row.items() if v != dropped} for dropped in row]

    return Check(
        complete=union_of(rows) == table,
        prime=all(
            not settings_of(row) & ~table and all(settings_of(r) & ~table for r in shorter(row))
            for row in rows
        ),
        irredundant=all(
            settings_of(row) & ~union_of(rows[:i] + rows[i + 1 :]) for i, row in enumerate(rows)
        ),
    )


@given(tables)
def test_the_rows_are_complete_prime_and_irredundant(table: int) -> None:
    diagrams = Diagrams(VARIABLES, 1 << 12)
    function = function_of(diagrams, table)

    cover = find_cover(diagrams, function, Budget())

    rows = list(cover.iter_rows())
    assert Check(True, True, True) == look(rows, table)
    assert len(rows) == cover.count
    assert sorted(map(len, rows)) == [len(row) for row in rows]
    assert check_cover(diagrams, cover, function, Budget()).passed


@given(rows_of_some, tables)
def test_the_check_finds_in_any_rows_what_looking_at_each_finds(
    rows: list[dict[int, bool]], table: int
) -> None:
    diagrams = Diagrams(VARIABLES, 1 << 12)
    cover = cover_of(VARIABLES, rows)

    found = check_cover(diagrams, cover, function_of(diagrams, table), Budget())

    assert look(rows, table) == found


@given(rows_of_some)
def test_rows_that_cover_just_what_they_cover_are_complete(rows: list[dict[int, bool]]) -> None:
    """A random table is hardly ever the union of random rows: here it always is."""
    diagrams = Diagrams(VARIABLES, 1 << 12)
    table = union_of(rows)

    found = check_cover(diagrams, cover_of(VARIABLES, rows), function_of(diagrams, table), Budget())

    assert found.complete
    assert look(rows, table) == found


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([{7: True}], "complete"),
        ([{7: True}, {3: True}, {9: True}], "complete"),
        ([{7: True}, {3: True, 9: True}, {3: True, 9: False}], "prime"),
        ([{7: True}, {3: True}, {7: True, 1: True}], "irredundant"),
    ],
)
def test_a_broken_table_is_caught(rows: list[dict[int, bool]], wrong: str) -> None:
    """The right table of `7 or 3` is its two single values."""
    diagrams = Diagrams(VARIABLES, 1 << 12)
    function = diagrams.literal(7, True) | diagrams.literal(3, True)

    found = check_cover(diagrams, cover_of(VARIABLES, rows), function, Budget())

    assert not getattr(found, wrong)


@given(tables)
def test_short_rows_are_prime_and_cover_everything_in_the_end(table: int) -> None:
    diagrams = Diagrams(VARIABLES, 1 << 12)

    rows = list(iter_short_rows(diagrams, function_of(diagrams, table), Budget()))

    found = look(rows, table)
    assert found.complete
    assert found.prime
    for i, row in enumerate(rows):
        assert settings_of(row) & ~union_of(rows[:i])


def test_the_rows_of_a_parity_are_counted_and_checked_without_a_list() -> None:
    diagrams = Diagrams(range(60), 1 << 16)
    parity = diagrams.false
    for variable in range(60):
        on = diagrams.literal(variable, True)
        parity = on.ite(~parity, parity)

    cover = find_cover(diagrams, parity, Budget())

    assert 2**59 == cover.count
    assert check_cover(diagrams, cover, parity, Budget()).passed
    first = list(islice(cover.iter_rows(), 3))
    assert all(60 == len(row) and sum(row.values()) % 2 == 1 for row in first)


def test_the_rows_of_a_threshold_are_its_smallest_sets() -> None:
    diagrams = Diagrams(range(24), 1 << 16)
    at_least = [diagrams.true, *[diagrams.false] * 12]
    for variable in range(24):
        on = diagrams.literal(variable, True)
        at_least = [diagrams.true] + [
            at_least[n] | (on & at_least[n - 1]) for n in range(1, len(at_least))
        ]

    cover = find_cover(diagrams, at_least[12], Budget())

    assert comb(24, 12) == cover.count
    assert check_cover(diagrams, cover, at_least[12], Budget()).passed


def test_limits_end_the_work_in_words() -> None:
    diagrams = Diagrams(range(12), 1 << 14)
    parity = diagrams.false
    for variable in range(12):
        parity = diagrams.literal(variable, True).ite(~parity, parity)
    spent = Budget()
    spent.stop("stopped by the test")

    with pytest.raises(BudgetExceeded, match="more than 5 steps"):
        find_cover(diagrams, parity, Budget(), steps=5)
    with pytest.raises(BudgetExceeded, match="stopped by the test"):
        find_cover(diagrams, parity, spent)
    with pytest.raises(BudgetExceeded, match="stopped by the test"):
        check_cover(diagrams, find_cover(diagrams, parity, Budget()), parity, spent)
