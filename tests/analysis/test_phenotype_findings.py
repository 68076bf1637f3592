"""Tests of `boolnet.analysis.phenotype_findings`."""

from __future__ import annotations

from boolnet.analysis.phenotype_findings import find_phenotype_problems
from boolnet.engines.budget import Budget
from boolnet.formats.files import parse_network
from boolnet.network.phenotype import Phenotype
from boolnet.network.rule import parse_rule

RULES = "EGF, EGF\nERK, EGF\nGrowth, ERK & !Apoptosis\nApoptosis, !ERK\n"


def told(**conditions: str) -> list[tuple[str, str]]:
    network = parse_network(RULES)
    phenotypes = [Phenotype(name, parse_rule(text)) for name, text in conditions.items()]
    found = find_phenotype_problems(network, phenotypes, Budget())
    return [(finding.code, finding.message) for finding in found]


def test_a_phenotype_that_no_attractor_shows():
    assert told(both="Growth & Apoptosis") == [("BN501", "no attractor shows both")]
    assert told(one="Growth & !Apoptosis") == []


def test_phenotypes_that_overlap():
    ((code, message),) = told(dead="Apoptosis", off="!ERK & !Growth", growing="Growth")

    assert code == "BN607"
    assert message.startswith('the phenotypes "dead" and "off" overlap, for example at ')
    assert {"Apoptosis=1", "ERK=0", "Growth=0"} == set(message.split(" at ")[1].split(", "))


def test_attractors_without_a_name():
    assert told(dead="Apoptosis", odd="Growth & Apoptosis")[-1] == (
        "BN608",
        "1 of 2 attractors matches no phenotype",
    )
