"""Tests of `boolnet.formats.bnet` and `boolnet.formats.files`."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Applicability, Severity
from boolnet.errors import FormatError, RuleFileError
from boolnet.formats.bnet import write_bnet
from boolnet.formats.files import (
    load_bytes,
    parse_network,
    read_bytes,
    read_network,
    write_network,
)
from boolnet.language.edits import apply_fixes
from boolnet.logic.expression import evaluate, symbol
from boolnet.network.network import Network

ALPHABET = 'AB1 \t\n\r,!&|^()[]{}"#=<->:;.@*~+/$%\\`é，（“\u200b\u00a0'


def tables(network):
    """The truth table of every rule, by name."""
    states = [
        dict(zip(network.names, values, strict=True))
        for values in product((False, True), repeat=len(network.names))
    ]
    return {
        node.name: [evaluate(node.function.expression, state) for state in states]
        for node in network.nodes
    }


def test_the_writer_keeps_to_what_all_programs_read():
    network = parse_network(
        "A <- B AND NOT C\nB <- A || C\nC <- true\nD <- E ^ A\nE <- maj(A, B, C)\n"
    )

    assert write_bnet(network) == (
        "targets, factors\nA, B & !C\nB, A | C\nC, 1\nD, (E & !A) | (!E & A)\n".replace(
            "(E & !A) | (!E & A)", "E & !A | !E & A"
        )
        + "E, A & B | A & C | B & C\n"
    )


@pytest.mark.parametrize(
    "rule",
    [
        "A ^ B ^ C",
        "sumis(A, B, C, 2)",
        "sumlt(A, B & C, A ^ B, 2)",
        "!(A ^ (B ^ (C ^ (A ^ B))))",
        "sumgt(A, A, B, C, A, C, B, A, C, 4)",
        '"A" & !("B" | 0) | 1 & C',
    ],
)
def test_what_is_written_means_the_same(rule):
    network = parse_network(f"A, {rule}\nB, A\nC, !A\n")

    assert tables(network) == tables(parse_network(write_bnet(network)))


def test_a_wide_parity_keeps_its_operator():
    """Written out, 40 regulators would take 2^39 terms."""
    names = [f"X{i}" for i in range(40)]
    network = parse_network("A, " + " ^ ".join(names) + "\n")

    written = write_bnet(network)

    assert len(written) < 1_000
    assert "X0 ^ X1" in written
    assert parse_network(written).names == network.names


def test_nested_parities_do_not_explode():
    rule = "X0"
    for i in range(1, 60):
        rule = f"(X{i} ^ {rule})"

    assert len(write_bnet(parse_network(f"A, {rule}\n"))) < 100_000


@pytest.mark.parametrize("name", ["NF kB", "and", "1", "A/B", "TNF(α)", "-A", "A,B", "0.5"])
def test_a_name_that_is_no_word_is_written_in_quotes(name):
    network = Network.of({name: symbol("B"), "B": symbol(name)})

    written = write_bnet(network)

    assert f'"{name}", B\n' in written
    assert parse_network(written).names == (name, "B")


@pytest.mark.parametrize("name", ['A"B', "A#B", "A\nB", "A\u202eB"])
def test_a_name_that_no_file_can_hold_is_refused(name):
    with pytest.raises(FormatError, match="cannot hold the name"):
        write_bnet(Network.of({name: symbol(name)}))


def test_a_file_is_read_back_as_it_was_written(tmp_path):
    network = parse_network("A, B & !C\nB, A\nC, C\n")
    path = tmp_path / "model.bnet"

    write_network(network, path)

    assert path.read_bytes() == b"targets, factors\nA, B & !C\nB, A\nC, C\n"
    assert tables(read_network(path)) == tables(network)
    assert read_network(path).title == "model"


def test_a_missing_file_names_close_ones(tmp_path):
    (tmp_path / "egfr.bnet").write_text("A, A\n")

    with pytest.raises(FormatError, match=r"no such file; did you mean .*egfr\.bnet\?") as caught:
        read_network(tmp_path / "efgr.bnet")

    assert caught.value.code == "BN001"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(FormatError, match="it is a folder"):
        read_network(tmp_path)


def test_a_file_over_the_limit_is_not_read(tmp_path):
    path = tmp_path / "large.bnet"
    path.write_bytes(b"# " + b"x" * 3_000_000)

    with pytest.raises(FormatError, match="the file is 3 MB; the limit is 1 MB") as caught:
        load_bytes(str(path), 2**20)

    assert caught.value.code == "BN004"


def test_errors_of_a_file_carry_all_findings(tmp_path):
    path = tmp_path / "model.bnet"
    path.write_text("A, B &\nB, (A\n")

    with pytest.raises(RuleFileError) as caught:
        read_network(path)

    assert [d.code for d in caught.value.diagnostics] == ["BN105", "BN101"]
    assert str(path) in str(caught.value)


@given(st.binary(max_size=200) | st.text(ALPHABET, max_size=120).map(str.encode))
def test_no_bytes_lead_to_an_exception(data):
    reading = read_bytes(data, "x.bnet")

    assert (reading.network is None) == any(
        d.severity is Severity.ERROR for d in reading.diagnostics
    )


@given(st.text(ALPHABET, max_size=120))
def test_what_was_read_can_be_written_and_read_again(text):
    network = read_bytes(text.encode(), "x.bnet").network
    if network is None:
        return

    again = parse_network(write_bnet(network))

    assert again.names == network.names
    if len(network.names) <= 8:
        assert tables(again) == tables(network)


LINES = [
    "A, B && C", "B, A and not C", "C = A", "D, TRUE | A", "E, （A & B）", "F, A;", "A, B & C",
    "G,\u00a0H", "# note", "// note", "I, {A | B}", "J, ¬A", "K <- L", "prote\u0301, A", "",
    "M, A, 1", "\ufeffN, A", "O, A\r", "Akt, AKT", "P, !!P or Q",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_safe_fixes_check_clean_and_keep_the_meaning(lines):
    text = "\n".join(lines)
    before = read_bytes(text.encode(), "x.bnet")
    reading = before
    for _ in range(5):
        fixes = [
            d.fix
            for d in reading.diagnostics
            if d.fix and d.fix.applicability is Applicability.SAFE
        ]
        fixed, carried = apply_fixes(reading.source.text, fixes)
        if not carried:
            break
        reading = read_bytes(fixed.encode(), "x.bnet")

    assert not fixes
    if before.network is not None:
        assert reading.network is not None
        assert set(reading.network.names) == set(before.network.names)
        if len(before.network.names) <= 10:
            order = reading.network.names
            nodes = {node.name: node for node in before.network.nodes}
            same_order = Network(tuple(nodes[name] for name in order))
            assert tables(reading.network) == tables(same_order)
