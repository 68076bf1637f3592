"""Tests of `boolnet.language.annotations`: what a ``#@`` line says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Span
from boolnet.formats.files import read_bytes
from boolnet.language.annotations import Edge, Kind, Statement, WholeFile, read_annotation
from boolnet.language.findings import Findings
from boolnet.language.syntax import Annotation, Name

PIECES = st.sampled_from(
    ["A", "->", "-|", "-?", "→", "|", ":", "=", '"', '""', "PMID:12", "note", "model", " ", "#"]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))


def read(text: str) -> tuple[Statement, Findings]:
    findings = Findings()
    written = f"#@{text}"
    return read_annotation(Annotation(text, Span(0, len(written))), findings), findings


def said(statement: Statement) -> list[tuple[str, str]]:
    return [(item.key, item.value) for item in statement.items]


def test_a_regulation_and_what_is_said_of_it() -> None:
    statement, findings = read(
        ' EGF -> EGFR | PMID:9529147 | cell: "A 431" | confidence=0.8|verify'
    )

    assert isinstance(statement.subject, Edge)
    assert statement.subject.regulator.text == "EGF"
    assert statement.subject.arrow == "->"
    assert statement.subject.target.text == "EGFR"
    assert said(statement) == [
        ("PMID", "9529147"), ("cell", "A 431"), ("confidence", "0.8"), ("verify", ""),
    ]  # fmt: skip
    assert not findings.in_order()


def test_a_value_in_quotation_marks_may_hold_bars_and_quotation_marks() -> None:
    statement, findings = read(' A: note: "one | ""two"" three" | kind: gene')

    assert said(statement) == [("note", 'one | "two" three'), ("kind", "gene")]
    assert not findings.in_order()


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (" model: name: x", WholeFile),
        (" kind: protein", None),
        (" PMID:123 | note: x", None),
        (" GO: kind: protein", Name),
        (' "model": kind: protein', Name),
        ("A -| B", Edge),
        (" IL-2->X|PMID:1", Edge),
        ("", None),
    ],
)
def test_the_subject_of_a_line(text: str, subject: type | None) -> None:
    found = read(text)[0].subject

    assert found is None if subject is None else isinstance(found, subject)


def test_what_is_not_understood_is_kept() -> None:
    statement, findings = read(" A -> B | Smith 2002 | wibble: 3")

    assert said(statement) == [("", "Smith 2002"), ("wibble", "3")]
    assert statement.items[0].kind is Kind.TEXT
    assert [finding.code for finding in findings.in_order()] == ["BN503", "BN503"]


@given(TEXTS)
def test_any_text_can_be_read_and_places_lie_in_the_line(text: str) -> None:
    statement, findings = read(text)

    for item in statement.items:
        assert 2 <= item.span.start <= item.span.end <= len(text) + 2
    for finding in findings.in_order():
        assert finding.span is not None
        assert 2 <= finding.span.start <= finding.span.end <= len(text) + 3


@given(st.lists(TEXTS, max_size=3))
def test_a_file_with_any_annotations_can_be_read(texts: list[str]) -> None:
    lines = [f"#@{text}" for text in texts]
    read_bytes("\n".join([*lines, "A, B", "B, B"]).encode("utf-8", "replace"), "x.bnet")
