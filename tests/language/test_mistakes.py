"""Tests of `boolnet.language.mistakes`: every table entry is reached by its example."""

import pytest

from boolnet.language.mistakes import (
    COMMENT_STARTS,
    INVISIBLES,
    LOOK_ALIKES,
    OPERATOR_TYPOS,
    OPERATORS,
    SEPARATORS,
    SPACES,
    UNSUPPORTED,
)
from boolnet.language.parser import parse_document
from boolnet.language.source import SourceText


def findings(text):
    return parse_document(SourceText.of(text))[1]


def codes(text):
    return [finding.code for finding in findings(text)]


@pytest.mark.parametrize("mistake", OPERATORS.values(), ids=OPERATORS)
def test_a_foreign_operator_gets_its_message(mistake):
    found = findings(mistake.example)

    assert [("BN103", mistake.message)] == [(d.code, d.message) for d in found]


@pytest.mark.parametrize("mistake", UNSUPPORTED.values(), ids=UNSUPPORTED)
def test_an_unsupported_feature_is_refused_by_name(mistake):
    found = findings(mistake.example)

    assert [("BN122", mistake.message)] == [(d.code, d.message) for d in found]


@pytest.mark.parametrize("start", COMMENT_STARTS)
def test_the_comments_of_other_languages_are_recognised(start):
    assert codes(f"{COMMENT_STARTS[start]}\nA, A\n") == ["BN108"]
    assert codes(f"A, A {COMMENT_STARTS[start]}\n") == ["BN108"]


@pytest.mark.parametrize("word", OPERATOR_TYPOS)
def test_a_mistyped_operator_is_guessed(word):
    (finding,) = findings(f"A, B {word} C\n")

    assert finding.code == "BN104"
    assert finding.help == f'did you mean "{OPERATOR_TYPOS[word]}"?'


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_foreign_separator_is_named(separator):
    (finding,) = findings(f"A {separator} B\nB, A\n")

    assert finding.code == "BN106"
    assert f'"{separator}"' in finding.message


@pytest.mark.parametrize("character", [*LOOK_ALIKES, *INVISIBLES], ids=lambda c: f"U+{ord(c):04X}")
def test_a_look_alike_is_an_error_with_a_safe_fix(character):
    found = [d for d in findings(f"A, B\nB, A {character}\n") if d.code == "BN109"]

    assert [d.severity.value for d in found] == ["error"]
    assert f"U+{ord(character):04X}" in found[0].message
    assert found[0].fix.edits[0].text == LOOK_ALIKES.get(character, "")


@pytest.mark.parametrize("space", SPACES, ids=lambda c: f"U+{ord(c):04X}")
def test_another_blank_is_read_as_a_blank(space):
    found = findings(f"A,{space}B\nB, A\n")

    assert [(d.code, d.severity.value) for d in found] == [("BN109", "warning")]
