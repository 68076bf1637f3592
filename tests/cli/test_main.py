"""The program as a process: streams, signals, exit statuses, what is loaded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from boolnet.cli import main as cli
from tests.running import PROGRAM, ROOT, boolnet, start

HEAVY = {"numpy", "pandas", "clingo", "oxidd", "rich", "boolean"}


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys\n"
        "from boolnet.cli.main import main\n"
        "try:\n    main(prog_name='boolnet')\n"
        "finally:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_and_version_load_nothing_heavy(words: list[str]) -> None:
    assert set() == HEAVY & loaded_by(*words)


def test_version_names_what_answers_depend_on() -> None:
    words = boolnet("--version").stdout.split()

    assert ["boolnet", "Python", "clingo", "oxidd"] == [w.strip("(") for w in words[::2]]


@pytest.mark.parametrize("name", cli._COMMANDS)
def test_every_command_has_an_example(name: str) -> None:
    result = boolnet(name, "--help")

    assert 0 == result.exit_code
    assert "Example" in result.stdout or name in ("check", "explain")


def test_a_mistake_of_ours_ends_with_3_and_how_to_report_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @click.command("show")
    def broken() -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(cli.Commands, "get_command", lambda *_: broken)

    short = boolnet("show")
    long = boolnet("--traceback", "show")

    assert 3 == short.exit_code == long.exit_code
    assert "internal error: ZeroDivisionError: division by zero" in short.stderr
    assert "--traceback" in short.stderr
    assert "Traceback" not in short.stderr
    assert "Traceback" in long.stderr


# -- a search that takes long ------------------------------------------------------------------


@pytest.fixture
def long_search(tmp_path: Path) -> Path:
    """Twenty-four nodes that excite and inhibit each other across: thousands of pieces."""
    names = [f"N{i}" for i in range(120)]
    rules = [f"I{i}, I{i}" for i in range(40)]
    for i, name in enumerate(names):
        near, far, other = (names[(i + step) % 120] for step in (1, 7, 53))
        rules.append(f"{name}, ({near} & !{far} | !{other} & {name}) & I{i % 40} | {far} & !{near}")
    path = tmp_path / "long.bnet"
    path.write_text("\n".join(rules), encoding="utf-8")
    return path


def test_a_timeout_ends_with_4_and_a_partial_answer(long_search: Path) -> None:
    result = boolnet("attractors", long_search, "--timeout", "0.01", "--limit", "2")

    assert 4 == result.exit_code
    assert result.stdout.splitlines()[-1].startswith("at least")
    assert "stopped after 0.01 s" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_ends_with_130_and_a_partial_answer(long_search: Path) -> None:
    process = start("attractors", long_search, "--limit", "2")
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)

    out, err = process.communicate(timeout=60)

    assert 130 == process.returncode
    assert out.splitlines()[-1].endswith("interrupted")
    assert "stopping, with what is known so far" in err
    assert "Traceback" not in err


# -- streams -----------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_closed_pipe_is_no_error() -> None:
    process = start("show", "osteoimmune", "--json", "--loops", "2000")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()

    assert "" == process.stderr.read()
    assert process.wait(timeout=60) in (0, 1)
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the full disk of Linux")
def test_a_full_disk_is_no_bug() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "show", "osteoimmune"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    assert 2 == done.returncode
    assert b"error: cannot read or write: No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


def test_output_is_utf8_whatever_the_locale() -> None:
    environment = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*PROGRAM, "attractors", "-"],
        input="破骨细胞, 破骨细胞\r\n".encode(),
        capture_output=True,
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
    )

    assert 0 == done.returncode
    assert "破骨细胞" in done.stdout.decode("utf-8")


def test_without_a_terminal_there_is_no_escape_sequence() -> None:
    result = boolnet("attractors", "rank_nfatc1", "-e", "low_rankl")

    assert "\x1b" not in result.stdout + result.stderr
    assert result.stdout.isascii()
