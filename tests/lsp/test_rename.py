"""Renaming keeps the meaning, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from boolnet.errors import InputError
from boolnet.formats.bnet import can_hold, write_bnet
from boolnet.formats.files import parse_network
from boolnet.formats.renaming import with_names
from boolnet.lsp.rename import find_renamed, rename, span_of_name
from boolnet.network.network import Network
from tests.lsp.views import MODEL, applied, at, view_of
from tests.strategies import networks

NAMES = st.text(st.sampled_from('aB1_-. :"#α中🙂é|<'), min_size=1, max_size=6)


@given(networks(), NAMES, st.data())
def test_a_renamed_network_is_the_same_network(
    network: Network, name: str, data: st.DataObject
) -> None:
    text = write_bnet(network)
    view = view_of(text)
    use = data.draw(st.sampled_from(view.uses))
    wanted = name.strip()
    assume(can_hold(wanted) and wanted)

    after = applied(text, rename(view, use.span.end, wanted))

    expected = with_names(network, {use.name: wanted})
    assert expected == parse_network(after, ignore=("BN204", "BN206"))
    assert len(view.uses) == len(view_of(after).uses)


@pytest.mark.parametrize("place", ["E^RK, MEK", "MEK -> E^RK", "#@ E^RK:", "DUSP6, ERK^ "])
def test_rules_and_annotations_change_together(place: str) -> None:
    view, offset = at(MODEL, place)

    text = applied(MODEL, rename(view, offset, "ERK 1/2"))

    assert '"ERK 1/2", MEK & (RAF | !DUSP6)' in text
    assert '#@ MEK -> "ERK 1/2" | PMID' in text
    assert '#@ "ERK 1/2": name:' in text
    assert '#@ "ERK 1/2" -> DUSP6' in text
    assert '"β-cell growth 🙂", "ERK 1/2" & IL' in text
    assert view_of(text).reading.network is not None
    before = view.reading.network
    assert before is not None
    assert with_names(before, {"ERK": "ERK 1/2"}) == view_of(text).reading.network


def test_a_level_stays_without_quotes() -> None:
    view, offset = at(MODEL, "ERK & I^L")

    assert "#@ levels: IL 2 < IL_hi" in applied(MODEL, rename(view, offset, '"IL 2"'))


def test_a_key_as_a_name_is_quoted_in_annotations() -> None:
    text = "targets, factors\n#@ A: kind: gene\nA, A\n"
    view, offset = at(text, "A^, A")

    assert '#@ "note": kind: gene\nnote, note\n' in applied(text, rename(view, offset, "note"))


def test_the_name_it_has_changes_nothing() -> None:
    view, offset = at(MODEL, "E^RK, MEK")

    assert () == rename(view, offset, " ERK ")


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("MEK", 'there is already a node "MEK" (line 9)'),
        ("IL", 'there is already a node "IL"'),
        ("Mek", "only in upper and lower case"),
        ("", "a node needs a name"),
        ('""', "a node needs a name"),
        ('A"B', "a node cannot be called"),
        ("A#B", "a node cannot be called"),
        ("A\tB", "a node cannot be called"),
    ],
)
def test_a_name_that_cannot_be_is_refused(wanted: str, message: str) -> None:
    view, offset = at(MODEL, "E^RK, MEK")

    with pytest.raises(InputError) as caught:
        rename(view, offset, wanted)

    assert message in str(caught.value)


def test_a_level_cannot_hold_the_signs_of_a_ladder() -> None:
    view, offset = at(MODEL, "ERK & I^L")

    with pytest.raises(InputError, match="cannot stand in levels"):
        rename(view, offset, "IL<2")


def test_a_confusable_name_is_refused() -> None:
    view, offset = at(MODEL, "R^AF, RAF")

    with pytest.raises(InputError, match="BN206"):
        rename(view, offset, "М\u0415K")  # Cyrillic letters


def test_nothing_is_renamed_where_no_name_is() -> None:
    view = view_of()

    assert find_renamed(view, 0) is None
    with pytest.raises(InputError, match="no name of a node"):
        rename(view, 0, "X")


def test_a_rule_with_a_mistake_is_renamed_too() -> None:
    text = "targets, factors\nA, (B & C\nB, B\nC, C\n"
    view, offset = at(text, "B^, B")

    assert "A, (X & C\nX, X\n" in applied(text, rename(view, offset, "X"))


def test_an_editor_shows_the_name_without_its_quotes() -> None:
    view, offset = at(MODEL, '"β-cell^')
    use = find_renamed(view, offset)
    assert use is not None

    start, end = span_of_name(use, view)

    assert "β-cell growth 🙂" == MODEL[start:end] == use.name
