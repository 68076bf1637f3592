"""Screens as programs of their own, that can be killed, and what they leave in their folder."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.running import start

PATIENCE = 120  # seconds until something must have happened


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """The exit status of a screen that ends by itself, and what it says."""
    process = start("screen", *arguments)
    said, told = process.communicate()
    return process.returncode, said, told


def complete(*arguments: str | Path) -> None:
    """A screen that must succeed."""
    status, _, told = run(*arguments)
    assert status == 0, told


def count(folder: Path) -> int:
    """How many chunks are there."""
    return len(list(folder.glob("chunks/*/*.chunk")))


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder that does not say who works on it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "run.lock"
    }


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def kill_again_and_again(asked: Sequence[str | Path], folder: Path, chunks: int, kills: int) -> int:
    """Begin a screen, kill it at a random moment, and so on; how often that was in the middle.

    Most moments are a while after some more chunks are there; every fourth is near the start,
    where what is there is checked and nothing is computed yet.
    """
    told = random.Random(kills)
    in_the_middle = 0
    for kill in range(kills):
        there = count(folder)
        process = start("screen", *asked, *(["--resume"] if folder.exists() else []))
        if kill % 4 == 3:
            time.sleep(told.uniform(0, 0.5))
        else:
            ahead = 2 * (chunks - there) // (kills - kill)
            goal = there + 1 + told.randrange(max(ahead, 1))
            _wait_for_chunks(process, folder, min(goal, chunks - 1))
            time.sleep(told.uniform(0, 0.02))
        process.kill()
        process.communicate()  # until its workers have ended, too
        in_the_middle += 0 < count(folder) < chunks
    return in_the_middle


def _wait_for_chunks(process: subprocess.Popen[str], folder: Path, number: int) -> None:
    wait_until(lambda: count(folder) >= number or process.poll() is not None)
