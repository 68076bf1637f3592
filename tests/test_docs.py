"""The documentation does not lie: links lead somewhere, examples work."""

from __future__ import annotations

import doctest
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from boolnet.cli.main import main
from boolnet.network.library import read_model
from tests.running import boolnet

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("models/**/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)\)", page.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")

    assert [] == [page.name for page in folder.glob("0*.md") if f"({page.name})" not in listed]


def test_the_model_of_the_how_to_is_a_model(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "own-model.md").read_text(encoding="utf-8")
    rules, about = re.findall(r"^```(?:toml)?\n(.+?)^```$", page, re.DOTALL | re.MULTILINE)[:2]
    (tmp_path / "model.bnet").write_text(rules, encoding="utf-8")
    (tmp_path / "model.toml").write_text(about, encoding="utf-8")

    model = read_model(tmp_path)

    settled = model.environment("inflamed").settle(model.network)
    assert {"RANKL": True, "OPG": False} == settled
    assert f"# {settled}" in page
    assert "RANKL与其诱饵受体" == model.titles["zh"]
    asked = ["attractors", str(tmp_path), "--environment", "inflamed"]
    assert "Resorption" in CliRunner().invoke(main, asked).stdout


EXAMPLES = ROOT / "docs" / "examples"
INFLAMMATION = EXAMPLES / "screen-of-inflammation.md"
COMMANDS = [
    pytest.param(command, output, id=f"{page.stem}: {command}")
    for page in sorted([*EXAMPLES.glob("*.md"), *(ROOT / "docs" / "how-to").glob("*.md")])
    for command, output in re.findall(
        r"^```console\n\$ (.*)\n((?:.*\n)*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE
    )
]


@pytest.mark.parametrize(("command", "output"), COMMANDS)
def test_examples_print_what_their_page_says(command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    result = boolnet(*arguments)

    assert "boolnet" == program
    assert result.exit_code in ((0, 1) if arguments[0] == "diff" else (0,))
    assert doctest.OutputChecker().check_output(output, result.stdout, doctest.ELLIPSIS)


def test_the_pictures_of_the_examples_are_what_their_screens_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delitem(sys.modules, "_examples", raising=False)
    from _examples import make_files

    for path, text in make_files().items():
        assert text == path.read_text(encoding="utf-8"), f"{path}: run scripts/examples"


def test_the_hits_of_the_example_are_counted_rightly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delitem(sys.modules, "_examples", raising=False)
    from _examples import screen_inflammation

    found = screen_inflammation()
    read = found.pop("BoneLoss=0")
    everywhere = [name for name, means in found.items() if not any(means)]
    arthritis = [name for name, means in found.items() if means[0] == 0]
    page = INFLAMMATION.read_text(encoding="utf-8")

    assert not any(read)
    assert (28, 22) == (len(everywhere), len(arthritis) - len(everywhere))
    table = page.partition("## The 28 that work everywhere")[2].partition("## The 22 more")[0]
    assert set(everywhere) == set(re.findall(r"`(\w+=[01])`", table))
    table = page.partition("## The 22 more in `ra`")[2].partition("**IL-23**")[0]
    assert {*arthritis} - {*everywhere} == set(re.findall(r"`(\w+=[01])`", table))


@pytest.mark.slow
def test_the_pairs_of_the_example_are_counted_rightly() -> None:
    asked = ("screen", "osteoimmune", "-e", "ra", "--pairs", "--phenotype", "BoneLoss", "--quiet")
    told = boolnet(*asked).stdout.replace("\n", " ")
    page = INFLAMMATION.read_text(encoding="utf-8")

    counts = dict(re.findall(r"^\| ([a-z ]+) \| (\d+) \|", page, re.MULTILINE))
    assert ["enhanced", "masking", "rescue", "synthetic loss"] == sorted(counts)
    for kind, number in counts.items():
        assert f"{kind} ({number})" in told


SCREENS = re.findall(
    r"^boolnet (screen (?!.*--environment all).*)$",
    (ROOT / "docs" / "how-to" / "screen.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize("command", SCREENS)
def test_the_screens_of_the_how_to_can_be_run(command: str) -> None:
    result = boolnet(*shlex.split(command))

    assert 0 == result.exit_code, result.stderr


def test_the_python_of_the_how_to_finds_what_it_says() -> None:
    page = (ROOT / "docs" / "how-to" / "screen.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.+?)^```$", page, re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    exec(code, names)
    table = names["table"]

    found = list(table[table["BoneLoss"] == "no"]["perturbation"])
    assert f"# {', '.join(found[:2])}, ..." in code
