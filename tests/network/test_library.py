"""Tests of `boolnet.network.library`: model folders, shipped ones and one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from boolnet.errors import InputError, RuleFileError, UnknownModelError
from boolnet.network.library import list_models, load_model, read_model

RULES = "targets, factors\nRANKL, RANKL\nOPG, OPG\nRANK, RANKL & !OPG\nOC, RANK\n"
ABOUT = """
title = "toy"
title-zh = "玩具"
[environments.ra]
title = "arthritis"
others = 0
inputs = { RANKL = 1 }
[environments.open]
inputs = { OPG = false }
[phenotypes.Osteoclast]
condition = "OC & !OPG"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of one's own, in a folder with a space in its name."""
    path = tmp_path / "my toy"
    path.mkdir()
    (path / "model.bnet").write_text(RULES, encoding="utf-8")
    (path / "model.toml").write_text(ABOUT, encoding="utf-8")
    return path


def test_a_folder_of_ones_own_is_a_model(folder: Path) -> None:
    model = read_model(folder)

    assert ("my toy", "toy", {"zh": "玩具"}) == (model.name, model.title, model.titles)
    assert ("RANKL", "OPG", "RANK", "OC") == model.network.names
    assert ("OC", "OPG") == model.phenotype("Osteoclast").markers


def test_inputs_that_an_environment_does_not_name_follow_others(folder: Path) -> None:
    model = read_model(folder)

    assert {"RANKL": True, "OPG": False} == model.environment("ra").settle(model.network)
    assert {"OPG": False} == model.environment("open").settle(model.network), "RANKL stays free"


def test_shipped_models_are_found_by_name() -> None:
    assert {"osteoimmune", "rank_nfatc1"} <= set(list_models())
    assert "rank_nfatc1" == load_model("rank_nfatc1").name


def test_a_misspelled_model_gets_a_suggestion() -> None:
    with pytest.raises(UnknownModelError, match="did you mean osteoimmune"):
        load_model("osteo-immune")


def test_a_misspelled_environment_gets_a_suggestion(folder: Path) -> None:
    model = read_model(folder)

    with pytest.raises(InputError, match=r'no environment "RA"; did you mean ra\?'):
        model.environment("RA")
    with pytest.raises(InputError, match='no phenotype "xyz"; there are Osteoclast'):
        model.phenotype("xyz")


@pytest.mark.parametrize("name", ["model.bnet", "model.toml"])
def test_a_folder_without_one_of_the_files_is_no_model(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(InputError, match=f"is not a model: it has no {name}"):
        read_model(folder)


def test_a_file_that_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(InputError, match=r"cannot read .*model\.bnet: Permission denied"):
        read_model(folder)


def test_mistakes_in_the_rules_are_all_reported(folder: Path) -> None:
    (folder / "model.bnet").write_text("A, B &\nC, | D\n", encoding="utf-8")

    with pytest.raises(RuleFileError) as caught:
        read_model(folder)

    assert 2 <= len(caught.value.diagnostics)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('title = "toy"', "title = toy", r"model\.toml: .*line 2"),
        ('title = "toy"', "title = 5", "model.toml: title must be a text in quotes, not 5"),
        ('title = "toy"', 'titel = "toy"', 'no key "titel"; did you mean title?'),
        ("[environments.open]", "[environment.open]", 'no key "environment"; did you mean'),
        (
            "[environments.open]",
            "[environments.open.x]",
            '[environments.open]: there is no key "x"',
        ),
        (
            "inputs = { RANKL = 1 }",
            "input = { RANKL = 1 }",
            '[environments.ra]: there is no key "inp',
        ),
        ("inputs = { RANKL = 1 }", "inputs = 1", "[environments.ra]: inputs must be a table"),
        ("{ RANKL = 1 }", "{ RANKL = 2 }", "[environments.ra]: RANKL must be 0 or 1, not 2"),
        ("{ RANKL = 1 }", "{ Rankl = 1 }", 'there is no node "Rankl"; did you mean RANKL?'),
        ("{ RANKL = 1 }", "{ RANK = 1 }", '[environments.ra]: "RANK" is not an input'),
        ("others = 0", 'others = "off"', 'others must be 0 or 1 or "free", not'),
        ("OC & !OPG", "OC & & OPG", "[phenotypes.Osteoclast]: condition: "),
        ("OC & !OPG", "OC & !Opg", 'there is no node "Opg"; did you mean OPG?'),
        ('condition = "OC & !OPG"', "", "[phenotypes.Osteoclast]: there is no condition"),
    ],
)
def test_a_mistake_names_the_file_the_table_and_the_key(
    folder: Path, before: str, after: str, message: str
) -> None:
    assert before in ABOUT
    (folder / "model.toml").write_text(ABOUT.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_model(folder)

    assert "model.toml" in str(caught.value)
    if message.startswith("model\\"):
        assert "line 2" in str(caught.value)
    else:
        assert message in str(caught.value)
