"""Tests of `boolnet.formats.renaming`."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import FormatError
from boolnet.formats import renaming
from boolnet.formats.files import parse_network
from boolnet.formats.renaming import (
    changes,
    format_names,
    is_plain,
    parse_names,
    rename,
    rename_symbols,
    with_names,
)
from boolnet.logic.table import find_difference
from tests.strategies import expressions, networks

LETTERS = "aAbB1-_ +./()αβΔß²骨é:=@'٣\""
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=6), unique=True, max_size=12)


def no_reserved(name):
    return is_plain(name) and name.lower() not in ("a", "b", "node")


@given(NAMES, st.sampled_from([is_plain, no_reserved]), st.booleans())
def test_new_names_are_legal_and_each_stands_for_one(names, is_legal, fold_case):
    renamed = rename(names, is_legal, fold_case=fold_case)

    assert list(renamed) == names
    assert all(map(is_legal, renamed.values()))
    fresh = [n.casefold() if fold_case else n for n in renamed.values()]
    assert len(set(fresh)) == len(names)


@given(NAMES)
def test_a_legal_name_stays(names):
    renamed = rename(names)

    assert all(renamed[name] == name for name in names if is_plain(name))


@pytest.mark.parametrize(
    ("name", "fresh"),
    [
        ("TNF-α", "TNF_a"),
        ("4EBP1", "N4EBP1"),
        ("IL-2", "IL_2"),
        ("β-catenin", "b_catenin"),
        ("TGFß", "TGFb"),
        ("NF-κB", "NF_kB"),
        ("αvβ3", "avb3"),
        ("Δp63", "Dp63"),
        ("Ca2+", "Ca2_plus"),
        ("Ca²⁺", "Ca2_plus"),
        ("CD4-", "CD4_minus"),
        ("CD4−", "CD4_minus"),
        ("H+ATPase", "H_ATPase"),
        ("Na+/K+ ATPase", "Na_plus_K_plus_ATPase"),
        ("TNF/TNFR", "TNF_TNFR"),
        ("protéine", "proteine"),
        ("ＴＮＦ", "TNF"),
        ("骨保护素", "node"),
        ("(A)", "A"),
        ("_x", "_x"),
        ("АКТ1", "AKT1"),  # Cyrillic
    ],
)
def test_a_new_name_keeps_what_can_be_kept(name, fresh):
    assert rename([name]) == {name: fresh}


def test_names_that_meet_are_counted():
    assert rename(["IL 2", "IL-2", "IL_2"]) == {"IL 2": "IL_2_2", "IL-2": "IL_2_3", "IL_2": "IL_2"}


@given(NAMES)
def test_a_table_of_names_is_read_as_it_was_written(names):
    table = changes(rename(names))

    assert parse_names(format_names(table)) == table


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("original\tname\nA\n", "line 2"),
        ("A\tB\nA\tC\n", '"A" once more'),
        ("A\tB\nC\tB\n", '"B" once more'),
        ("A\tB\tC\n", "line 1"),
    ],
)
def test_a_table_that_is_none_is_refused(text, message):
    with pytest.raises(FormatError, match=message):
        parse_names(text)


@given(networks(least=2), st.data())
def test_renaming_there_and_back_changes_nothing(network, data):
    fresh = data.draw(st.permutations(network.names))
    names = dict(zip(network.names, fresh, strict=True))

    renamed = with_names(network, names)
    back = with_names(renamed, {new: old for old, new in names.items()})

    assert renamed.names == tuple(fresh)
    assert back.names == network.names
    assert back == network
    assert [node.about for node in back.nodes] == [node.about for node in network.nodes]


@given(expressions())
def test_a_renamed_rule_says_the_same_of_other_names(rule):
    names = {"A": "B", "B": "A", "C": "X"}
    back = {new: old for old, new in names.items()}

    assert find_difference(rule, rename_symbols(rename_symbols(rule, names), back)) is None


def test_everything_that_names_a_node_is_renamed():
    network = parse_network(
        "#@ levels: A < B\n#@ A: note: x\n#@ C -> A | PMID:1\nA, C\nB, C & A\nC, C\n"
    )

    renamed = with_names(network, {"A": "α", "C": "γ"})

    assert renamed.ladders == (("α", "B"),)
    assert renamed.nodes[0].about.name == "A"
    assert str(renamed.nodes[0].evidence[0]) == "γ -> α"
    assert renamed.inputs == ("γ",)


def test_two_nodes_never_get_one_name():
    with pytest.raises(ValueError, match="same name"):
        with_names(parse_network("A, A\nB, B\n"), {"A": "B"})


def test_the_examples_of_the_module_are_true():
    assert doctest.testmod(renaming).failed == 0
