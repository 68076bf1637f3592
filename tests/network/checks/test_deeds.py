"""Tests of `boolnet.network.checks.deeds`: what is said of rules is what they do."""

from __future__ import annotations

from hypothesis import given

import boolnet.network.checks.deeds as module
from boolnet.formats.bnet import write_bnet
from boolnet.formats.files import read_bytes
from boolnet.network.checks.deeds import find_deeds
from boolnet.network.network import Network
from tests.strategies import networks


@given(networks())
def test_the_signs_are_those_of_the_influence_graph(network):
    for name, deeds in zip(network.names, find_deeds(network), strict=True):
        signs = {r.regulator: r.sign for r in network.influence.into(name)}

        assert signs == dict(zip(deeds.names, deeds.signs, strict=True))
        assert deeds.constant == dict(network.constants()).get(name)


@given(networks(most=5))
def test_wide_rules_are_decided_like_narrow_ones(network):
    narrow = find_deeds(network)

    limit, module.NARROW = module.NARROW, -1
    try:
        wide = find_deeds(network)
    finally:
        module.NARROW = limit

    assert [(d.names, list(d.signs), d.constant) for d in narrow if d.names] == [
        (d.names, list(d.signs), d.constant) for d in wide if d.names
    ]


@given(networks())
def test_a_plain_file_is_looked_at_like_its_network(network):
    reading = read_bytes(write_bnet(network).encode(), "x.bnet", ignore=("BN204", "BN206"))
    found = dict(zip(reading.network.names, find_deeds(reading.network), strict=True))

    for name, deeds in zip(network.names, find_deeds(network), strict=True):
        acting = {r: s for r, s in zip(deeds.names, deeds.signs, strict=True) if s != "0"}
        again = found[name]
        assert acting == {r: s for r, s in zip(again.names, again.signs, strict=True) if s != "0"}


def read(text: str) -> Network:
    network = read_bytes(text.encode(), "x.bnet").network
    assert network is not None
    return network


def test_a_rule_that_names_each_regulator_once_is_decided_however_wide():
    names = [f"x{i}" for i in range(5000)]

    deeds = find_deeds(read(f"A, {' | '.join(names)} | !(B & !C)\n"))[0]

    assert deeds.decided
    assert deeds.signs == ["+"] * 5000 + ["-", "+"]


def test_what_is_wider_than_the_limit_is_left_open():
    rule = " | ".join(f"(x{i} & x{i + 1})" for i in range(30))

    assert not find_deeds(read(f"A, {rule}\n"), exact_limit=30)[0].decided
    assert find_deeds(read(f"A, {rule}\n"), exact_limit=31)[0].decided
