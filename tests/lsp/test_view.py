"""A text in an editor: what is named where, and lines that stay read."""

from __future__ import annotations

import pytest

from boolnet.checking.settings import Settings
from boolnet.cli.check import advise
from boolnet.diagnostics import Span
from boolnet.formats.files import read_bytes
from boolnet.formats.registry import FORMATS
from boolnet.formats.review import without_overview
from boolnet.language.source import SourceText
from boolnet.lsp.actions import list_actions
from boolnet.lsp.completion import complete
from boolnet.lsp.hover import find_hover
from boolnet.lsp.line import Role
from boolnet.lsp.navigation import find_definitions
from boolnet.lsp.outline import list_folds, list_symbols
from boolnet.lsp.rename import find_renamed
from tests.lsp.views import MODEL, view_of


def test_a_keystroke_costs_one_line() -> None:
    before = view_of()
    old = before.lines

    after = before.after(SourceText.of(MODEL.replace("DUSP6, ERK ", "DUSP6, ERK2 ")), 2)

    new = [a for a, b in zip(after.lines, old, strict=True) if a is not b]
    assert ["DUSP6", "ERK2"] == [use.name for line in new for use in line.uses]
    assert 2 == after.version


def test_roles_and_kinds_of_nodes() -> None:
    view = view_of()

    assert {"MEK", "RAF", "IL", "IL_hi"} == view.inputs
    assert 6 == view.targets["ERK"]
    assert [
        Role.EVIDENCE_TARGET,
        Role.SUBJECT,
        Role.TARGET,
        Role.EVIDENCE_REGULATOR,
        Role.REGULATOR,
        Role.REGULATOR,
    ] == [use.role for use in view.uses_of("ERK")]


def test_a_name_is_found_at_both_of_its_ends() -> None:
    view = view_of("targets, factors\nABC, D\nD, D\n")

    assert "ABC" == getattr(view.use_at(17), "name", "")
    assert "ABC" == getattr(view.use_at(20), "name", "")
    assert view.use_at(21) is None
    assert "D" == getattr(view.use_at(22), "name", "")


def test_the_findings_are_those_of_check() -> None:
    reading = read_bytes(MODEL.encode(), "model.bnet")

    expected = without_overview(advise(reading, Settings()).diagnostics)

    assert expected == view_of().reading.diagnostics


SIF = "MEK\tactivates\tERK\nDUSP6\tinhibits\tERK\nERK\tactivates\tDUSP6\n"


def test_another_format_is_known_by_the_places_of_its_reader() -> None:
    view = view_of(SIF, "x.sif", "sif")

    assert {"ERK", "DUSP6"} == set(view.index)  # a table says where its targets stand
    (hover, _) = find_hover(view, SIF.index("ERK")) or ("", None)
    assert "*on when*" in hover
    (definition,) = find_definitions(view, SIF.index("ERK"))
    assert SIF.index("ERK") == definition.span.start
    assert () == tuple(list_folds(view))
    assert {"ERK", "DUSP6"} <= {symbol.name for symbol in list_symbols(view)}
    assert find_renamed(view, 0) is None
    assert () == complete(view, 0).found


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
@pytest.mark.parametrize("text", ["", "digraph {A -> B}\n", "\x00", "<x/>", "{}", "PK\x03\x04"])
def test_no_format_fails(form: str, text: str) -> None:
    view = view_of(text, "x", form)

    assert view.reading.format == form
    find_hover(view, 0)
    list(list_symbols(view))
    list(list_actions(view, Span(0, len(text))))


def test_what_cannot_be_read_is_not_taken_for_rules() -> None:
    assert () == view_of("A, B\n", "x.sbml", "sbml").uses
