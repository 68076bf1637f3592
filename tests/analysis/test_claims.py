"""Claims and protocols: worked out by hand, and against brute force on random networks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.claims import (
    ClaimResult,
    Status,
    Verifier,
    explain_result,
    find_remedies,
    verify_claims,
)
from boolnet.analysis.protocol import Protocols
from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.budget import Budget
from boolnet.formats.files import parse_network
from boolnet.logic.expression import symbol
from boolnet.network.claim import EXPECTED, Claim, Stage, Start
from boolnet.network.claims_file import read_claims
from boolnet.network.environment import Environment
from boolnet.network.model_file import Rest
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, knockout
from boolnet.network.phenotype import Phenotype
from tests.claims import claim, make_model
from tests.oracles import attractors, perturb, reachable, successor_graph
from tests.strategies import environments, networks, perturbations


def result_of(folder: Path, **keys: object) -> ClaimResult:
    model = make_model(folder, claim(**keys))
    (result,) = verify_claims(model, read_claims(model))
    return result


def status_of(folder: Path, **keys: object) -> Status:
    return result_of(folder, **keys).status


@pytest.mark.parametrize(
    ("start", "environment", "expected"),
    [
        ("rest", "quiet", 0),
        ("rest", "signal", 1),
        ("from:signal", "quiet", 1),  # it remembers
        ("wtfrom:signal", "quiet", 1),
    ],
)
def test_what_is_reached_depends_on_the_start(
    tmp_path: Path, start: str, environment: str, expected: int
) -> None:
    keys = {"start": f'"{start}"', "environment": f'"{environment}"', "readout": '"Fate"'}

    assert Status.PASSED is status_of(tmp_path, **keys, expected=expected)
    assert Status.FAILED is status_of(tmp_path, **keys, expected=1 - expected)


def test_a_perturbation_is_there_before_the_start_or_comes_with_the_stage(tmp_path: Path) -> None:
    """A cell born without Signal's effect has nothing to remember; one that loses it has."""
    keys = {"environment": '"quiet"', "perturbation": '{ "Signal->Memory" = 0 }'}

    assert Status.PASSED is status_of(
        tmp_path, **keys, start='"from:signal"', readout='"Fate"', expected=0
    )
    assert Status.PASSED is status_of(
        tmp_path, **keys, start='"wtfrom:signal"', readout='"Fate"', expected=1
    )


def test_stages_follow_each_other(tmp_path: Path) -> None:
    stages = """[
        { environment = "quiet", expected = 0 },
        { environment = "signal", expected = 1 },
        { environment = "quiet", expected = 1 },
        { environment = "quiet", therapy = "brake", expected = "down" },
        { environment = "quiet", expected = 0 },
    ]"""

    assert Status.PASSED is status_of(
        tmp_path, start='"rest"', stages=stages, readout='"Fate"'
    )  # fmt: skip
    failed = result_of(
        tmp_path, start='"rest"', stages=stages.replace("expected = 0 },\n    ]", "expected = 1}]"),
        readout='"Fate"',
    )  # fmt: skip
    assert Status.FAILED is failed.status
    assert failed.failing is not None
    assert 5 == failed.failing.stage


def test_every_some_and_no_attractor(tmp_path: Path) -> None:
    """Without a signal, and from anywhere, Memory is on in one of two attractors."""
    keys = {"environment": '"quiet"', "readout": '"Fate"', "expected": 1}

    assert Status.FAILED is status_of(tmp_path, **keys)
    assert Status.PASSED is status_of(tmp_path, **keys, in_='"some"')
    assert Status.FAILED is status_of(tmp_path, **keys, in_='"no"')


def test_a_readout_that_changes_within_the_attractor_oscillates(tmp_path: Path) -> None:
    keys = {"environment": '"signal"', "readout": '"Beat"'}

    assert Status.PASSED is status_of(tmp_path, **keys, expected='"oscillates"')
    assert Status.FAILED is status_of(tmp_path, **keys, expected=1)


