"""Tests of `boolnet.engines.program`: one solver program, asked many times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.budget import Budget
from boolnet.engines.program import Program, Question
from boolnet.formats.files import parse_network
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks, perturbations


def whole(network: Network) -> Question:
    return Question(dict(enumerate(network.functions)), {})


@given(networks(most=5))
def test_minimal_trap_spaces_are_those_among_all_spaces(network: Network) -> None:
    program = Program(network.circuits)

    for _ in range(2):  # the second time nothing is added to the program
        found = sorted(program.iter_trap_spaces(whole(network), Budget()))
        assert oracles.minimal_trap_spaces(network) == found


@given(networks(most=5))
def test_states_are_the_fixed_points(network: Network) -> None:
    program = Program(network.circuits)
    points = oracles.fixed_points(network)

    found = sorted(values for _, values in program.iter_states(whole(network), Budget()))

    assert points == found
    assert min(2, len(points)) == program.count_states(whole(network), Budget(), 2)


@given(st.data())
def test_one_program_answers_for_perturbed_copies_in_any_order(data: st.DataObject) -> None:
    """What one question assumed must not be left behind for the next."""
    network = data.draw(networks(most=4))
    copies = [network]
    copies += [network.with_perturbation(data.draw(perturbations(network))) for _ in range(2)]
    program = Program(network.circuits)

    for copy in [*copies, *copies[::-1]]:
        found = sorted(program.iter_trap_spaces(whole(copy), Budget()))
        assert oracles.minimal_trap_spaces(copy) == found
        states = sorted(values for _, values in program.iter_states(whole(copy), Budget()))
        assert oracles.fixed_points(copy) == states


@given(networks(most=5))
def test_no_answer_lies_in_a_space_to_avoid(network: Network) -> None:
    points = oracles.fixed_points(network)
    full = (1 << len(network)) - 1
    avoid = tuple((full, point) for point in points[:1])
    question = Question(dict(enumerate(network.functions)), {}, avoid=avoid)
    program = Program(network.circuits)

    found = sorted(values for _, values in program.iter_states(question, Budget()))

    assert points[1:] == found
    assert points == sorted(v for _, v in program.iter_states(whole(network), Budget()))


def test_a_stopped_solve_gives_nothing_more() -> None:
    names = [f"x{i}" for i in range(12)]
    network = parse_network("targets, factors\n" + "".join(f"{n}, {n}\n" for n in names))
    program, budget = Program(network.circuits), Budget()
    states = program.iter_states(whole(network), budget)
    next(states)

    budget.stop("enough")

    assert [] == list(states)
    assert 4096 == len(list(program.iter_states(whole(network), Budget())))
