"""Tests of `boolnet.logic.postfix` and `boolnet.logic.cover`: meaning, exactness, size.

Sizes are asserted as counts of gates, never as seconds.
"""

from __future__ import annotations

import random
from functools import reduce
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import UnsupportedError
from boolnet.logic import cover, postfix
from boolnet.logic.circuit import Circuits
from boolnet.logic.cover import encode_cover, flatten
from boolnet.logic.decisions import Pair
from boolnet.logic.postfix import encode_postfix, tabulate_postfix
from boolnet.logic.table import compute_table

WIDTH = 6
LITERALS = st.integers(2, 2 * WIDTH + 1)
CODES = st.recursive(
    st.one_of(LITERALS, LITERALS, LITERALS, st.integers(0, 1)).map(lambda sign: [sign]),
    lambda parts: st.one_of(
        parts.map(lambda code: [*code, -1]),
        st.tuples(st.lists(parts, min_size=2, max_size=4), st.integers(0, 1)).map(
            lambda drawn: [*reduce(list.__add__, drawn[0]), -2 * len(drawn[0]) - drawn[1]]
        ),
    ),
    max_leaves=16,
)
CUBES = st.lists(st.lists(LITERALS, min_size=1, max_size=4), min_size=1, max_size=12)


def code_of(cubes: list[list[int]]) -> list[int]:
    """The disjunction of *cubes*, each of them a list of literals."""
    terms = [[*cube, -2 * len(cube)] if len(cube) > 1 else cube for cube in cubes]
    code = [sign for term in terms for sign in term]
    return [*code, -2 * len(terms) - 1] if len(terms) > 1 else code


def evaluate(code: list[int], state: int) -> bool:
    """The value of *code* where variable ``i`` is bit ``i`` of *state*, the slow way."""
    stack: list[bool] = []
    for sign in code:
        if sign >= 2:
            stack.append(bool(state >> ((sign - 2) >> 1) & 1) == bool(sign & 1))
        elif sign >= 0:
            stack.append(bool(sign))
        elif sign == -1:
            stack.append(not stack.pop())
        else:
            parts = [stack.pop() for _ in range(-sign >> 1)]
            stack.append(any(parts) if sign & 1 else all(parts))
    assert len(stack) == 1
    return stack[0]


def assert_means(circuits: Circuits, pair: Pair, code: list[int], width: int = WIDTH) -> None:
    """*pair* are the exact circuits of *code* and of its negation."""
    table = sum(evaluate(code, state) << state for state in range(1 << width))
    assert table == compute_table(circuits, pair[0], range(width))
    assert table ^ (1 << (1 << width)) - 1 == compute_table(circuits, pair[1], range(width))
    assert circuits.is_exact(pair[0])
    assert circuits.is_exact(pair[1])


def gates_of(code: list[int], width: int) -> int:
    """How many gates a rule over *width* variables takes."""
    circuits = Circuits(width)
    return len(circuits.postorder(encode_postfix(circuits, code, range(width))))


@given(CODES)
def test_a_rule_means_what_it_says(code: list[int]) -> None:
    circuits = Circuits(WIDTH)

    assert_means(circuits, encode_postfix(circuits, code, range(WIDTH)), code)


@pytest.mark.parametrize("flattened", [True, False])
@given(code=st.one_of(CODES, CUBES.map(code_of)))
def test_every_way_to_encode_a_rule_means_the_same(code: list[int], flattened: bool) -> None:
    """The ways for wide and long rules, on short ones: covers, and decisions one by one."""
    circuits = Circuits(WIDTH)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postfix, "SHORT", 0)
        patch.setattr(postfix, "NARROW", 0)
        patch.setattr(cover, "NARROW", 1)
        if not flattened:
            patch.setattr(postfix, "WIDEST", 0)
            patch.setattr(postfix, "flatten", lambda *args, **options: None)
        pair = encode_postfix(circuits, code, range(WIDTH))

    assert_means(circuits, pair, code)