def test_up_and_down_compare_with_the_untreated_wild_type(tmp_path: Path) -> None:
    """An oscillation counts one half."""
    keys = {"environment": '"signal"', "start": '"rest"'}

    for readout, held, expected in (("Fate", "Memory=0", "down"), ("Beat", "Beat=1", "up")):
        name, value = held.split("=")
        result = result_of(
            tmp_path,
            **keys,
            readout=f'"{readout}"',
            perturbation=f"{{ {name} = {value} }}",
            expected=f'"{expected}"',
        )
        assert Status.PASSED is result.status
    assert Status.PASSED is status_of(
        tmp_path, **keys, therapy='"brake"', readout='"Beat"', expected='"down"'
    )
    assert Status.FAILED is status_of(
        tmp_path, **keys, therapy='"brake"', readout='"Fate"', expected='"up"'
    )


def test_limits_and_contested_claims_can_fail_too(tmp_path: Path) -> None:
    """A mark in the file never decides on its own."""
    keys = {"environment": '"signal"', "readout": '"Fate"'}

    limit = {"known_limit": '"no reason"'}
    assert Status.LIMIT is status_of(tmp_path, **keys, **limit, expected=0)
    assert Status.OUTGROWN is status_of(tmp_path, **keys, **limit, expected=1)
    contested = {"contested": '"others disagree"'}
    assert Status.CONTESTED is status_of(tmp_path, **keys, **contested, expected=1)
    assert Status.FAILED is status_of(tmp_path, **keys, **contested, expected=0)


def test_other_update_schemes_are_asked_when_the_claim_names_them(tmp_path: Path) -> None:
    keys = {"environment": '"signal"', "readout": '"Beat"', "expected": '"oscillates"'}
    schemes = '["asynchronous", "synchronous", "general", "most-permissive"]'

    result = result_of(tmp_path, **keys, update=schemes)

    assert Status.PASSED is result.status
    assert 4 == len(result.checks)


def test_a_spent_budget_leaves_claims_undecided(tmp_path: Path) -> None:
    model = make_model(tmp_path, claim(environment='"quiet"', readout='"Beat"', expected=1))

    (result,) = verify_claims(model, read_claims(model), Budget(seconds=0))

    assert Status.UNDECIDED is result.status
    assert "stopped after 0 s" == result.trouble


