"""Tests of what a network knows from the ``#@`` lines of its file."""

from __future__ import annotations

import pytest

from boolnet.errors import RuleFileError
from boolnet.formats.files import parse_network
from boolnet.network.evidence import About, Evidence
from boolnet.network.perturbation import block, knockout

TEXT = """\
#@ levels: B < B_hi
#@ A: kind: protein | compartment: "T cell" | name: "Protein A" | name-zh: "甲" | hgnc:5
#@ B -> A | source: "Smith 2002 Cell" | source: "Sun 2025 s2" | cell: HeLa | verify
#@ C -| A | PMID:12 | conflict: "activates in T cells" | colour: red
A, B & !C
#@ kind: input | note: "the next rule"
B, B
B_hi, B_hi & B
C, C #@ C: kind: drug
"""


def test_a_node_is_described() -> None:
    a, b, _, c = parse_network(TEXT).nodes

    assert a.about == About(
        "Protein A", (("zh", "甲"),), "protein", "T cell", identifiers=("hgnc:5",)
    )
    assert (a.about.named("zh"), a.about.named("fr")) == ("甲", "Protein A")
    assert b.about == About(kind="input", note="the next rule")
    assert c.about.kind == "drug"


def test_a_regulation_has_its_evidence() -> None:
    first, second = parse_network(TEXT).nodes[0].evidence

    assert first == Evidence(
        "B", "A", "->", sources=("Smith 2002 Cell", "Sun 2025 s2"), cell="HeLa", verify=True
    )
    assert (first.sign, second.sign) == ("+", "-")
    assert second.references == ("PMID:12",)
    assert second.conflict == "activates in T cells"
    assert second.more == (("colour", "red"),)


@pytest.mark.parametrize(
    ("confidence", "weight"), [("high", 0.9), ("0.25", 0.25), ("", None), ("7", None), ("x", None)]
)
def test_a_confidence_has_a_weight(confidence: str, weight: float | None) -> None:
    assert Evidence("A", "B", confidence=confidence).weight == weight


def test_a_perturbed_network_knows_what_its_base_knows() -> None:
    network = parse_network(TEXT)

    perturbed = network.with_perturbation(knockout("A") + block("B", "B_hi"))

    assert perturbed.ladders == network.ladders == (("B", "B_hi"),)
    assert [(n.about, n.evidence) for n in perturbed.nodes] == [
        (n.about, n.evidence) for n in network.nodes
    ]


def test_what_is_known_is_no_part_of_what_a_network_is() -> None:
    plain = "".join(line for line in TEXT.splitlines(True) if not line.startswith("#@"))

    assert parse_network(plain) == parse_network(TEXT)


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ("B < Z", 'there is no node "Z"'),
        ("B < B", "B is named twice"),
        ("B", "two or more nodes"),
        ("B < < C", "two or more nodes"),
        ("B_hi < C", "B_hi is in two ladders"),
    ],
)
def test_a_wrong_ladder_is_an_error(levels: str, message: str) -> None:
    with pytest.raises(RuleFileError, match=message):
        parse_network(f"{TEXT}#@ levels: {levels}\n")
