"""Tests of `boolnet.formats.ginml`: reading."""

import io
import zipfile
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.formats.files import read_bytes
from boolnet.formats.ginml.zipped import GRAPH
from boolnet.logic.expression import evaluate, format_expression

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE gxl SYSTEM "http://ginsim.org/GINML_2_2.dtd">
<gxl xmlns:xlink="http://www.w3.org/1999/xlink">
<graph class="regulatory" id="g" nodeorder="{}">
"""


def graph(nodes, edges="", order=""):
    return f"{HEAD.format(order)}{nodes}\n{edges}</graph>\n</gxl>"


def node(name, rule="", highest=1, more=""):
    return f'<node id="{name}" maxvalue="{highest}" {more}>{rule}</node>\n'


def value(*expressions, level=1):
    inner = "".join(f'<exp str="{e}"/>'.replace("&", "&amp;") for e in expressions)
    return f'<value val="{level}">{inner}</value>'


def edge(one, two, more='minvalue="1"', inner="", key=""):
    return f'<edge id="{key or f"{one}:{two}"}" from="{one}" to="{two}" {more}>{inner}</edge>\n'


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def read(text):
    return read_bytes(text.encode(), "m.ginml")


def rule(text, name="A"):
    reading = read(text)
    assert reading.network is not None, reading.diagnostics
    return format_expression(reading.network.rule(name))


def codes(reading):
    return [finding.code for finding in reading.diagnostics]


@pytest.mark.parametrize(
    ("expressions", "expected"),
    [
        (("B",), "B"),
        (("!B",), "!B"),
        (("B & !C | A",), "B & !C | A"),
        (("B & (C | A)",), "B & (C | A)"),
        (("B", "C & A"), "B | C & A"),
        (("B && C || A",), "B & C | A"),
        (("!!(B)",), "B"),
        (("B:1",), "B"),
        (("true",), "1"),
        ((), "0"),
    ],
)
def test_expressions_are_alternatives(expressions, expected):
    text = graph(
        node("A", value(*expressions)) + node("B") + node("C"),
        edge("B", "A") + edge("C", "A") + edge("A", "A"),
    )

    assert expected == rule(text)


def test_an_input_is_free_and_a_node_without_a_rule_is_always_off():
    text = graph(node("A", more='input="true"') + node("B") + node("C", more='basevalue="1"'))

    assert ("A", "0", "1") == (rule(text), rule(text, "B"), rule(text, "C"))
    assert ("A",) == read(text).network.inputs


def test_the_order_of_the_nodes_is_that_of_the_graph():
    text = graph(node("A") + node("B") + node("C"), order="C A unknown")

    assert ("C", "A", "B") == read(text).network.names


@st.composite
def regulated(draw):
    """A target with regulators that have thresholds, and the number of its highest level."""
    tops = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    regulators = []
    for name, top in zip("BC", tops, strict=False):
        starts = sorted(draw(st.sets(st.integers(1, top), min_size=1)))
        high = draw(st.booleans())
        regulators.append((name, top, starts, high))
    return draw(st.integers(1, 2)), regulators


def active(level, starts, top, cut):
    """The regulation that is active at *level*, by its start; the first may end early."""
    for place, start in enumerate(starts):
        end = starts[place + 1] - 1 if place + 1 < len(starts) else top
        if place == 0 and cut:
            end = start
        if start <= level <= end:
            return start
    return None


def build(highest, regulators, rules):
    nodes = node("A", rules, highest)
    edges = ""
    for name, top, starts, cut in regulators:
        nodes += node(name, "", top, 'input="true"')
        for place, start in enumerate(starts):
            end = f' maxvalue="{start}"' if cut and place == 0 else ""
            edges += edge(name, "A", f'minvalue="{start}"{end}', key=f"{name}:A:{place}")
    return graph(nodes, edges)


def levels_of(network, state):
    """Each component's level in *state*: its nodes that are on."""
    return {name: sum(state[n] for n in state if n.split("_b")[0] == name) for name in "ABC"}


def assert_moves(text, highest, regulators, target):
    """Every state of levels moves one level toward *target* of the regulators' levels."""
    network = read(text).network
    tops = {"A": highest} | {name: top for name, top, _, _ in regulators}
    for row in product(*(range(top + 1) for top in tops.values())):
        now = dict(zip(tops, row, strict=True))
        state = {}
        for name, top in tops.items():
            nodes = [name] if top == 1 else [f"{name}_b{k}" for k in range(1, top + 1)]
            state |= {n: place < now[name] for place, n in enumerate(nodes)}
        wanted = target(now)
        following = now["A"] + (wanted > now["A"]) - (wanted < now["A"])
        nodes = ["A"] if highest == 1 else [f"A_b{k}" for k in range(1, highest + 1)]
        for place, name in enumerate(nodes):
            assert (place < following) == evaluate(network.rule(name), state), (now, name)