def test_starts_that_nobody_knows_leave_what_follows_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of four attractors two are looked at, with A off; the others may have A on."""
    monkeypatch.setattr("boolnet.analysis.protocol.MOST", 2)
    network = parse_network("A, A & (B | !B)\nB, B & (A | !A)\n")
    readout = Phenotype("A", symbol("A"))
    quiet = Environment(others=False)
    stages = [Stage(quiet), Stage(quiet, perturbation=knockout("B"))]

    some, end = Protocols(network, Rest(), [readout], Budget()).follow(Start(), stages)

    assert "only 2 of one stage are looked at" in some.trouble
    assert not end.is_certain
    assert 2 == len(end.reached) + len(end.undecided)


def test_a_failure_is_explained_by_the_rules_behind_it(tmp_path: Path) -> None:
    result = result_of(
        tmp_path, environment='"signal"', therapy='"brake"', readout='"Fate"', expected=1
    )

    links = [(link.node, link.value, link.because) for link in explain_result(result)]

    assert [("Fate", 0, (("Memory", 0),)), ("Memory", 0, (("Brake", 1),))] == links


def test_what_would_put_a_claim_right_is_named(tmp_path: Path) -> None:
    result = result_of(
        tmp_path, environment='"signal"', therapy='"brake"', readout='"Fate"', expected=1
    )
    oscillation = result_of(tmp_path, environment='"signal"', readout='"Beat"', expected=1)

    assert (("Memory", 1),) == find_remedies(result, Budget())
    assert () == find_remedies(oscillation, Budget())
    assert () == find_remedies(result, Budget(seconds=0))


def test_a_condition_and_an_oscillation_are_explained(tmp_path: Path) -> None:
    lost = result_of(
        tmp_path, environment='"signal"', therapy='"brake"', readout='"Lost"', expected=0
    )
    beat = result_of(tmp_path, environment='"signal"', readout='"Beat"', expected=1)

    assert ("Lost", 1, (("Fate", 0), ("Signal", 1))) == _first(lost)
    assert ("Beat", "oscillates", (("Beat", "oscillates"),)) == _first(beat)


def _first(result: ClaimResult) -> tuple[object, ...]:
    link = explain_result(result)[0]
    return link.node, link.value, link.because


# -- against brute force ---------------------------------------------------------------------


def brute(network: Network, stages: list[Stage], rest: Stage | None) -> list[set[frozenset[int]]]:
    """Per stage the attractors that it leads to, by walking every state."""
    found = []
    before: set[int] | None = None
    for stage in ([rest] if rest else []) + stages:
        held = perturb(network, stage.held)
        # An input whose regulation of itself is held is no input any more.
        moved = {target for _, target, _ in stage.held.regulations}
        values = {n: v for n, v in stage.treated.settle(network).items() if n not in moved}
        values |= dict(stage.held.nodes)
        place = network.index

        def settle(
            state: int, values: dict[str, bool] = values, place: dict[str, int] = place
        ) -> int:
            for name, value in values.items():
                bit = 1 << place[name]
                state = state | bit if value else state & ~bit
            return state

        ends = {end for end in attractors(held, ASYNCHRONOUS) if all(settle(s) == s for s in end)}
        if before is None and stage is rest and len(ends) > 1:
            before = {0}
        if before is not None:
            graph = successor_graph(held, ASYNCHRONOUS)
            reached = {s for start in before for s in reachable(graph, settle(start))}
            ends = {end for end in ends if end & reached}
        before = {state for end in ends for state in end}
        found.append(ends)
    return found[1:] if rest else found


@given(st.data(), networks(most=5))
def test_protocols_lead_where_brute_force_leads(data: st.DataObject, network: Network) -> None:
    def whole() -> Environment:
        drawn = data.draw(environments(network))
        return replace(drawn, others=bool(drawn.others))

    stages = [
        Stage(whole(), perturbation=data.draw(perturbations(network)))
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    kind = data.draw(st.sampled_from(["any", "rest"]))
    resting = whole()
    readout = Phenotype(network.names[0], symbol(network.names[0]))
    protocols = Protocols(network, Rest(resting), [readout], Budget())

    selections = protocols.follow(Start(kind), stages)

    rest = Stage(resting, perturbation=stages[0].perturbation) if kind == "rest" else None
    for selection, ends in zip(selections, brute(network, stages, rest), strict=True):
        assert selection.is_certain
        assert len(ends) == len(selection.reached)
        for attractor in selection.reached:
            assert any(all(state in attractor for state in end) for end in ends)


@given(st.data(), networks(most=4))
def test_a_status_alone_is_that_of_the_whole_result(data: st.DataObject, network: Network) -> None:
    resting = replace(data.draw(environments(network)), others=False)
    stages = []
    for number in range(data.draw(st.integers(1, 2))):
        expected = data.draw(st.sampled_from(EXPECTED if number else EXPECTED[:3]))
        environment = replace(data.draw(environments(network)), others=False)
        held: Perturbation = data.draw(perturbations(network))
        stages.append(Stage(environment, perturbation=held, expected=expected))
    moves = any(stage.expected in ("up", "down") for stage in stages)
    name = data.draw(st.sampled_from(network.names))
    asked = Claim(
        "C",
        "so",
        Start(data.draw(st.sampled_from(["any", "rest"]))),
        tuple(stages),
        Phenotype(name, symbol(name)),
        "every" if moves else data.draw(st.sampled_from(["every", "some", "no"])),
    )

    def verifier() -> Verifier:
        return Verifier(network, Rest(resting), [asked], Budget())

    assert verifier().verify(asked).status is verifier().decide(asked)
