"""Random networks for measurements: the same for the same seed, and what they claim to be."""

from __future__ import annotations

import hashlib
import statistics

import pytest

from benchmarks.brute import explore
from benchmarks.families import BIAS, BLOCKS, FAMILIES, MOST_REGULATORS, make_rules
from benchmarks.rules import names_in, read_rules
from boolnet.formats.files import parse_network

every_family = pytest.mark.parametrize("family", FAMILIES)


def in_degrees(family: str, nodes: int) -> list[int]:
    rules = read_rules(make_rules(family, nodes, 7))
    return [len(names_in(rule)) for rule in rules.values()]


@every_family
def test_the_same_seed_makes_the_same_rules_and_another_one_others(family: str) -> None:
    assert make_rules(family, 30, 1) == make_rules(family, 30, 1)
    assert make_rules(family, 30, 1) != make_rules(family, 30, 2)


def test_seeds_mean_the_same_on_every_machine() -> None:
    """Names such as ``critical-1000-0`` stand in tables: their networks may not change."""
    text = "".join(make_rules(family, 40, 0) for family in FAMILIES)

    assert "20ac155c3ad0cf07" == hashlib.sha256(text.encode()).hexdigest()[:16]


@every_family
def test_every_node_has_a_rule_that_can_be_read(family: str) -> None:
    network = parse_network(make_rules(family, 40, 3))

    assert [f"n{i}" for i in range(40)] == list(network.names)


def test_critical_networks_have_two_regulators_chaotic_and_biased_ones_three() -> None:
    # A rule without true rows is written as 0, and names nobody.
    assert {0, 2} == set(in_degrees("critical", 400))
    assert {0, 3} >= set(in_degrees("chaotic", 400))
    assert {0, 3} == set(in_degrees("biased", 400))


def test_biased_networks_are_critical() -> None:
    """The average sensitivity, 2 K p (1 - p), is one."""
    rows = [rule.count("(") for rule in read_rules(make_rules("biased", 4000, 0)).values()]
    share = statistics.fmean(rows) / 8

    assert share == pytest.approx(BIAS, abs=0.01)
    assert 2 * 3 * share * (1 - share) == pytest.approx(1, abs=0.04)


def test_scale_free_networks_have_hubs_but_no_wide_rules() -> None:
    rules = read_rules(make_rules("scale-free", 5000, 0))
    targets: dict[str, int] = {}
    for rule in rules.values():
        for name in names_in(rule):
            targets[name] = targets.get(name, 0) + 1

    assert max(in_degrees("scale-free", 5000)) == MOST_REGULATORS
    assert max(targets.values()) > 50
    # P(at least four targets) = 4^-1.5 = 1/8, a little less where a full rule took no more
    assert sum(n >= 4 for n in targets.values()) / 5000 == pytest.approx(0.125, abs=0.02)


def test_dense_networks_have_up_to_ten_regulators() -> None:
    assert set(range(1, 11)) == set(in_degrees("dense", 400))


@pytest.mark.parametrize("tables", BLOCKS, ids=str)
def test_each_block_of_the_hidden_family_hides_something(tables: tuple[int, ...]) -> None:
    names = [f"n{i}" for i in range(len(tables))]
    rows = [
        " | ".join(
            "(" + " & ".join(("" if s >> i & 1 else "!") + n for i, n in enumerate(names)) + ")"
            for s in range(1 << len(names))
            if table >> s & 1
        )
        for table in tables
    ]
    text = "\n".join(f"{name}, {row}" for name, row in zip(names, rows, strict=True))

    found = explore(text)

    assert found.hidden or found.crowded
