"""Tests of `boolnet.formats.knowledge`: what a network knows survives the file."""

from hypothesis import given
from hypothesis import strategies as st

from boolnet.formats.bnet import write_bnet
from boolnet.formats.files import parse_network
from boolnet.formats.knowledge import format_levels
from boolnet.network.evidence import About, Evidence
from boolnet.network.library import list_models, load_model
from boolnet.network.network import Network, Node

TEXT = st.text("ab1 |\":=#;->'é骨\t", max_size=8).map(lambda text: " ".join(text.split()))
WORDS = st.lists(TEXT.filter(bool), max_size=2).map(tuple)
KEYS = st.sampled_from(["by", "date", "evidence", "odd-key", "rule"])
MORE = st.lists(st.tuples(KEYS, TEXT), max_size=2).map(tuple)
REFERENCES = st.lists(
    st.sampled_from(["PMID:1", "doi:10.1/x y", "hgnc:3", 'url:a|"b"', "PMC:PMC1"]), max_size=2
).map(tuple)
ABOUT = st.builds(
    About,
    name=TEXT,
    names=st.lists(st.tuples(st.sampled_from(["zh", "de"]), TEXT), max_size=1).map(tuple),
    kind=st.sampled_from(["", "protein", "odd kind"]),
    compartment=TEXT,
    identifiers=REFERENCES,
    sources=WORDS,
    note=TEXT,
    verify=st.booleans(),
    more=MORE,
)
NAMES = ["A", "model", "note", "PMID", "NF kB", "A-|B", "x:y", "TNF-α", "a->b", "and", "1", "骨"]


def evidence(names):
    return st.builds(
        Evidence,
        regulator=st.sampled_from(names),
        target=st.just(""),
        arrow=st.sampled_from(["->", "-|", "-?"]),
        references=REFERENCES,
        sources=WORDS,
        cell=TEXT,
        species=TEXT,
        assay=TEXT,
        mechanism=TEXT,
        confidence=st.sampled_from(["", "high", "0.5", "very high"]),
        quote=TEXT,
        direct=st.sampled_from(["", "yes", "no"]),
        note=TEXT,
        conflict=TEXT,
        verify=st.booleans(),
        more=MORE,
    )


@st.composite
def known_networks(draw):
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    bare = parse_network("".join(f'"{n}", {" & ".join(f"{q!s}" for q in quoted(names))}\n'
                                 for n in names))  # fmt: skip
    nodes = []
    for node in bare.nodes:
        reports = draw(st.lists(evidence(names), max_size=2))
        placed = tuple(
            Evidence(**{f: getattr(r, f) for f in FIELDS}, target=node.name) for r in reports
        )
        nodes.append(Node(node.name, node.function, draw(ABOUT), placed))
    plain = tuple(name for name in names if format_levels((name, "A")))
    ladders = (plain,) if len(plain) > 1 and draw(st.booleans()) else ()
    return Network(tuple(nodes), "", ladders)


FIELDS = [f for f in Evidence.__dataclass_fields__ if f not in ("target", "span")]


def quoted(names):
    return [f'"{name}"' for name in names]


@given(known_networks())
def test_what_is_known_is_read_back_as_it_was_written(network):
    again = parse_network(write_bnet(network))

    for before, after in zip(network.nodes, again.nodes, strict=True):
        assert after.about == before.about
        assert after.evidence == before.evidence
    assert again.ladders == network.ladders
    assert again == network


def test_the_shipped_models_are_read_back_as_they_were_written():
    for name in list_models():
        network = load_model(name).network

        again = parse_network(write_bnet(network))

        assert [n.about for n in again.nodes] == [n.about for n in network.nodes]
        assert [n.evidence for n in again.nodes] == [n.evidence for n in network.nodes]
        assert again.ladders == network.ladders


def test_annotations_can_be_left_out():
    network = parse_network("#@ A: kind: protein\n#@ B -> A | PMID:1\nA, B\nB, B\n")

    assert write_bnet(network, annotations=False) == "targets, factors\nA, B\nB, B\n"


def test_what_cannot_be_seen_does_not_reach_the_file():
    node = parse_network("A, A\n").nodes[0]
    network = Network((Node("A", node.function, About(note="one\ntwo\u202e #three")),))

    assert parse_network(write_bnet(network)).nodes[0].about.note == "one two  #three"
