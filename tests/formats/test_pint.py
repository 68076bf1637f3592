"""Pint files with names that are none."""

from __future__ import annotations

import pytest

from boolnet.formats.files import read_bytes


@pytest.mark.parametrize(
    "text",
    ['"TCR" [0, 1]\n"" [0, 1]\n', '"" [0, 1]\n"A" [0, 1]\n"A" 0 -> 1 when ""=1\n'],
)
def test_a_node_without_a_name_is_refused(text: str) -> None:
    reading = read_bytes(text.encode(), "x.an")

    assert reading.network is None
    assert ["BN110"] == [finding.code for finding in reading.diagnostics]
