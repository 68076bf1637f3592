"""Tests of ``boolnet models``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boolnet.cli.models import models
from boolnet.network.library import list_models
from tests.schema import problems


def run(*arguments: str) -> Result:
    return CliRunner().invoke(models, arguments)


def test_list_has_a_line_for_each_model() -> None:
    result = run("list")

    assert 0 == result.exit_code
    assert list(list_models()) == [line.split()[0] for line in result.stdout.splitlines()]


def test_show_names_inputs_environments_and_phenotypes() -> None:
    result = run("show", "osteoimmune")

    assert 0 == result.exit_code
    for word in ("AutoAg", "ovx_teriparatide", "rheumatoid arthritis", "Resorption_hi & OB"):
        assert word in result.stdout


def test_json_holds_what_a_program_needs() -> None:
    listed = json.loads(run("list", "--json").stdout)
    shown = json.loads(run("show", "rank_nfatc1", "--json").stdout)

    assert "boolnet-models/1" == listed["schema"]
    assert list(list_models()) == [model["name"] for model in listed["models"]]
    assert "boolnet-model/1" == shown["schema"]
    assert 84 == len(shown["nodes"])
    assert {"MCSF": 1, "ITAM_L": 1} == shown["environments"]["resting"]["inputs"]
    assert 0 == shown["environments"]["resting"]["others"]
    assert "OCdiff" == shown["phenotypes"]["Osteoclast"]["condition"]


def test_path_leads_to_the_rules() -> None:
    folder = Path(run("path", "osteoimmune").stdout.rstrip("\n"))

    assert (folder / "model.bnet").is_file()


@pytest.mark.parametrize("command", ["show", "path"])
def test_an_unknown_model_is_wrong_usage_with_a_suggestion(command: str) -> None:
    result = run(command, "osteo-immune")

    assert 2 == result.exit_code
    assert "" == result.stdout
    assert "did you mean osteoimmune?" in result.stderr


@pytest.mark.parametrize("command", [[], ["list"], ["show"], ["path"]])
def test_help_has_an_example(command: list[str]) -> None:
    assert "Example:" in run(*command, "--help").stdout


@pytest.mark.parametrize(
    ("call", "kind"),
    [("list", "models"), ("show osteoimmune", "model"), ("path osteoimmune", "model-path")],
)
def test_json_is_what_the_schema_says(call: str, kind: str, root: Path) -> None:
    name = f"{kind}-1.schema.json"
    path = root / "docs" / "reference" / "schemas" / name

    record = json.loads(run(*call.split(), "--json").stdout)

    assert [] == list(problems(record, json.loads(path.read_text(encoding="utf-8"))))
    assert f"boolnet-{kind}/1" == record["schema"]
