"""Fixes and ignores as an editor offers them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Span
from boolnet.lsp.actions import Action, Sort, difference, list_actions
from tests.lsp.views import applied, view_of

BROKEN = "targets, factors\nA, B && C\nB, B AND C\nC, (C\n"


def actions(text: str, start: int = 0, end: int | None = None, *wanted: str) -> list[Action]:
    span = Span(start, len(text) if end is None else end)
    return list(list_actions(view_of(text), span, wanted))


def test_a_fix_is_offered_where_its_finding_is() -> None:
    place = BROKEN.index("&&")

    (fix,) = [a for a in actions(BROKEN, place, place) if a.sort is Sort.FIX and a.preferred]

    assert "A, B & C\n" in applied(BROKEN, fix.edits)


def test_a_likely_fix_says_so_and_is_not_preferred() -> None:
    place = BROKEN.index("(C")

    (fix,) = [a for a in actions(BROKEN, place, place, "quickfix") if a.edits]

    assert fix.title.endswith("(likely what was meant)")
    assert not fix.preferred
    assert "C, (C)\n" in applied(BROKEN, fix.edits)


def test_all_safe_fixes_at_once() -> None:
    text = BROKEN.replace("(C", "C")

    (fix,) = actions(text, 0, 0, "source.fixAll")

    after = applied(text, fix.edits)
    assert "targets, factors\nA, B & C\nB, B & C\nC, C\n" == after
    assert () == view_of(after).reading.diagnostics
    assert [fix.title] == [a.title for a in actions(text, 0, 0, "source")]
    assert [] == actions(text, 0, 0, "refactor")


@pytest.mark.parametrize("above", ["", "#@ B: kind: gene\n", "# a remark\n"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_ignore_turns_the_finding_off(above: str, ends: str) -> None:
    text = ("targets, factors\nA, A\n" + above + "B, A && A\n").replace("\n", ends)
    codes = {d.code for d in view_of(text).reading.diagnostics}
    place = text.index("&&")

    (ignore,) = [a for a in actions(text, place, place) if a.title == "Ignore BN113 for this rule"]

    after = applied(text, ignore.edits)
    assert codes - {"BN113"} == {d.code for d in view_of(after).reading.diagnostics}
    assert after.count(ends) == text.count(ends) + 1


def test_an_error_cannot_be_ignored() -> None:
    place = BROKEN.index("(C")

    assert not any("Ignore" in a.title for a in actions(BROKEN, place, place))


def test_a_confusion_of_names_can() -> None:
    text = "targets, factors\nTNF, A\nA, Tnf\n"
    ignores = [a for a in actions(text) if a.title.startswith("Ignore BN204")]

    assert view_of(text).reading.network is None
    assert view_of(applied(text, ignores[0].edits)).reading.network is not None


@given(st.text("ab\n"), st.text("ab\n"))
def test_a_difference_makes_one_of_the_other(before: str, after: str) -> None:
    assert after == applied(before, (difference(before, after),))
