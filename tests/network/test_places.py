"""Tests of `boolnet.network.places`."""

from __future__ import annotations

from hypothesis import given

from boolnet.formats.bnet import write_bnet
from boolnet.language.parser import parse_document
from boolnet.language.plain import read_plain
from boolnet.language.source import SourceText
from boolnet.network.places import Places
from tests.strategies import networks


@given(networks())
def test_the_places_of_a_plain_file_are_those_of_its_tree(network):
    source = SourceText.of(write_bnet(network))
    rules = read_plain(source)
    if rules is None:
        return
    plain, tree = Places.of_plain(rules), Places.of(parse_document(source)[0])

    assert plain.targets == tree.targets
    assert plain.rules == tree.rules
    assert dict(plain.uses) == dict(tree.uses)
