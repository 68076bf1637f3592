"""Clusters that are not there."""

from __future__ import annotations

import sys
import time

import pytest

from boolnet.errors import RunError
from boolnet.runs.execute import execute
from boolnet.runs.executors import cluster
from tests.runs.toys import Toy


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "127.0.0.1", "nonsense://x", "tcp://no.invalid:8786"]
)
def test_a_scheduler_that_does_not_answer_is_told_soon(address: str) -> None:
    started = time.monotonic()

    with pytest.raises(RunError, match="no Dask scheduler answers at"):
        execute(Toy(), None, cluster(address, timeout=1))

    assert time.monotonic() - started < 10


def test_without_dask_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "boolnet.runs.cluster", raising=False)

    with pytest.raises(RunError, match=r"pip install 'boolnet\[cluster\]'"):
        execute(Toy(), None, cluster("tcp://127.0.0.1:1"))
