"""Every shipped model is complete: rules with reasons, environments and phenotypes that fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from boolnet.network.library import Model, list_models, load_model

ABOUT = re.compile(r"#@ (\w+): kind: (\w+) \| .*")
EVIDENCE = re.compile(r"#@ (\w+) (?:->|-\||-\?) (\w+) \| .*")
KINDS = {"protein", "gene", "rna", "complex", "metabolite", "phenotype", "input", "drug"}


@pytest.fixture(params=list_models())
def model(request: pytest.FixtureRequest) -> Model:
    return load_model(request.param)


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_every_rule_stands_below_its_evidence(model: Model) -> None:
    """A block: what the node is, evidence of each regulation, the rule."""
    regulators: dict[str, set[str]] = {name: set() for name in model.network.names}
    for regulation in model.network.influence.regulations:
        if regulation.target not in model.network.inputs:  # an input needs no evidence for itself
            regulators[regulation.target].add(regulation.regulator)
    node, kind, seen, told = "", "", set[str](), 0
    for line in lines_of(model.path / "model.bnet"):
        if match := ABOUT.fullmatch(line):
            node, kind, seen = match[1], match[2], set()
        elif match := EVIDENCE.fullmatch(line):
            assert match[2] == node, line
            seen.add(match[1])
        elif line and not line.startswith(("#", "targets")):
            assert line.startswith(f"{node}, "), line
            assert kind in KINDS, line
            assert seen == regulators[node], line
            told += 1

    assert len(model.network) == told


def test_every_environment_sets_every_input(model: Model) -> None:
    """What a shipped environment means does not depend on options."""
    for environment in model.environments.values():
        assert set(model.network.inputs) == set(environment.settle(model.network))


def test_inputs_are_marked_as_inputs_or_drugs(model: Model) -> None:
    marked = {
        match[1]
        for line in lines_of(model.path / "model.bnet")
        if (match := ABOUT.fullmatch(line)) and match[2] in ("input", "drug")
    }

    assert set(model.network.inputs) == marked


def test_every_regulator_has_one_sign_and_an_effect(model: Model) -> None:
    """The models' own contract: monotone rules without idle regulators."""
    for regulation in model.network.influence.regulations:
        assert regulation.sign in ("+", "-"), str(regulation)


def test_titles_are_in_english_and_chinese(model: Model) -> None:
    for thing in (model, *model.environments.values(), *model.phenotypes.values()):
        assert thing.title, thing
        assert thing.titles["zh"], thing
    assert "CC-BY-4.0" == model.license
    assert model.version
    assert model.description


def test_the_page_of_the_model_names_all_it_offers(model: Model) -> None:
    page = (model.path / "README.md").read_text(encoding="utf-8")

    for name in (*model.environments, *model.phenotypes, *model.network.inputs):
        assert f"`{name}`" in page, name
    assert (model.path / "CHANGES.md").is_file()
