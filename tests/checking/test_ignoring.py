"""Tests of ``#@ ignore:``: what it turns off, and when it is said to turn off nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.checking.advice import advise
from boolnet.checking.fixing import fix_reading
from boolnet.checking.settings import Settings
from boolnet.formats.files import read_bytes
from boolnet.network.build import IGNORABLE

HEAD = "targets, factors\n"


def checked(text, settings=Settings()):  # noqa: B008  # frozen
    return advise(read_bytes((HEAD + text).encode(), "x.bnet"), settings)


def codes(text, settings=Settings()):  # noqa: B008
    return [finding.code for finding in checked(text, settings).diagnostics]


@pytest.mark.parametrize(
    "line",
    [
        '#@ ignore: BN113 "we like it"',
        "#@ ignore: bn113",
        '#@ ignore: "BN113"',
        "#@ ignore: BN1",
        "#@ A: ignore: BN113",
        "#@ model: ignore: BN113",
        "#@ B -> A | ignore: BN113",
        "#@ kind: gene | ignore: BN113 reason",
    ],
)
def test_the_finding_is_gone_and_the_ignore_is_used(line):
    expected = ["BN503"] if line.endswith(" reason") else []

    assert expected == codes(f"{line}\nA, B && A\nB, A\n")


def test_only_the_next_rule_is_meant():
    assert ["BN113"] == codes("#@ ignore: BN113\nA, B && A\nB, A || B\n")


def test_an_ignore_behind_a_rule_speaks_of_it():
    assert [] == codes("A, B && A #@ ignore: BN113\nB, A\n")


def test_several_codes_at_once():
    assert [] == codes("#@ ignore: BN113, BN117\nA, B && TRUE\nB, A\n")


def test_an_ignore_in_vain_is_told():
    assert ["BN510"] == codes("#@ ignore: BN113\nA, B & A\nB, A\n")


def test_what_is_off_anyway_is_not_missed():
    assert [] == codes("#@ ignore: BN502\nA, B & A\nB, A\n")
    assert [] == codes("#@ ignore: BN113\nA, B & A\nB, A\n", Settings(ignore=("BN1",)))


def test_an_error_stays():
    assert ["BN101"] == codes("#@ ignore: BN101\nA, (B\nB, A\n")


@pytest.mark.parametrize("code", sorted(IGNORABLE))
def test_names_that_are_meant_are_read_as_written(code):
    text = {"BN204": "A, akt\nAkt, A\n", "BN206": "A, TGFß\nTGFβ, A\n"}[code]
    ignored = checked(f"#@ ignore: {code}\n{text}")

    assert code in codes(text)
    assert code not in [finding.code for finding in ignored.diagnostics]
    assert ignored.network is not None
    assert 3 == len(ignored.network)


def test_only_the_marked_rule_may_have_such_names():
    assert "BN204" in codes("#@ ignore: BN204\nA, akt\nAkt, A\nB, aKT\n")


@pytest.mark.parametrize(
    ("line", "told"),
    [("#@ ignore: XOR is meant", '"XOR" is not a code'), ("#@ ignore:", "there is no code")],
)
def test_an_ignore_without_a_code_is_told(line, told):
    found = checked(f"{line}\nA, B\nB, A\n").diagnostics

    assert ["BN503"] == [finding.code for finding in found]
    assert told in found[0].message


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("#@ ignore: BN113\n", ""),
        ("#@ model: ignore: BN113\n", ""),
        ("#@ kind: gene | ignore: BN113\n", "#@ kind: gene\n"),
        ("#@ ignore: BN113 | kind: gene\n", "#@ kind: gene\n"),
        ('#@ ignore: BN113 "why" | kind: gene\n', "#@ kind: gene\n"),
        ("#@ ignore: BN113, BN114\n", ""),
        ("#@ ignore: BN117, BN114\n", "#@ ignore: BN117\n"),
        ("#@ ignore: BN114, BN117\n", "#@ ignore: BN117\n"),
    ],
)
def test_the_fix_takes_away_what_is_in_vain(line, left):
    rules = "A, B & TRUE\nB, A\n" if "BN117" in line else "A, B & A\nB, A\n"
    reading = checked(line + rules)

    fixed = fix_reading(reading, lambda text: checked(text.removeprefix(HEAD)), unsafe=False)

    assert HEAD + left + rules == fixed.reading.source.text
    assert "BN510" not in [finding.code for finding in fixed.reading.diagnostics]
    assert () == fixed.changed


@given(st.text(alphabet='BN13459, "|:#@ignoreA-', max_size=60))
def test_anything_behind_the_sign_can_be_checked_and_fixed(rest):
    reading = checked(f"#@ ignore: {rest}\nA, B && A\nB, A\n")

    fixed = fix_reading(reading, lambda text: checked(text.removeprefix(HEAD)), unsafe=True)

    assert reading.network == fixed.reading.network
