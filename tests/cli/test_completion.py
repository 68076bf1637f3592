"""What the Tab key offers, asked as bash does."""

from __future__ import annotations

import pytest

from tests.running import start


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("boolnet att", "plain,attractors"),
        ("boolnet attractors os", "plain,osteoimmune"),
        ("boolnet attractors osteoimmune --env", "plain,--environment"),
        ("boolnet attractors osteoimmune --environment ovx_k", "plain,ovx_kidney_tonic"),
        ("boolnet attractors rank_nfatc1 -k NFAT", "plain,NFATc1"),
        ("boolnet knockout rank_nfatc1 Blim", "plain,Blimp1"),
        ("boolnet show rank_nfatc1 OCd", "plain,OCdiff"),
    ],
)
def test_the_tab_key_offers(line: str, offered: str) -> None:
    position = str(len(line.split()) - 1)
    shell = {"COMP_WORDS": line, "COMP_CWORD": position, "_BOOLNET_COMPLETE": "bash_complete"}

    out, err = start(env=shell).communicate(timeout=60)

    assert offered in out.splitlines()
    assert "" == err


def test_a_file_that_cannot_be_read_offers_nothing() -> None:
    shell = {"COMP_WORDS": "boolnet attractors no.bnet -k A", "COMP_CWORD": "4"}

    out, err = start(env={**shell, "_BOOLNET_COMPLETE": "bash_complete"}).communicate(timeout=60)

    assert "" == out.strip()
    assert "" == err
