"""AEON files that leave functions open."""

from __future__ import annotations

import pytest

from boolnet.formats.files import read_bytes


@pytest.mark.parametrize(
    "text",
    [
        "A -> B\n$B: f(A)\n",
        "A -> B\n$B: f(A)\n$B: f(A)\n",
        "A -> B\n$B: A\n$B: f(A)\n",
        "A -> B\n$B: f(A)\n$B: A\n",
    ],
)
def test_an_open_function_is_refused_wherever_it_stands(text: str) -> None:
    reading = read_bytes(text.encode(), "x.aeon")

    assert reading.network is None
    assert {"BN309", "BN203"} & {finding.code for finding in reading.diagnostics}