@given(regulated(), st.data())
def test_parameters_name_exact_sets_of_active_regulations(model, data):
    highest, regulators = model
    choices = [[None, *starts] for _, _, starts, _ in regulators]
    listed = {
        row: data.draw(st.integers(0, highest))
        for row in product(*choices)
        if data.draw(st.booleans())
    }
    rules = ""
    for row, level in listed.items():
        keys = [
            f"{name}:A:{starts.index(start)}"
            for (name, _, starts, _), start in zip(regulators, row, strict=True)
            if start is not None
        ]
        rules += f'<parameter idActiveInteractions=" {" ".join(keys)}" val="{level}"/>'

    def target(now):
        row = tuple(active(now[n], starts, top, cut) for n, top, starts, cut in regulators)
        return listed.get(row, 0)

    assert_moves(build(highest, regulators, rules), highest, regulators, target)


@given(regulated(), st.data())
def test_expressions_name_regulations_by_the_level_they_start_at(model, data):
    highest, regulators = model
    literals = []
    for name, _, starts, _ in regulators:
        literals += [(name, None)] + [(name, start) for start in starts]
    terms = {
        level: data.draw(st.lists(st.tuples(st.sampled_from(literals), st.booleans()), max_size=2))
        for level in range(1, highest + 1)
    }
    rules = ""
    for level, term in terms.items():
        written = [
            ("" if positive else "!") + (name if start is None else f"{name}:{start}")
            for (name, start), positive in term
        ]
        if written:
            rules += value(" & ".join(written), level=level)
    shapes = {name: (starts, top, cut) for name, top, starts, cut in regulators}

    def target(now):
        found = []
        for level, term in terms.items():
            holds = bool(term)
            for (name, start), positive in term:
                here = active(now[name], *shapes[name])
                true = here is not None if start is None else here == start
                holds = holds and true == positive
            if holds:
                found.append(level)
        return found[0] if len(found) == 1 else 0  # as in GINsim: two at once are none

    assert_moves(build(highest, regulators, rules), highest, regulators, target)


def test_two_levels_at_once_are_a_warning():
    text = graph(
        node("A", value("B", level=2) + value("C", level=1), 2) + node("B") + node("C"),
        edge("B", "A") + edge("C", "A"),
    )
    finding = next(d for d in read(text).diagnostics if d.code == "BN703")

    assert Severity.WARNING is finding.severity
    assert "they hold together when C=1, B=1" in finding.notes


def test_a_parameter_decides_its_own_set_and_expressions_the_others():
    rules = value("B") + '<parameter idActiveInteractions="B:A C:A" val="0"/>'
    rules += '<parameter idActiveInteractions="" val="1"/>'
    text = graph(node("A", rules) + node("B") + node("C"), edge("B", "A") + edge("C", "A"))
    network = read(text).network

    table = [
        evaluate(network.rule("A"), {"B": b, "C": c}) for b, c in product((False, True), repeat=2)
    ]
    assert [True, False, True, False] == table


def test_many_parameters_of_a_wide_node_are_read():
    names = [f"x{i}" for i in range(20)]
    rules = "".join(f'<parameter idActiveInteractions="{n}:A" val="1"/>' for n in names)
    text = graph(node("A", rules) + "".join(map(node, names)), "".join(edge(n, "A") for n in names))
    network = read(text).network

    assert evaluate(network.rule("A"), dict.fromkeys(names, False) | {"x3": True})
    assert not evaluate(network.rule("A"), dict.fromkeys(names, False) | {"x3": True, "x4": True})
    assert not evaluate(network.rule("A"), dict.fromkeys(names, False))


def test_effects_hold_several_levels_of_one_edge():
    text = graph(
        node("A", value("B:2")) + node("B", "", 2),
        edge("B", "A", 'effects="1:positive 2:negative"'),
    )
    reading = read(text)

    assert "B_b1 & B_b2" == rule(text)
    assert {"+-"} == {claim.arrow for claim in reading.declared if claim.target == "A"}


def test_edges_are_claims_with_their_places():
    text = graph(
        node("A", value("B & !C")) + node("B") + node("C"),
        edge("B", "A", 'minvalue="1" sign="positive"') + edge("C", "A", 'sign="negative"'),
    )
    claims = read(text).declared

    assert [("B", "->"), ("C", "-|")] == [(c.regulator, c.arrow) for c in claims]
    assert "C" == text[slice(*claims[1].span)]


def test_places_in_a_rule_lead_to_the_text_behind_references():
    text = graph(node("A", value("B & C")) + node("B") + node("C"), edge("B", "A") + edge("C", "A"))
    places = read(text).places()

    assert "C" == text[slice(*places.uses["A", "C"][0])]
    assert text.index("&amp; C") + 6 == places.uses["A", "C"][0].start


