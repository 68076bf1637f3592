"""Tests of `boolnet.formats.conversion`, `proof` and `dialects`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import FormatError
from boolnet.formats import proof
from boolnet.formats.conversion import Naming, convert
from boolnet.formats.dialects import READERS, expand_for, find_reader
from boolnet.formats.files import parse_network, read_bytes
from boolnet.formats.portable import operators_of, write_out_wholly
from boolnet.formats.proof import compare_networks
from boolnet.formats.registry import FORMATS, find_format
from boolnet.formats.renaming import with_names
from boolnet.logic.expression import at_least, parity, symbol
from boolnet.logic.table import find_difference
from boolnet.network.network import Network
from tests.strategies import expressions, networks

BOTH_WAYS = [form for form in FORMATS if form.reads and form.writes and form.rules]
BNET_READERS = [reader for reader in READERS if "bnet" in reader.formats]
ODD = ["TNF-α", "4EBP1", "IL 2", "IL-2", "a/b", "None", "targets", "and", "骨", "0", "x", "#a",
       "true", "-", "|", "a,b", "=x", "'", " a", ";", "a;b;c"]  # fmt: skip
NOTHING = Naming({}, {})


def changed(network, form, **options):
    reading = read_bytes(b"A, A\n", "x.bnet")
    naming = options.pop("naming", NOTHING)
    return convert(reading, network, form, f"x{form.suffixes[0]}", naming=naming, **options)


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda form: form.name)
@given(network=networks(most=4), names=st.permutations(ODD))
def test_every_format_keeps_the_meaning_under_any_names(form, network, names):
    network = with_names(network, dict(zip(network.names, names, strict=False)))

    done = changed(network, form)

    assert done.failed == ""
    assert (done.comparison.same, done.comparison.undecided) == (len(network), ())
    back = with_names(done.again.network, {new: old for old, new in done.names.items()})
    assert back == network


@pytest.mark.parametrize("reader", BNET_READERS, ids=lambda reader: reader.name)
@given(network=networks(most=4), names=st.permutations(ODD))
def test_what_is_written_for_a_program_has_only_names_that_it_reads(reader, network, names):
    network = with_names(network, dict(zip(network.names, names, strict=False)))

    done = changed(network, find_format("bnet"), readers=[reader])

    assert done.failed == ""
    assert done.comparison.same == len(network)
    assert all(map(reader.is_legal, done.again.network.names))
    lines = done.data.decode().splitlines()
    assert not any('"' in line for line in lines if not line.startswith("#"))


@pytest.mark.parametrize("rule", [
    parity(map(symbol, "ABCDEFGHIJ")),
    at_least(5, map(symbol, "ABCDEFGHIJ")),
    at_least(3, [symbol("A"), parity(map(symbol, "BCDEFGHI")), symbol("J"), symbol("K")]),
])  # fmt: skip
def test_what_is_wide_can_be_written_in_the_three_connectives(rule):
    written = write_out_wholly(rule)

    assert not operators_of(written)
    assert find_difference(rule, written) is None


@given(expressions())
def test_writing_out_keeps_the_meaning(rule):
    written = write_out_wholly(rule)

    assert not operators_of(written)
    assert find_difference(rule, written) is None


def test_what_no_text_can_say_is_refused_by_name():
    rule = at_least(50, map(symbol, (f"x{i}" for i in range(100))))
    assert operators_of(expand_for([find_reader("r-boolnet")])(rule)) == {"at_least"}

    with pytest.raises(FormatError, match="counts so many regulators that AEON"):
        expand_for([find_reader("aeon"), find_reader("r-boolnet")])(rule)


def test_a_program_that_does_not_read_the_format_is_named():
    with pytest.raises(FormatError, match="Graphviz does not read"):
        changed(parse_network("A, A\n"), find_format("bnet"), readers=[find_reader("graphviz")])


@pytest.mark.parametrize(("word", "hint"), [("GINSIM", ""), ("ginsin", "did you mean ginsim")])
def test_programs_are_found_by_name(word, hint):
    if hint:
        with pytest.raises(FormatError, match=hint):
            find_reader(word)
    else:
        assert find_reader(word).title == "GINsim"


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_program_reads_formats_that_there_are(reader):
    assert [find_format(name).name for name in reader.formats] == [*reader.formats]


@given(networks(most=4), networks(most=4))
def test_a_comparison_agrees_with_the_digests(one, two):
    comparison = compare_networks(one, two)

    if set(one.names) == set(two.names):
        assert (not comparison.refuted) == (one == two)
    else:
        assert comparison.refuted


def test_a_difference_has_a_witness():
    one, two = parse_network("A, B & C\nB, B\nC, C\n"), parse_network("A, B\nB, B\nC, C\n")

    found = compare_networks(one, two).different

    assert [(d.node, d.witness, d.value) for d in found] == [("A", {"B": True, "C": False}, False)]


def test_an_input_that_became_none_is_named():
    one, two = parse_network("A, A\n"), parse_network("A, A & A\n")

    comparison = compare_networks(one, two)

    assert (comparison.refuted, comparison.inputs) == (False, ("A",))


def test_a_rule_too_entangled_to_be_compared_is_said_so(monkeypatch):
    monkeypatch.setattr(proof, "_EFFORT", 100)
    terms = [f"(x{i} ^ x{39 - i} ^ x{i // 2})" for i in range(40)]
    inputs = "".join(f"x{i}, x{i}\n" for i in range(40))
    one = parse_network(f"A, {' | '.join(terms)}\n{inputs}")
    two = parse_network(f"A, {' | '.join(reversed(terms))}\n{inputs}")

    comparison = compare_networks(one, two)

    assert (comparison.same, comparison.undecided, comparison.refuted) == (40, ("A",), False)


def test_names_are_undone_chosen_and_kept():
    network = parse_network("TNF_a, N4EBP1\nN4EBP1, N4EBP1\n")
    undo = {"TNF_a": "TNF-α", "gone": "x"}

    done = changed(network, find_format("bnet"), naming=Naming(undo, {"N4EBP1": "E"}))

    assert done.before.names == ("TNF-α", "N4EBP1")
    assert done.undone == {"TNF_a": "TNF-α"}
    assert done.names == {"N4EBP1": "E"}
    assert done.again.network.names == ("TNF-α", "E")


@pytest.mark.parametrize(
    ("naming", "message"),
    [
        (Naming({}, {"B": "A"}), 'would both be called "A"'),
        (Naming({}, {"Aa": "C"}), 'no node "Aa"'),
        (Naming({"B": "A"}, {}), 'would both be called "A"'),
        (Naming({}, {"A": 'A"x'}, keep=True), "cannot hold the name"),
    ],
)
def test_names_that_cannot_be_are_refused(naming, message):
    with pytest.raises(FormatError, match=message):
        changed(parse_network("A, B\nB, B\n"), find_format("bnet"), naming=naming)


def test_a_name_that_the_format_cannot_hold_is_changed():
    network = Network.of({'5"-AMP': symbol('5"-AMP')})

    done = changed(network, find_format("bnet"))

    assert done.names == {'5"-AMP': "N5_AMP"}
    assert done.again.network.nodes[0].about.name == '5"-AMP'
