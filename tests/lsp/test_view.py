"""A text in an editor: what is named where, and lines that stay read."""

from __future__ import annotations

from boolnet.checking.settings import Settings
from boolnet.cli.check import advise
from boolnet.formats.files import read_bytes
from boolnet.language.source import SourceText
from boolnet.lsp.line import Role
from boolnet.lsp.view import View
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

    expected = advise(reading, Settings()).diagnostics

    assert expected == view_of().reading.diagnostics


def test_another_format_is_known_by_the_places_of_its_reader() -> None:
    # What no reader takes, and an empty text, have no names and no error.
    view = View(SourceText.of("", "x.sbml"), "sbml")

    assert () == view.uses
    assert () == view.lines
