"""Tests of ``boolnet watch``: what is told after each save, with a clock and a runner of ours."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from boolnet.cli.failure import Failure
from boolnet.cli.watch_file import Watcher, read_words
from tests.running import boolnet, start

FOUR = "targets, factors\nA, !B\nB, !A\nC, L\nL, L\n"
SWITCHING = "targets, factors\nA, !B\nB, A\nC, L\nL, L\n"


def run(words):
    """Run a command here, as the program would."""
    done = boolnet(*words)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.bnet"
    path.write_text(FOUR)
    return path


def watching(then=None, runner=run, file="x.bnet"):
    told: list[str] = []
    watcher = Watcher(file, read_words(then, file), runner, lambda: "14:02:11", told.append)
    watcher.begin()
    return watcher, told


def test_the_line_of_a_save_has_the_check_the_answer_and_what_changed(file):
    watcher, told = watching("attractors")
    file.write_text(SWITCHING)
    watcher.tell("x.bnet saved")
    file.write_text(FOUR)
    watcher.tell("x.bnet saved")

    checked = "check: 0 errors, 0 warnings"
    assert [
        f"14:02:11 watching x.bnet · {checked} · 4 attractors (Ctrl-C ends it)",
        f"14:02:11 x.bnet saved · {checked} · 2 attractors (-2 since the last save: A, B switch)",
        f"14:02:11 x.bnet saved · {checked} · 4 attractors "
        "(+2 since the last save: A, B no longer switch)",
    ] == told


def test_an_answer_that_stayed_is_told_so(file):
    watcher, told = watching("attractors")
    file.write_text(FOUR.replace("!A", "!(A)"))
    watcher.tell("x.bnet saved")

    assert told[-1].endswith("4 attractors (as before)")


def test_other_values_are_told(file):
    watcher, told = watching("fixed-points")
    file.write_text("targets, factors\nA, B\nB, A\nC, L\nL, L\n")
    watcher.tell("x.bnet saved")

    assert told[-1].endswith("4 fixed points (others since the last save: other values of B)")


def test_without_a_command_the_meaning_is_compared(file):
    watcher, told = watching()
    file.write_text(FOUR + "# remark\n")
    watcher.tell("x.bnet saved")
    file.write_text(SWITCHING)
    watcher.tell("x.bnet saved")

    assert told[1].endswith("0 warnings · same meaning")
    assert told[2].endswith("0 warnings · another meaning: B")


def test_a_broken_file_is_listed_and_nothing_is_asked(file):
    watcher, told = watching("attractors")
    file.write_text("A, (B\nB, A\nC, L\nL, L\n")
    watcher.tell("x.bnet saved")
    file.write_text(SWITCHING)
    watcher.tell("x.bnet saved")

    assert told[1:3] == [
        "14:02:11 x.bnet saved · check: 1 error, 0 warnings",
        '  x.bnet:1:4: error BN101 this "(" is never closed',
    ]
    assert "2 attractors (-2 since the last save" in told[3]  # the last file without errors


def test_a_warning_is_listed_when_it_is_new(file):
    watcher, told = watching()
    for text in (FOUR + "D, A && B\n", FOUR + "D, B && A\n"):
        file.write_text(text)
        watcher.tell("x.bnet saved")

    assert 1 == sum("BN113" in line for line in told)
    assert "1 warning" in told[-1]


def test_a_file_that_goes_between_two_looks_is_told(file):
    watcher, told = watching()
    file.unlink()
    watcher.tell("x.bnet saved")

    assert "cannot read x.bnet: no such file" in told[-1]


def test_saving_the_same_again_is_told_and_nothing_is_asked(file):
    asked = []
    watcher, told = watching("show", lambda words: asked.append(words) or (0, "", ""))
    watcher.tell("x.bnet saved")

    assert 1 == len(asked)
    assert told[-1].endswith("nothing changed")


def test_what_other_commands_print_is_shown_when_it_changed(file):
    watcher, told = watching("knockout {} A", lambda words: (0, " ".join(words), ""))
    file.write_text(SWITCHING)
    watcher.tell("x.bnet saved")

    assert told[0].split(" · ")[-1] == "knockout: see below (Ctrl-C ends it)"
    assert told[1] == "knockout x.bnet A"
    assert told[2].endswith("knockout: as before")


def test_a_command_that_fails_says_why(file):
    _, told = watching("knockout {} Z")

    assert "knockout ended with status 2" in told[0]
    assert 'there is no node "Z"' in told[1]


def test_a_model_folder_is_watched_with_what_stands_beside_the_rules(tmp_path, file):
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "model.bnet").write_text(FOUR)
    (folder / "model.toml").write_text("[environments.on]\ninputs = { LL = 1 }\n")

    watcher, told = watching(file="m")

    assert ["model.bnet", "model.toml", "claims.toml"] == [Path(p).name for p in watcher.paths]
    assert "check: 1 error, 0 warnings" in told[0]
    assert "BN612" in told[1]


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("atractors", 'there is no command "atractors" to run; did you mean attractors?'),
        ("watch", 'there is no command "watch" to run'),
        ("", "there is no command"),
        ('"', "No closing quotation"),
    ],
)
def test_a_command_that_is_none_is_refused(then, told):
    with pytest.raises(Failure, match=told.replace("?", r"\?")):
        read_words(then, "x.bnet")


def test_the_file_goes_behind_the_command_or_where_braces_stand():
    assert ["attractors", "a b.bnet", "--limit", "3"] == read_words(
        "boolnet attractors --limit 3", "a b.bnet"
    )
    assert ["compare", "x", "--json"] == read_words("compare {} --json", "x")


def test_a_missing_file_is_refused(file):
    result = boolnet("watch", "none.bnet")

    assert 2 == result.exit_code
    assert "cannot read none.bnet: no such file" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts otherwise")
def test_the_program_tells_saves_and_ends_with_an_interrupt(file):
    program = start("watch", str(file), "--interval", "0.05", env={"PYTHONUNBUFFERED": "1"})
    assert program.stdout is not None
    assert "watching x.bnet" in program.stdout.readline()
    time.sleep(0.2)

    file.write_text(SWITCHING)

    assert "x.bnet saved · check: 0 errors" in program.stdout.readline()
    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=30)
    assert (0, "") == (program.returncode, errors.strip())
