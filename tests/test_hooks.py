"""The hooks for pre-commit and the GitHub action: what they run exists and does what they say."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from boolnet.cli.main import main
from tests.running import ROOT, boolnet

yaml = pytest.importorskip("yaml")

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}
BROKEN = "targets, factors\nA, (B\nB, A\n"


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_has_what_pre_commit_asks_for(hook: dict[str, Any]) -> None:
    program, command, *options = shlex.split(hook["entry"])

    assert "boolnet" == program
    assert hook["id"] == f"boolnet-{command}"
    assert {"id", "name", "description", "entry", "language", "files"} <= set(hook)
    found = main.get_command(click.Context(main), command)
    assert found is not None
    known = {name for option in found.params for name in option.opts}
    assert known >= {option for option in options if option.startswith("-")}


def test_the_hooks_see_rules_and_models_and_nothing_else() -> None:
    import re

    patterns = {hook["id"]: re.compile(hook["files"]) for hook in HOOKS}

    assert patterns["boolnet-check"].search("a/model.toml")
    assert patterns["boolnet-check"].search("x.bnet")
    assert not patterns["boolnet-check"].search("other_model.toml")
    assert not patterns["boolnet-fmt"].search("a/model.toml")
    assert patterns["boolnet-verify"].search("a/claims.toml")


def test_a_hook_fails_for_a_broken_file_and_fixes_the_layout(tmp_path: Path) -> None:
    path = tmp_path / "x.bnet"
    path.write_text("targets, factors\nA,B\nB, A\n")

    for hook in HOOKS[:2]:
        words = shlex.split(hook["entry"])[1:]
        assert 0 == boolnet(*words, path).exit_code
    assert "targets, factors\nA, B\nB, A\n" == path.read_text()
    path.write_text(BROKEN)
    for hook in HOOKS[:2]:
        assert 1 == boolnet(*shlex.split(hook["entry"])[1:], path).exit_code


def test_a_model_is_checked_once_whatever_of_it_is_in_the_commit() -> None:
    folder = ROOT / "models" / "rank_nfatc1"

    result = boolnet("check", folder / "model.toml", folder / "model.bnet", folder / "claims.toml")

    assert 0 == result.exit_code
    assert 1 == result.stdout.count("model.bnet: ")
    assert 1 == result.stdout.count("claims.toml: ")
    assert "3 files: " in result.stdout


# -- the action ----------------------------------------------------------------------------


def test_the_action_is_a_composite_one_and_its_inputs_are_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")

    assert "composite" == ACTION["runs"]["using"]
    for name, values in ACTION["inputs"].items():
        assert values["description"]
        assert f"inputs.{name} " in text or f"inputs.{name}}}" in text.replace(" }}", "}}")


def test_nothing_of_a_workflow_is_put_into_the_text_of_a_script() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", ""), step["name"]
        assert "bash" == step["shell"]


def run(name: str, folder: Path, **values: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as a runner does."""
    program = folder / "bin" / "boolnet"
    program.parent.mkdir(exist_ok=True)
    program.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c '
        "'from boolnet.cli.start import main; main()' \"$@\"\n"
    )
    program.chmod(0o755)
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{program.parent}:{os.environ['PATH']}",
        **values,
    }  # fmt: skip
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_the_steps_of_the_action_do_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "x.bnet").write_text(BROKEN)
    (tmp_path / "y.bnet").write_text("targets, factors\nA,A\n")

    checked = run("Check", tmp_path, FILES=".", OPTIONS="--fail-on error --ignore BN2")
    layout = run("Layout", tmp_path, FILES="y.bnet")
    hostile = run("Check", tmp_path, FILES="y.bnet $(touch owned) ; touch owned", OPTIONS="")

    assert 1 == checked.returncode
    assert checked.stdout.startswith("::error file=x.bnet,line=2,")
    assert (1, "would change y.bnet\n") == (layout.returncode, layout.stdout)
    assert 2 == hostile.returncode
    assert not (tmp_path / "owned").exists()


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_the_action_verifies_models(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "models" / "nfkb_feedback", tmp_path / "m")

    assert 0 == run("Verify", tmp_path, MODELS="./m").returncode
    rules = tmp_path / "m" / "model.bnet"
    rules.write_text(rules.read_text(encoding="utf-8").replace(" & !", " & "), encoding="utf-8")
    assert 1 == run("Verify", tmp_path, MODELS="./m").returncode


def test_the_examples_of_the_how_to_name_what_there_is() -> None:
    import re

    page = (ROOT / "docs" / "how-to" / "model-repository.md").read_text(encoding="utf-8")
    hooks, workflow = (yaml.safe_load(t) for t in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL))
    used = {hook["id"] for hook in hooks["repos"][0]["hooks"]}
    (step,) = (s for s in workflow["jobs"]["check"]["steps"] if "boolnet" in s["uses"])

    assert {hook["id"] for hook in HOOKS} == used
    assert set(ACTION["inputs"]) >= set(step["with"])