def test_links_and_comments_become_knowledge():
    inner = (
        '<annotation><linklist><link xlink:href="{}"/></linklist>'
        "<comment>one\n  two</comment></annotation>"
    )
    page = "http://www.ncbi.nlm.nih.gov/pubmed/12217521"
    text = graph(
        node("A", value("B") + inner.format("hgnc:3236"), more='name="A kinase"') + node("B"),
        edge("B", "A", 'sign="positive"', inner.format(page)),
    )
    first = read(text).network.nodes[0]

    assert ("A kinase", "one two", ("hgnc:3236",)) == (
        first.about.name,
        first.about.note,
        first.about.identifiers,
    )
    assert [("B -> A", ("PMID:12217521",), "one two")] == [
        (str(report), report.references, report.note) for report in first.evidence
    ]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("BN005", "<sbml/>", "no GINML"),
        ("BN005", "<gxl/>", "no graph"),
        ("BN005", '<gxl><graph class="dynamical"/></gxl>', '"dynamical"'),
        ("BN006", graph(""), "no nodes"),
        ("BN101", graph(node("A", value("(A"))), "never closed"),
        ("BN102", graph(node("A", value("A)"))), "closes nothing"),
        ("BN104", graph(node("A", value("A A"))), 'between "A" and "A"'),
        ("BN105", graph(node("A", value("A |"))), "nothing on its right"),
        ("BN105", graph(node("A", value("| A"))), "nothing on its left"),
        ("BN105", graph(node("A", value("A | ()"))), "empty"),
        ("BN107", graph(node("A", value(" "))), "A has no rule"),
        ("BN103", graph(node("A", value("A ^ A"))), '"^" is not an operator in GINML'),
        ("BN702", graph(node("A", highest="x")), "whole number"),
        ("BN702", graph(node("A", highest=99)), "the limit is 65"),
        ("BN702", graph(node("A", value("A:3"))), "tests A ≥ 3"),
        ("BN702", graph(node("A", value("A", level=2))), "highest level of A is 1"),
        ("BN702", graph(node("A"), edge("A", "A", 'minvalue="2"')), "starts at level 2"),
        ("BN704", graph(node("AKT", value("ATK"))), '"ATK"'),
        ("BN704", graph(node("A"), edge("B", "A")), '"B"'),
        ("BN704", graph(node("A") + node("A")), "two nodes"),
        ("BN704", graph(node("A", '<parameter idActiveInteractions="x" val="1"/>')), '"x"'),
        (
            "BN704",
            graph(node("A", value("B:1")) + node("B", "", 2), edge("B", "A", 'minvalue="2"')),
            "no regulation by B starts at level 1",
        ),
        ("BN704", graph(node("A"), edge("A", "A") * 2), "twice"),
    ],
)
def test_mistakes_are_named(code, text, words):
    reading = read(text)

    errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    assert [code] == [d.code for d in errors]
    assert words in errors[0].message
    assert reading.network is None


def test_an_archive_is_read_by_the_name_of_its_graph():
    text = graph(node("A", value("!B")) + node("B", "", 2), edge("B", "A"))
    state = '<initialStates><initialState name="s" value="A;1 B;1 C;1"/></initialStates>'
    data = zipped([(GRAPH, text), ("GINsim-data/initialState", state), ("GINsim-data/mutant", "")])
    reading = read_bytes(data, "m.zginml")

    assert ("A", "B_b1", "B_b2") == reading.network.names
    assert {"A": True, "B_b1": True, "B_b2": False} == reading.start
    assert ("the perturbations",) == reading.lost
    assert "m.zginml" == reading.source.path


def test_several_named_states_are_no_start():
    text = graph(node("A"))
    states = '<initialStates><initialState value="A;1"/><input value="A;0"/></initialStates>'
    reading = read_bytes(zipped([(GRAPH, text), ("GINsim-data/initialState", states)]), "m.zginml")

    assert {} == reading.start
    assert ("2 named start states",) == reading.lost


def test_a_graph_is_known_by_its_contents():
    assert "ginml" == read_bytes(graph(node("A")).encode(), "m.xml").format


def test_no_fix_is_offered_for_what_is_written_otherwise_in_the_file():
    text = graph(node("A", value("A && (A")))
    for reading in (
        read(text),
        read_bytes(zipped([(GRAPH, text.replace("</gxl>", ""))]), "m.zginml"),
    ):
        assert reading.diagnostics
        assert [None] * len(reading.diagnostics) == [d.fix for d in reading.diagnostics]


@given(st.data())
def test_whatever_is_changed_in_a_file_there_is_a_network_or_an_error(data):
    text = graph(
        node("A", value("B:2 & !C") + '<parameter idActiveInteractions="C:A" val="1"/>')
        + node("B", "", 2, 'basevalue="1"') + node("C", more='input="true"'),
        edge("B", "A", 'effects="1:positive 2:negative"') + edge("C", "A", 'minvalue="1"'),
    )  # fmt: skip
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(len(HEAD), len(text)))
        end = start + data.draw(st.integers(0, 12))
        text = text[:start] + data.draw(st.text('ABC0123<>/="|&!():', max_size=4)) + text[end:]

    reading = read(text)

    errors = [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    assert bool(errors) == (reading.network is None)
    for finding in reading.diagnostics:
        assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(text)
