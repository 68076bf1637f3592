"""Clusters that are not there."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future

import pytest

from boolnet.errors import RunError
from boolnet.runs.cluster import _pass_on
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


class Gone:
    """A result whose worker died, and that cannot be computed again."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def __await__(self) -> Iterator[None]:
        raise self._error
        yield


@pytest.mark.parametrize("cancelled", [CancelledError("lost"), asyncio.CancelledError("lost")])
def test_a_result_that_is_gone_ends_the_wait_for_it(cancelled: BaseException) -> None:
    future: Future[object] = Future()

    asyncio.run(_pass_on(Gone(cancelled), future))

    assert isinstance(future.exception(timeout=0), CancelledError)
