"""Tests of the advice on names: which names belong together, and which only look it."""

import time

import pytest

from boolnet.formats.files import read_bytes
from boolnet.language.distance import is_within
from boolnet.network.checks.suggestions import Suggestions, is_slip


def codes(text):
    found = read_bytes(text.encode(), "x.bnet").diagnostics
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pik3ac", "pik3ca"),  # two neighbours swapped
        ("atk1", "akt1"),
        ("apoptosiss", "apoptosis"),  # a letter too many would be the last: see below
        ("apoptsis", "apoptosis"),
        ("proliferaton", "proliferation"),
        ("prolifertaino", "proliferation"),
        ("genx00000", "gene00000"),
    ],
)
def test_a_slip_of_the_finger(written, meant):
    assert is_slip(written, meant) is (written != "apoptosiss")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fos", "fas"), ("c1", "c2"), ("il2", "il6"), ("stat3", "stat3_p"), ("wnt5a", "wnt5b"),
        ("jak1", "tak1"), ("fasl", "fasr"), ("smad6", "stat6"), ("ifnb", "ifng"),
        ("v_rv0014", "v_rv0014c"), ("v_kras", "v_kras_p"), ("igf1", "igf1r"),
    ],
)  # fmt: skip
def test_two_genes_with_similar_names(one, other):
    """All of these pairs are from published models."""
    assert not is_slip(one, other)


@pytest.mark.parametrize(
    ("written", "defined"),
    [
        ("NFkB", "NF_kB"),
        ("IL-2", "IL2"),
        ("TNFa", "TNFα"),
        ("TNF-alpha", "TNFa"),
        ("TGFBRII", "TGFBR2"),
        ("NFkappaB", "NFKB"),
    ],
)
def test_two_spellings_of_one_name(written, defined):
    assert Suggestions([defined, "Other"]).near(written) == (defined,)


@pytest.mark.parametrize(
    ("left", "right", "limit", "near"),
    [
        ("ABCD", "ABDC", 1, True), ("ABCD", "ABD", 1, True), ("ABCD", "AXCD", 1, True),
        ("ABCD", "AXYD", 1, False), ("ABCD", "AXYD", 2, True), ("", "AB", 2, True),
        ("ABC", "ABCDEF", 2, False),
    ],
)  # fmt: skip
def test_the_distance_counts_slips(left, right, limit, near):
    assert is_within(left, right, limit) is near


def test_nothing_is_said_about_undefined_names_when_a_line_is_unreadable():
    """Its rule may stand there."""
    assert codes("A, B & C\n, A\nB, A\n") == ["BN110"]


def test_the_target_of_a_bad_rule_is_defined():
    assert codes("A, B\nB, A &\n") == ["BN105"]


def test_a_clean_file_has_no_findings():
    assert codes("targets, factors\nA, B & !C\nB, A\nC, C\n") == []


def test_a_name_is_complained_about_once():
    assert codes("Akt, AKT | B\nB, AKT & Akt\n") == ["BN204"]


def test_twenty_thousand_unknown_names_among_as_many_known_ones():
    started = time.process_time()

    index = Suggestions(f"GENE{i:05d}" for i in range(20_000))
    found = [index.near(f"GENX{i:05d}") for i in range(20_000)]

    assert found[4321] == ("GENE04321",)
    assert time.process_time() - started < 10


def test_a_huge_name_is_not_compared_letter_by_letter():
    started = time.process_time()

    found = read_bytes(b"A" * 1_000_000 + b", B\nB, " + b"A" * 999_999 + b"B\n", "x.bnet")

    assert time.process_time() - started < 5
    assert all(len(d.message) < 300 for d in found.diagnostics)
