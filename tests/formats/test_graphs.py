"""Tests of `boolnet.formats.graphs`: what other programs parse says what the network says."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.formats.files import parse_network, read_bytes
from boolnet.formats.graphs.drawn import INTERACTIONS
from boolnet.formats.graphs.latex import escape
from boolnet.formats.registry import find_format
from boolnet.formats.renaming import with_names
from boolnet.network.network import Network
from tests.strategies import networks

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
ODD = ['a"b', "back\\", "<x>", "a&b", "TNF-α", "{}", "\\N", "a_b%$#", "骨", "]]>", "'", "-- >"]
NAMED = st.tuples(networks(most=5), st.permutations(ODD))
TEXT = (
    "#@ A: kind: protein | name: \"the <A>\" | compartment: nucleus\n"
    "#@ B -> A | PMID:1 | source: \"Smith & sons\"\n"
    "A, B & !C | D & !D\nB, B\nC, A\nD, 1\nE, A ^ C\n"
)  # fmt: skip


def written(network, name):
    return find_format(name).load().write(network, {}).data.decode()


def named(drawn) -> Network:
    network, names = drawn
    return with_names(network, dict(zip(network.names, names, strict=False)))


def regulations(network):
    return sorted(
        (r.regulator, r.target, INTERACTIONS[r.sign])
        for r in network.influence.regulations
        if r.target not in network.inputs
    )


@given(NAMED)
def test_graphml_has_every_node_and_regulation(drawn):
    network = named(drawn)

    root = ElementTree.fromstring(written(network, "graphml"))

    names = {}
    for node in root.iter(f"{SPACE}node"):
        data = {d.get("key"): d.text for d in node.iter(f"{SPACE}data")}
        names[node.get("id")] = data["name"]
    assert tuple(names.values()) == network.names
    found = []
    for edge in root.iter(f"{SPACE}edge"):
        data = {d.get("key"): d.text for d in edge.iter(f"{SPACE}data")}
        ends = names[edge.get("source")], names[edge.get("target")]
        found.append((*ends, data["interaction"]))
        assert data["essential"] == str(data["interaction"] != "no effect").lower()
    assert sorted(found) == regulations(network)
    keys = {key.get("id") for key in root.iter(f"{SPACE}key")}
    assert {d.get("key") for d in root.iter(f"{SPACE}data")} <= keys


@given(NAMED)
def test_cytoscape_has_every_node_and_regulation(drawn):
    network = named(drawn)

    elements = json.loads(written(network, "cyjs"))["elements"]

    names = {node["data"]["id"]: node["data"]["name"] for node in elements["nodes"]}
    assert tuple(names.values()) == network.names
    edges = [edge["data"] for edge in elements["edges"]]
    found = [(names[e["source"]], names[e["target"]], e["interaction"]) for e in edges]
    assert sorted(found) == regulations(network)


STRING = r'"(?:[^"\\]|\\.)*"'
TOKEN = re.compile(rf"{STRING}|->|[\w.]+|[{{}}\[\];=]|\s+")


def unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


@given(NAMED)
def test_dot_has_every_node_and_regulation_and_nothing_else(drawn):
    network = named(drawn)

    text = written(network, "dot")

    assert "".join(TOKEN.findall(text)) == text  # nothing that is no token
    lines = text.splitlines()[2:-1]
    names, ends = [], []
    for line in lines:
        subject = re.match(rf"  ({STRING})(?: -> ({STRING}))? \[", line)
        assert subject is not None
        if subject[2] is None:
            names.append(unquote(subject[1]))
        else:
            ends.append((unquote(subject[1]), unquote(subject[2])))
    assert tuple(names) == network.names
    assert sorted(ends) == [pair[:2] for pair in regulations(network)]


@given(NAMED)
def test_latex_has_a_row_for_each_node_and_balanced_braces(drawn):
    network = named(drawn)

    text = written(network, "latex")

    rows = [line for line in text.splitlines() if line.startswith("$")]
    assert len(rows) == len(network)
    for row in rows:
        bare = re.sub(r"\\[\\{}$&]", "", row.removesuffix(r" \\"))
        assert bare.count("{") == bare.count("}")
        assert bare.count("$") == 4
        assert bare.count("&") == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TNF-α", r"TNF-\ensuremath{\alpha}"), ("a_b", r"a\_b"), ("50%", r"50\%"),
        ("\\x", r"\textbackslash{}x"), ("Ca^2", r"Ca\textasciicircum{}2"), ("骨", "骨"),
        ("{}", r"\{\}"), ("ΔFos", r"\ensuremath{\Delta}Fos"),
    ],
)  # fmt: skip
def test_names_are_escaped_for_latex(name, text):
    assert escape(name) == text


def test_rules_are_formulas_in_latex():
    text = written(parse_network("ERK, MEK & (RAF | !DUSP6)\nX, ERK ^ MEK\n"), "latex")

    rule = r"$\text{MEK} \land (\text{RAF} \lor \lnot \text{DUSP6})$"
    assert rf"$\text{{ERK}}$ & {rule} \\" in text
    assert r"\text{ERK} \oplus \text{MEK}" in text
    assert r"$\text{MEK}$ & $\text{input}$ \\" in text


def test_what_is_known_is_an_attribute():
    network = parse_network(TEXT)

    elements = json.loads(written(network, "cyjs"))["elements"]
    first = elements["nodes"][0]["data"]
    roles = {node["data"]["name"]: node["data"]["role"] for node in elements["nodes"]}

    assert (first["title"], first["kind"], first["compartment"]) == (
        "the <A>",
        "protein",
        "nucleus",
    )
    assert first["rule"] == "B & !C | D & !D"
    assert roles == {
        "A": "internal", "B": "input", "C": "internal", "D": "constant", "E": "readout",
    }  # fmt: skip
    edges = {e["data"]["source"] + e["data"]["target"]: e["data"] for e in elements["edges"]}
    assert edges["n1n0"]["references"] == "Smith & sons; PMID:1"
    assert edges["n3n0"]["essential"] is False
    assert edges["n0n4"]["interaction"] == "both"


@pytest.mark.parametrize("name", ["x.graphml", "x.cyjs", "x.dot", "x.tex"])
def test_what_is_only_written_is_not_read(name):
    reading = read_bytes(b"digraph {}", name)

    assert reading.network is None
    assert [d.code for d in reading.diagnostics] == ["BN005"]
