"""Tests of `boolnet.formats.sbml`: reading."""

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.formats.files import read_bytes
from boolnet.logic.expression import evaluate, format_expression

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1"
 xmlns:qual="http://www.sbml.org/sbml/level3/version1/qual/version1" qual:required="true">
<model id="m">
"""
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">'
RELATIONS = {
    "eq": lambda a, b: a == b, "neq": lambda a, b: a != b, "geq": lambda a, b: a >= b,
    "leq": lambda a, b: a <= b, "gt": lambda a, b: a > b, "lt": lambda a, b: a < b,
}  # fmt: skip


def species(identifier, highest=1, more=""):
    return f'<qual:qualitativeSpecies qual:id="{identifier}" qual:maxLevel="{highest}" {more}/>'


def transition(target, terms, default=0, inputs="", more=""):
    """A transition; *terms* are pairs of a level and a formula in MathML."""
    said = "" if default is None else f'<qual:defaultTerm qual:resultLevel="{default}"/>'
    for level, math in terms:
        said += (
            f'<qual:functionTerm qual:resultLevel="{level}">{MATH}{math}</math></qual:functionTerm>'
        )
    return (
        f'<qual:transition qual:id="tr_{target}">{more}<qual:listOfInputs>{inputs}'
        "</qual:listOfInputs><qual:listOfOutputs><qual:output "
        f'qual:qualitativeSpecies="{target}" qual:transitionEffect="assignmentLevel"/>'
        "</qual:listOfOutputs><qual:listOfFunctionTerms>"
        f"{said}</qual:listOfFunctionTerms></qual:transition>\n"
    )


def model(all_species, *transitions):
    return (
        f"{HEAD}<qual:listOfQualitativeSpecies>{all_species}</qual:listOfQualitativeSpecies>\n"
        f"<qual:listOfTransitions>{''.join(transitions)}</qual:listOfTransitions>\n"
        "</model></sbml>"
    )


def read(text):
    return read_bytes(text.encode(), "m.sbml")


def rule(text, name="A"):
    reading = read(text)
    assert reading.network is not None, reading.diagnostics
    return format_expression(reading.network.rule(name))


def codes(reading):
    return [finding.code for finding in reading.diagnostics]


def test_text(relation, one, two):
    return f"<apply><{relation}/>{one}{two}</apply>"


test_text.__test__ = False
ci = "<ci>{}</ci>".format
cn = '<cn type="integer">{}</cn>'.format


# The others never hold, which is BN702.
TESTS = [
    (relation, level, flipped)
    for relation, level, flipped in product(RELATIONS, range(3), (False, True))
    if (relation, level) != (("lt", 2) if flipped else ("gt", 2))
    and (relation, level) != (("gt", 0) if flipped else ("lt", 0))
]


@pytest.mark.parametrize(("relation", "level", "flipped"), TESTS)
def test_relations_hold_for_the_levels_they_say(relation, level, flipped):
    math = test_text(relation, *([cn(level), ci("B")] if flipped else [ci("B"), cn(level)]))
    network = read(model(species("A") + species("B", 2), transition("A", [(1, math)]))).network

    for now in range(3):
        state = {"B_b1": now >= 1, "B_b2": now >= 2}
        holds = RELATIONS[relation](*((level, now) if flipped else (now, level)))
        assert holds == evaluate(network.rule("A"), state)


@pytest.mark.parametrize(
    ("math", "expected"),
    [
        ("<ci>B</ci>", "B"),
        (f"<apply><and/>{ci('B')}{ci('C')}</apply>", "B & C"),
        (f"<apply><or/>{ci('B')}{ci('C')}{ci('D')}</apply>", "B | C | D"),
        (f"<apply><xor/>{ci('B')}{ci('C')}</apply>", "B ^ C"),
        (f"<apply><implies/>{ci('B')}{ci('C')}</apply>", "!B | C"),
        (f"<apply><not/>{test_text('eq', ci('B'), cn(0))}</apply>", "!!B"),
        ("<apply><and/></apply>", "1"),
        ("<apply><or/></apply>", "0"),
        (f"<apply><and/>{ci('B')}</apply>", "B"),
        ("<true/>", "1"),
        ("<false/>", "0"),
        ("<cn>1</cn>", "1"),
        (f"<semantics>{ci('B')}<annotation>x</annotation></semantics>", "B"),
        (test_text("gt", ci("B"), "<cn> 0.5 </cn>"), "B"),
        (test_text("eq", ci("B"), "<cn>0.5</cn>"), "0"),
        (test_text("eq", ci("in_B"), ci("B")), "B"),
        (test_text("geq", ci("B"), ci("in_B")), "B"),
        ("<ci>in_B</ci>", "B"),
        (test_text("lt", cn(0), cn(1)), "1"),
    ],
)
def test_formulas_are_read(math, expected):
    inputs = '<qual:input qual:id="in_B" qual:qualitativeSpecies="B" qual:thresholdLevel="1"/>'
    everyone = "".join(map(species, "ABCD"))

    assert expected == rule(model(everyone, transition("A", [(1, math)], inputs=inputs)))


@pytest.mark.parametrize(
    "math",
    [
        "<apply><plus/><ci>B</ci><ci>B</ci></apply>",
        "<piecewise><piece><true/><ci>B</ci></piece></piecewise>",
        "<csymbol>t</csymbol>",
        "<cn>2</cn>",
        '<cn type="e-notation">1<sep/>5</cn>',
        "<cn>1e999999999</cn>",
        "<apply/>",
        "<apply><not/></apply>",
        "<apply><eq/><ci>B</ci></apply>",
        "<apply><eq/><true/><ci>B</ci></apply>",
        "",
    ],
)
def test_what_is_no_rule_is_refused(math):
    reading = read(model(species("A") + species("B"), transition("A", [(1, math)])))

    assert ["BN122"] == codes(reading)
    assert reading.network is None


def test_terms_of_one_level_are_alternatives_and_the_default_holds_elsewhere():
    both = species("A") + species("B") + species("C")

    assert "B | C" == rule(model(both, transition("A", [(1, ci("B")), (1, ci("C"))])))
    assert "!(B | C)" == rule(model(both, transition("A", [(0, ci("B")), (0, ci("C"))], default=1)))
    assert "1" == rule(model(both, transition("A", [(1, ci("B"))], default=1)))


@given(st.data())
def test_terms_of_many_levels_are_the_target_that_they_say(data):
    """Against the definition: the level of the term that holds, else the default."""
    top = data.draw(st.integers(1, 3))
    rows = list(product(range(3), range(2)))
    table = {row: data.draw(st.integers(0, top)) for row in rows}
    default = data.draw(st.integers(0, top))
    terms = []
    for (b, c), level in table.items():
        math = (
            f"<apply><and/>{test_text('eq', ci('B'), cn(b))}"
            f"{test_text('eq', ci('C'), cn(c))}</apply>"
        )
        if level != default:
            terms.append((level, math))
    random.Random(7).shuffle(terms)
    text = model(
        species("A", top) + species("B", 2) + species("C"), transition("A", terms, default)
    )
    network = read(text).network
    names = [f"A_b{k}" for k in range(1, top + 1)] if top > 1 else ["A"]

    for (b, c), target in table.items():
        for now in range(top + 1):
            state = {"B_b1": b >= 1, "B_b2": b >= 2, "C": c >= 1}
            state |= {name: now > place for place, name in enumerate(names)}
            following = now + (target > now) - (target < now)
            for place, name in enumerate(names):
                assert (following > place) == evaluate(network.rule(name), state)


def test_two_levels_at_once_are_an_error_with_a_state_that_shows_it():
    terms = [(1, ci("B")), (2, ci("C"))]
    reading = read(model(species("A", 2) + species("B") + species("C"), transition("A", terms)))

    assert ["BN703"] == codes(reading)
    assert "when B=1, C=1" in reading.diagnostics[0].notes[0]


def test_a_species_without_a_transition_is_an_input_that_may_have_a_start():
    text = model(
        species("A", more='qual:constant="true" qual:initialLevel="1"')
        + species("B", 2, 'qual:initialLevel="1"')
    )
    reading = read(text)

    assert ("A", "B_b1", "B_b2") == reading.network.inputs
    assert {"A": True, "B_b1": True, "B_b2": False} == reading.start
    assert (("B_b1", "B_b2"),) == reading.network.ladders


def test_a_transition_without_inputs_and_terms_is_an_input():
    text = model(species("A"), transition("A", [], default=None))

    assert ("A",) == read(text).network.inputs


def test_names_are_shown_and_ids_kept():
    text = model(
        species("s1", more='qual:name="TNF-α / receptor"')
        + species("s2", more='qual:name="a #1"')
        + species("s3", more='qual:name="same"')
        + species("s4", more='qual:name="same"')
        + species("s5")
        + species("s6", more='qual:name=" two&#10;lines "')
    )
    reading = read(text)

    names = ("TNF-α / receptor", "s2", "same_s3", "same_s4", "s5", "two lines")
    assert names == reading.network.names
    assert ["BN207"] == codes(reading)
    assert [(("id", "s1"),), (), (("id", "s3"),), (("id", "s4"),), (), (("id", "s6"),)] == [
        node.about.more for node in reading.network.nodes
    ]


def test_a_missing_highest_level_is_what_the_model_uses():
    bare = '<qual:qualitativeSpecies qual:id="{}"/>'
    text = model(
        bare.format("A") + bare.format("B"),
        transition("A", [(2, ci("B"))], inputs='<qual:input qual:qualitativeSpecies="B"/>'),
    )

    assert ("A_b1", "A_b2", "B") == read(text).network.names


def test_signs_are_claims_with_their_places():
    inputs = "".join(
        f'<qual:input qual:qualitativeSpecies="{name}" qual:sign="{sign}"/>'
        for name, sign in [("B", "positive"), ("C", "negative"), ("D", "dual"), ("A", "mixed")]
    )
    text = model("".join(map(species, "ABCD")), transition("A", [(1, ci("B"))], inputs=inputs))
    reading = read(text)

    assert [("B", "->"), ("C", "-|"), ("D", "+-"), ("A", "-?")] == [
        (claim.regulator, claim.arrow) for claim in reading.declared
    ]
    assert {"A"} == {claim.target for claim in reading.declared}
    assert "C" == text[slice(*reading.declared[1].span)]


def test_claims_about_levels_are_about_the_nodes_that_regulate():
    inputs = '<qual:input qual:qualitativeSpecies="B" qual:sign="positive"/>'
    math = test_text("geq", ci("B"), cn(2))
    text = model(species("A", 2) + species("B", 2), transition("A", [(2, math)], inputs=inputs))

    claims = {(c.regulator, c.target): c.arrow for c in read(text).declared}

    assert {"->"} == {claims["B_b1", "A_b1"], claims["B_b2", "A_b2"]}
    assert "-?" == claims["A_b1", "A_b2"]  # the coding


def test_places_lead_to_the_text():
    text = model(
        species("A") + species("B", 2),
        transition("A", [(1, f"<apply><and/>{ci('B')}{test_text('leq', ci('B'), cn(1))}</apply>")]),
    )
    places = read(text).places()

    assert "A" == text[slice(*places.targets["A"])]
    assert text[slice(*places.rules["A"])].startswith("<qual:listOfFunctionTerms>")
    assert ["B", "B"] == [text[slice(*span)] for span in places.uses["A", "B_b2"]]


def test_notes_and_annotations_become_knowledge():
    rdf = (
        '<annotation><rdf:RDF xmlns:rdf="r" xmlns:bqbiol="b"><rdf:Description><bqbiol:is><rdf:Bag>'
        '<rdf:li rdf:resource="https://identifiers.org/{}"/></rdf:Bag></bqbiol:is>'
        "</rdf:Description></rdf:RDF></annotation>"
    )
    notes = '<notes><body xmlns="http://www.w3.org/1999/xhtml"><p>{}</p>\n</body></notes>'
    inputs = (
        '<qual:input qual:qualitativeSpecies="B" qual:sign="negative">'
        f"{notes.format('seen &amp; <i>measured</i>')}{rdf.format('pubmed/9529147')}</qual:input>"
    )
    text = model(
        f'<qual:qualitativeSpecies qual:id="A" qual:maxLevel="1">{notes.format("a kinase")}'
        f"{rdf.format('hgnc:3236')}</qual:qualitativeSpecies>{species('B')}",
        transition("A", [(1, ci("B"))], inputs=inputs, more=notes.format("from the review")),
    )
    node = read(text).network.nodes[0]

    assert "a kinase; from the review" == node.about.note
    assert ("hgnc:3236",) == node.about.identifiers
    assert ["B -| A"] == [str(report) for report in node.evidence]
    assert ("PMID:9529147",) == node.evidence[0].references
    assert "seen & measured" == node.evidence[0].note


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("BN005", "<gxl/>", "no SBML"),
        ("BN005", "<sbml/>", "no model"),
        ("BN006", model(""), "no species"),
        ("BN702", model(species("A", "many")), "whole number"),
        ("BN702", model(species("A", 65)), "the limit is 65"),
        ("BN702", model(species("A", more='qual:initialLevel="2"')), "starts at 2"),
        ("BN702", model(species("A"), transition("A", [(2, ci("A"))])), "highest level of A is 1"),
        (
            "BN702",
            model(species("A"), transition("A", [(1, test_text("geq", ci("A"), cn(2)))])),
            "the rule of A tests A ≥ 2",
        ),
        ("BN703", model(species("A"), transition("A", [(1, ci("A"))], default="")), "no default"),
        ("BN703", model(species("A"), transition("A", [("", ci("A"))])), "no resultLevel"),
        ("BN704", model(species("AKT"), transition("AKT", [(1, ci("ATK"))])), '"ATK"'),
        ("BN704", model(species("A"), transition("B", [(1, ci("A"))])), '"B"'),
        ("BN704", model(species("A") + species("A")), "two species"),
        (
            "BN706",
            model(species("A"), transition("A", [(1, ci("A"))]), transition("A", [(1, ci("A"))])),
            "two transitions set A",
        ),
    ],
)
def test_mistakes_are_named(code, text, words):
    reading = read(text)

    assert [code] == codes(reading)
    assert words in reading.diagnostics[0].message
    assert reading.network is None
    assert Severity.ERROR is reading.diagnostics[0].severity


def test_what_a_network_does_not_hold_is_said():
    text = model(species("A")).replace("</model>", "<layout:listOfLayouts/></model>")

    assert ("the layout",) == read(text).lost


def test_five_thousand_negations_are_read():
    math = "<apply><not/>" * 5000 + ci("A") + "</apply>" * 5000

    network = read(model(species("A"), transition("A", [(1, math)]))).network

    assert evaluate(network.rule("A"), {"A": True})


def test_an_xml_file_is_known_by_its_contents():
    reading = read_bytes(model(species("A")).encode(), "m.xml")

    assert "sbml" == reading.format


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("latin-1", "ISO-8859-1"),
        ("utf-16", "UTF-16"),
        ("utf-8-sig", "UTF-8"),
        ("cp1252", "windows-1252"),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_declares(encoding, declared):
    text = model(species("A", more='qual:name="protéine"')).replace("UTF-8", declared)
    reading = read_bytes(text.encode(encoding), "m.sbml")

    assert ("protéine",) == reading.network.names
    assert [] == codes(reading)


def test_hidden_characters_in_notes_and_ends_of_lines_do_not_matter():
    notes = "<notes><p>a\u202eb</p></notes>"
    text = model(species("A")).replace('id="m">', f'id="m">{notes}\r')
    reading = read(text)

    assert [("BN015", Severity.WARNING)] == [(d.code, d.severity) for d in reading.diagnostics]
    assert reading.network is not None


@given(st.data())
def test_whatever_is_changed_in_a_file_there_is_a_network_or_an_error(data):
    text = model(
        species("A", 2) + species("B"),
        transition("A", [(2, test_text("eq", ci("B"), cn(1)))], inputs='<qual:input qual:id="i" '
                   'qual:qualitativeSpecies="B" qual:sign="positive" qual:thresholdLevel="1"/>'),
    )  # fmt: skip
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(len(HEAD), len(text)))
        end = start + data.draw(st.integers(0, 12))
        text = text[:start] + data.draw(st.text('AB012<>/="q:', max_size=4)) + text[end:]

    reading = read(text)

    errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    assert bool(errors) == (reading.network is None)
    for finding in reading.diagnostics:
        assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(text)
