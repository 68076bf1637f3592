"""Definition and references."""

from __future__ import annotations

from boolnet.lsp.navigation import find_definitions, find_references
from tests.lsp.views import MODEL, at, view_of


def test_a_regulator_leads_to_its_rule() -> None:
    view, place = at(MODEL, "DUSP6, E^RK")

    (use,) = find_definitions(view, place)

    assert MODEL.index("ERK, MEK") == use.span.start


def test_a_node_without_a_rule_is_defined_where_it_is_named_first() -> None:
    view, place = at(MODEL, "ERK & I^L")

    (use,) = find_definitions(view, place)

    assert MODEL.index("IL <") == use.span.start


def test_references_are_in_rules_and_annotations() -> None:
    view, place = at(MODEL, "D^USP6, ERK")

    assert 3 == len(find_references(view, place))
    assert 2 == len(find_references(view, place, declaration=False))


def test_a_place_without_a_name_has_none() -> None:
    view = view_of()

    assert () == find_definitions(view, len("targets, factors\n"))
    assert () == find_references(view, 0)
