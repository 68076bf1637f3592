"""Work that a worker keeps."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from boolnet.errors import RunError
from boolnet.runs import held
from tests.runs.toys import Recording, Toy


def test_a_worker_without_the_work_says_so() -> None:
    held.hold("dropped", held.pack(Toy()))
    held.drop("dropped")

    with pytest.raises(RunError, match="the worker was not given the work"):
        held.compute("dropped", 0)


def test_another_version_of_boolnet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    held.hold("old", held.pack(Toy()))
    monkeypatch.setattr(held, "__version__", "9.9")

    with pytest.raises(RunError, match=r"the worker has boolnet 9\.9, the run is one of 0\."):
        held.compute("old", 0)


def test_the_work_is_unpacked_once_in_each_thread(tmp_path: Path) -> None:
    held.hold("once", held.pack(Recording(folder=tmp_path)))

    def use() -> None:
        for number in range(3):
            assert Toy().compute(number) == held.compute("once", number)

    for _ in range(2):
        thread = threading.Thread(target=use)
        thread.start()
        thread.join()

    assert 2 == len(list(tmp_path.glob("unpacked-*")))
