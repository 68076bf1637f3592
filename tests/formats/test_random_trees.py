"""Any tree of the right words is read or refused, by every reader of XML and of archives."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.formats.files import read_bytes
from boolnet.formats.ginml.zipped import GRAPH

VALUES = ["A", "B", "0", "1", "2", "65", "-1", "", "true", "A:2 & !B", "A B", "positive", "none",
          "consumption", "regulatory", "1:positive 2:x", "#@ A: name: x", "http://x.org",
          "é"]  # fmt: skip


def words(text):
    return text.split()


SBML = words(
    "model listOfQualitativeSpecies qualitativeSpecies listOfTransitions transition listOfInputs "
    "input listOfOutputs output listOfFunctionTerms defaultTerm functionTerm math apply ci cn and "
    "or not xor implies eq neq geq leq gt lt true false notes body p annotation RDF li semantics"
)
SBML_ATTRIBUTES = words(
    "id name maxLevel initialLevel constant qualitativeSpecies sign thresholdLevel "
    "transitionEffect resultLevel resource essential"
)
GINML = words("graph node edge value exp parameter annotation linklist link comment")
GINML_ATTRIBUTES = words(
    "id name maxvalue minvalue basevalue input nodeorder class from to sign effects val str "
    "idActiveInteractions href"
)


def trees(words, attributes):
    pairs = st.dictionaries(st.sampled_from(attributes), st.sampled_from(VALUES), max_size=4)
    leaves = st.tuples(st.sampled_from(words), pairs, st.sampled_from(VALUES))
    return st.recursive(
        leaves,
        lambda inner: st.tuples(st.sampled_from(words), pairs, st.lists(inner, max_size=4)),
        max_leaves=20,
    )


def write(tree):
    name, attributes, inner = tree
    text = inner.replace("&", "&amp;") if isinstance(inner, str) else "".join(map(write, inner))
    said = "".join(f' {key}="{value}"'.replace("&", "&amp;") for key, value in attributes.items())
    return f"<{name}{said}>{text}</{name}>"


def check(reading):
    errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    assert bool(errors) == (reading.network is None)
    for finding in reading.diagnostics:
        if finding.span is not None:
            assert 0 <= finding.span.start <= finding.span.end <= len(reading.source.text)


# The frame is given, so that most of what is drawn gets read.
@given(
    st.lists(trees(SBML[2:3] + SBML, SBML_ATTRIBUTES), max_size=4),
    st.lists(trees(SBML[4:], SBML_ATTRIBUTES), max_size=4),
)
def test_sbml(species, transitions):
    given_species = '<qualitativeSpecies id="A" maxLevel="2"/><qualitativeSpecies id="B"/>'
    inner = "".join(map(write, species))
    outer = "".join(f"<transition id='t'>{write(tree)}</transition>" for tree in transitions)
    text = (
        f"<sbml><model><listOfQualitativeSpecies>{given_species}{inner}</listOfQualitativeSpecies>"
        f"<listOfTransitions>{outer}</listOfTransitions></model></sbml>"
    )
    check(read_bytes(text.encode(), "m.sbml"))


@given(trees(SBML, SBML_ATTRIBUTES))
def test_formulas_of_sbml(tree):
    text = (
        '<sbml><model><listOfQualitativeSpecies><qualitativeSpecies id="A" maxLevel="2"/>'
        '<qualitativeSpecies id="B"/></listOfQualitativeSpecies><listOfTransitions><transition>'
        '<listOfOutputs><output qualitativeSpecies="B"/></listOfOutputs><listOfFunctionTerms>'
        f'<defaultTerm resultLevel="0"/><functionTerm resultLevel="1"><math>{write(tree)}</math>'
        "</functionTerm></listOfFunctionTerms></transition></listOfTransitions></model></sbml>"
    )
    check(read_bytes(text.encode(), "m.sbml"))


@given(st.lists(trees(GINML, GINML_ATTRIBUTES), max_size=3), trees(GINML[3:6], GINML_ATTRIBUTES))
def test_ginml(parts, rule):
    given_nodes = f'<node id="A" maxvalue="2">{write(rule)}</node><node id="B"/>'
    edges = '<edge id="A" from="A" to="A"/><edge id="B" from="B" to="A" minvalue="1"/>'
    inner = "".join(map(write, parts))
    text = f'<gxl><graph class="regulatory">{given_nodes}{edges}{inner}</graph></gxl>'
    check(read_bytes(text.encode(), "m.ginml"))

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(GRAPH, text)
        archive.writestr("GINsim-data/initialState", write(rule))
    check(read_bytes(stream.getvalue(), "m.zginml"))


@pytest.mark.parametrize("path", ["m.sbml", "m.ginml", "m.zginml", "m.bma.json", "m.zip", "m.xml"])
@given(data=st.binary(max_size=60))
def test_any_bytes(path, data):
    check(read_bytes(data, path))
    check(read_bytes(b"PK\x03\x04" + data, path))
    check(read_bytes(b"<?xml version='1.0'?>" + data, path))
