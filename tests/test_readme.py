"""The examples of README.md are executed."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from boolnet.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


OUTPUT = doctest.OutputChecker()
CONSOLE = [
    tuple(example.partition("\n")[::2])
    for block in blocks("console")
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]


@pytest.mark.parametrize("session", blocks("pycon"))
def test_python_examples_print_what_the_readme_says(session: str) -> None:
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    shown: list[str] = []

    doctest.DocTestRunner(verbose=False).run(test, out=shown.append)

    assert "" == "".join(shown)


@pytest.mark.parametrize(("command", "output"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_commands_print_what_the_readme_says(
    command: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    program, *arguments = shlex.split(command)

    result = CliRunner().invoke(main, arguments)

    assert "boolnet" == program
    assert OUTPUT.check_output(output, result.output, doctest.ELLIPSIS), result.output


def test_the_table_has_every_command() -> None:
    table = re.findall(r"^\| `boolnet ([\w-]+)", README, re.MULTILINE)

    assert sorted(main.list_commands(click.Context(main))) == sorted(table)
