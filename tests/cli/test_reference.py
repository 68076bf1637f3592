"""docs/reference/cli.md has every command and option, and its examples are real.

``BOOLNET_UPDATE=1 scripts/test tests/cli/test_reference.py`` writes the tables of options anew.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
from pathlib import Path

import click
import pytest

from boolnet.cli.main import main
from tests.running import ROOT, boolnet

PAGE = ROOT / "docs" / "reference" / "cli.md"
TEXT = PAGE.read_text(encoding="utf-8")
CONSOLE = re.findall(r"^```console\n\$ (.*)\n((?:.*\n)*?)^```$", TEXT, re.MULTILINE)


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found: dict[str, click.Command] = {"boolnet": main}
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": child for sub, child in command.commands.items()}
        elif command is not None:
            found[name] = command
    return found


COMMANDS = commands()


def table_of(name: str, command: click.Command) -> str:
    """The arguments and options of *command* as a table."""
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    usage = f"boolnet {usage}" if name == "boolnet" else f"boolnet {name} {usage}"
    rows = [f"`{usage}`", "", "| option | |", "|---|---|"]
    for option in command.params:
        record = option.get_help_record(context) if isinstance(option, click.Option) else None
        if record is not None:
            names, text = (part.replace("|", "\\|") for part in record)
            rows.append(f"| `{names}` | {text} |")
    return "\n".join(rows if len(rows) > 4 else rows[:1])


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_has_all_options(name: str) -> None:
    start, end = f"<!-- options: {name} -->\n", "<!-- end -->"
    assert start in TEXT, f"{name} is not in {PAGE.name}"
    table = table_of(name, COMMANDS[name])

    if os.environ.get("BOOLNET_UPDATE"):
        text = PAGE.read_text(encoding="utf-8")
        before, _, rest = text.partition(start)
        PAGE.write_text(before + start + table + "\n" + end + rest.partition(end)[2], "utf-8")
    written = PAGE.read_text(encoding="utf-8").partition(start)[2].partition(end)[0]
    assert table == written.strip()


@pytest.mark.parametrize(("command", "output"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_examples_print_what_the_page_says(
    command: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    program, *arguments = shlex.split(command)

    result = boolnet(*arguments)

    assert "boolnet" == program
    checker = doctest.OutputChecker()
    assert checker.check_output(output, result.stdout, doctest.ELLIPSIS), result.stdout


def test_every_json_command_has_a_schema_and_is_on_the_page(root: Path) -> None:
    page = (root / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    files = {path.name for path in (root / "docs" / "reference" / "schemas").iterdir()}

    assert files == set(re.findall(r"\(schemas/([^)]+)\)", page))