@pytest.mark.parametrize("narrow", [0, 2, 8])
@given(cubes=CUBES)
def test_a_cover_means_its_cubes(cubes: list[list[int]], narrow: int) -> None:
    code = code_of(cubes)
    circuits = Circuits(WIDTH)
    flat = flatten(code, most=len(code))
    assert flat is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cover, "NARROW", narrow)
        pair = encode_cover(circuits, flat, range(WIDTH))

    assert_means(circuits, pair, code)


@given(CODES)
def test_a_flattened_negation_is_the_negation(code: list[int]) -> None:
    flat, negated = flatten(code, most=10_000), flatten(code, most=10_000, negated=True)
    assert (flat is None) == (-1 in code) == (negated is None)
    if flat is None or negated is None:
        return
    for state in range(1 << WIDTH):
        literals = sum(2 << 2 * i if state >> i & 1 else 1 << 2 * i for i in range(WIDTH))
        value = evaluate(code, state)
        assert value == any(cube & ~literals == 0 for cube in flat)
        assert value != any(cube & ~literals == 0 for cube in negated)


@given(CODES)
def test_the_table_of_a_rule_does_not_depend_on_the_blocks_it_is_made_in(code: list[int]) -> None:
    whole = tabulate_postfix(code, WIDTH)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postfix, "BLOCK", 2)
        assert whole == tabulate_postfix(code, WIDTH)


def test_a_rule_is_placed_on_its_variables() -> None:
    circuits = Circuits(10)

    pair = encode_postfix(circuits, [3, 4, -4], [7, 2])

    on, off = circuits.literal(7, True), circuits.literal(2, False)
    assert pair == (circuits.conjunction((on, off)), circuits.disjunction((on ^ 1, off ^ 1)))


def test_a_product_of_sums_written_out_takes_a_few_gates_for_each_sum() -> None:
    """Twelve sums of two make 4,096 cubes; so rules of multi-valued models look."""
    width = 24
    cubes = [
        [3 + 2 * (2 * i + bit) for i, bit in enumerate(bits)]
        for bits in product((0, 1), repeat=width // 2)
    ]

    assert gates_of(code_of(cubes), width) <= 8 * width


def test_differences_written_out_take_a_few_gates_each() -> None:
    """``a & !b | !a & b | c & !d | ...``: what does not clash is not decided together."""
    width = 60
    cubes = []
    for one in range(0, width, 2):
        on, other = 3 + 2 * one, 5 + 2 * one
        cubes += [[on, other ^ 1], [on ^ 1, other]]

    assert gates_of(code_of(cubes), width) <= 8 * width


def test_a_parity_written_out_takes_a_few_gates_for_each_regulator() -> None:
    width = 13
    rows = [row for row in range(1 << width) if row.bit_count() % 2]
    cubes = [[2 + 2 * i + (row >> i & 1) for i in range(width)] for row in rows]

    assert gates_of(code_of(cubes), width) <= 8 * width


def test_a_rule_whose_negation_is_a_long_cover_is_read_as_that() -> None:
    """A conjunction of 4,096 sums: flattened as it stands it would have 12^4096 cubes."""
    width = 24
    sums = [
        [3 + 2 * (2 * i + bit) for i, bit in enumerate(bits)]
        for bits in product((0, 1), repeat=width // 2)
    ]
    code = [sign for term in sums for sign in (*term, -2 * len(term) - 1)]

    assert gates_of([*code, -2 * len(sums)], width) <= 8 * width


def test_a_cover_with_too_many_cases_is_refused() -> None:
    rng = random.Random(1)
    cubes = [[2 + 2 * i + rng.randrange(2) for i in rng.sample(range(50), 5)] for _ in range(200)]
    flat = flatten(code_of(cubes), most=200)
    assert flat is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cover, "EFFORT", 5_000)
        with pytest.raises(UnsupportedError, match="too many"):
            encode_cover(Circuits(50), flat, range(50))
