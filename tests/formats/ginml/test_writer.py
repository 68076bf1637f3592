"""Tests of `boolnet.formats.ginml`: writing, and the way back."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from boolnet.formats.files import parse_network, read_bytes, read_network
from boolnet.formats.ginml import format as ginml
from boolnet.formats.ginml import zipped
from boolnet.formats.proof import compare_networks
from tests.strategies import networks

MODELS = sorted(Path(__file__).parents[3].joinpath("models").glob("*/model.bnet"))


@settings(max_examples=40)
@given(networks(most=5))
def test_a_network_comes_back(network):
    for module, path in ((ginml, "m.ginml"), (zipped, "m.zginml")):
        written = module.write(network, {})
        reading = read_bytes(written.data, path)

        assert reading.network is not None, reading.diagnostics
        assert not compare_networks(network, reading.network, written.names).refuted
        assert network == reading.network
        assert network.inputs == reading.network.inputs


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.parent.name)
def test_what_is_known_comes_back(path):
    network = read_network(path)
    start = {network.names[0]: True}
    written = zipped.write(network, start)
    reading = read_bytes(written.data, "m.zginml")

    assert [] == list(reading.diagnostics)
    assert network == reading.network
    assert network.ladders == reading.network.ladders
    assert start == reading.start
    assert [(n.about, n.evidence) for n in network.nodes] == [
        (n.about, n.evidence) for n in reading.network.nodes
    ]


def test_names_that_ginsim_cannot_hold_are_changed_and_said():
    network = parse_network('"TNF-α", IL-2 & "a.b"\nIL-2, IL-2\n"a.b", !"TNF-α"\n')
    written = ginml.write(network, {})
    reading = read_bytes(written.data, "m.ginml")

    assert {"TNF-α": "TNF_a", "a.b": "a_b"} == written.names
    assert ("TNF_a", "IL-2", "a_b") == reading.network.names
    assert "TNF-α" == reading.network.nodes[0].about.name


def test_the_file_is_as_ginsim_writes_it():
    network = parse_network("#@ B -| A | PMID:1 | url:http://x.org\nA, !B & C | C\nB, 1\nC, C\n")
    text = ginml.write(network, {"A": True}).data.decode()

    assert '<!DOCTYPE gxl SYSTEM "http://ginsim.org/GINML_2_2.dtd">' in text
    assert '<exp str="!B &amp; C | C"/>' in text
    assert '<parameter val="1"/>' in text
    assert '<node id="C" maxvalue="1" input="true">' in text
    assert '<edge id="C:A" from="C" to="A" minvalue="1" sign="positive">' in text
    assert '<link xlink:href="pubmed:1"/><link xlink:href="http://x.org"/>' in text
    assert ("the start values of 1 nodes",) == ginml.write(network, {"A": True}).lost


def test_equal_networks_give_equal_archives():
    network = parse_network("A, A\n")

    assert zipped.write(network, {}).data == zipped.write(network, {}).data
