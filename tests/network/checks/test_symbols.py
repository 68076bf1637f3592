"""Tests of `boolnet.network.checks.symbols`."""

from __future__ import annotations

import pytest

from boolnet.errors import InputError
from boolnet.network.checks.symbols import find_unapproved, read_symbols
from boolnet.network.places import Places

TABLE = (
    "hgnc_id\tsymbol\talias_symbol\tprev_symbol\n"
    'HGNC:11998\tTP53\t"p53|LFS1"\t\n'
    "HGNC:26077\tMARCHF1\t\tMARCH1\n"
    "HGNC:391\tAKT1\tPKB|RAC\tAKT\n"
    "HGNC:9801\tRAC1\tRAC\t\n"
)


def test_aliases_and_previous_symbols_lead_to_the_approved_one():
    names = ["p53", "TP53", "MARCH1", "Rac", "Growth"]

    found = find_unapproved(names, read_symbols(TABLE, "hgnc.tsv"), Places())

    assert [finding.message for finding in found] == [
        '"p53" is an alias; the approved human symbol is TP53',
        '"MARCH1" is a previous symbol; the approved human symbol is MARCHF1',
        '"Rac" is an alias; the approved human symbol is AKT1 or RAC1',
    ]


def test_a_table_without_symbols_is_refused():
    with pytest.raises(InputError, match='no column "symbol"'):
        read_symbols("a\tb\n", "x.tsv")
