"""Tests of `boolnet.formats.sbml`: writing, and the way back."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from boolnet.errors import FormatError
from boolnet.formats.files import parse_network, read_bytes, read_network
from boolnet.formats.identifiers import address, compact
from boolnet.formats.proof import compare_networks
from boolnet.formats.sbml.writer import write
from boolnet.logic.expression import at_least, symbol
from boolnet.network.network import Network
from tests.strategies import networks

MODELS = sorted(Path(__file__).parents[3].joinpath("models").glob("*/model.bnet"))


def again(network, start=None):
    written = write(network, start or {})
    reading = read_bytes(written.data, "m.sbml")
    assert reading.network is not None, reading.diagnostics
    return written, reading


def complaints(data):
    """What libsbml's own check of consistency says, warnings about units and MIRIAM left out."""
    libsbml = pytest.importorskip("libsbml")
    document = libsbml.readSBMLFromString(data.decode())
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, False)
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_MODELING_PRACTICE, False)
    document.checkConsistency()
    return [document.getError(i).getMessage() for i in range(document.getNumErrors())]


@settings(max_examples=40)
@given(networks(most=5))
def test_a_network_comes_back_and_libsbml_finds_nothing_wrong(network):
    written, reading = again(network)

    assert network == reading.network
    assert network.inputs == reading.network.inputs
    assert not compare_networks(network, reading.network, written.names).refuted
    assert [] == complaints(written.data)


@settings(max_examples=25)
@given(networks(most=4))
def test_aeon_reads_the_same_functions(network):
    """AEON stands for other programs here; it leaves out inputs that nothing reads."""
    aeon = pytest.importorskip("biodivine_aeon")
    assume(len(network.inputs) < len(network))
    other = aeon.BooleanNetwork.from_sbml(write(network, {}).data.decode())
    found = compare_networks(parse_network(other.to_bnet(True)), network)

    assert network.names == tuple(other.variable_names())
    assert {difference.node for difference in found.different if difference.witness} == set()
    assert {*found.added} <= {*network.inputs}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.parent.name)
def test_what_is_known_comes_back(path):
    network = read_network(path)
    written, reading = again(network, {network.names[0]: True})

    assert {} == written.names
    assert [] == list(reading.diagnostics)
    assert network == reading.network
    assert network.ladders == reading.network.ladders
    assert [(n.about, n.evidence) for n in network.nodes] == [
        (n.about, n.evidence) for n in reading.network.nodes
    ]
    assert {network.names[0]: True} == reading.start
    assert [] == complaints(written.data)


def test_names_are_kept_and_identifiers_are_legal():
    network = parse_network(
        'targets, factors\n"TNF-α (free)", compartment | model\ncompartment, tr_model\n'
        'model, 4EBP1\ntr_model, "TNF-α (free)"\n4EBP1, 4EBP1\n'
    )
    written, reading = again(network)

    assert network == reading.network
    assert {} == written.names
    assert [] == complaints(written.data)
    assert [("id", "TNF_a_free")] == list(reading.network.nodes[0].about.more)


def test_identifiers_of_a_file_come_back():
    network = parse_network('#@ A: id: "S_1"\nA, B\nB, B\n')
    written, reading = again(network)

    assert b'qual:id="S_1"' in written.data
    assert network.nodes[0].about == reading.network.nodes[0].about


def test_a_name_that_no_species_may_have_is_said_to_change():
    network = Network.of({'a "b"': symbol("c  d"), "c  d": symbol("c  d")})
    written, reading = again(network)

    assert {'a "b"': "a_b", "c  d": "c_d"} == written.names
    assert not compare_networks(network, reading.network, written.names).refuted


def test_identifiers_stand_as_miriam_annotations_for_other_programs():
    network = parse_network("#@ A: hgnc:3236 | PMID:1\n#@ B -| A | PMID:9529147\nA, !B\nB, B\n")
    text = write(network, {}).data.decode()

    assert 'rdf:resource="https://identifiers.org/hgnc:3236"' in text
    assert 'rdf:resource="https://identifiers.org/pubmed:9529147"' in text
    assert "<bqbiol:isDescribedBy>" in text
    assert 'qual:sign="negative"' in text
    assert "<p>#@ B -| A | PMID:9529147</p>" in text


@pytest.mark.parametrize(
    "identifier", ["PMID:9529147", "hgnc:3236", "go:0006915", "doi:10.1000/x", "chebi:17234"]
)
def test_identifiers_come_back_from_their_addresses(identifier):
    assert identifier == compact(address(identifier))


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("urn:miriam:pubmed:1", "PMID:1"),
        ("http://identifiers.org/obo.go/GO:0006915", "go:0006915"),
        ("https://identifiers.org/uniprot/P12345", "uniprot:P12345"),
        (
            "https://identifiers.org/kegg.pathway/hsa1",
            "url:https://identifiers.org/kegg.pathway/hsa1",
        ),
        ("https://identifiers.org/", "url:https://identifiers.org/"),
    ],
)
def test_addresses_become_compact_identifiers(resource, expected):
    assert expected == compact(resource)


def test_a_threshold_that_is_too_wide_is_refused():
    names = [f"x{i}" for i in range(60)]
    rule = at_least(30, map(symbol, names))
    network = Network.of({"A": rule} | {name: symbol(name) for name in names})

    with pytest.raises(FormatError, match="A counts so many"):
        write(network, {})


def test_titles_are_kept():
    network = replace(parse_network("A, A\n"), title="a <b> & c")

    assert "a <b> & c" == again(network)[1].network.title
