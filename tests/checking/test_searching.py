"""Tests of `boolnet.checking.searching`: which files a folder stands for."""

import os

import pytest

from boolnet.checking.searching import Target, find_targets


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A, A\n")


def names(targets, folder):
    return [os.path.relpath(target.path, folder) for target in targets]


def test_a_file_and_standard_input_are_themselves():
    assert [Target("no.txt")] == find_targets("no.txt")
    assert [Target("-")] == find_targets("-")


def test_a_folder_is_searched_but_for_hidden_ones_and_those_of_programs(tmp_path):
    make(tmp_path, "b.bnet", "a/c.BNET", "readme.md", "notes.txt", "data.csv", ".hidden.bnet",
         ".git/x.bnet", ".venv/x.bnet", "node_modules/x.bnet", "a/__pycache__/x.bnet")  # fmt: skip

    assert ["a/c.BNET", "b.bnet"] == names(find_targets(str(tmp_path)), tmp_path)


def test_files_with_a_general_suffix_are_read_when_they_look_like_a_model(tmp_path):
    make(tmp_path, "pom.xml", "package.json", "notes.txt")
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?><sbml xmlns="x"></sbml>')
    (tmp_path / "b.json").write_text('{"Model": {"Variables": [{"RangeFrom": 0}]}}')

    assert ["a.xml", "b.json"] == names(find_targets(str(tmp_path)), tmp_path)


def test_a_model_folder_is_told_apart(tmp_path):
    make(tmp_path, "m/model.bnet", "m/model.toml", "m/claims.toml", "m/older.bnet")

    found = find_targets(str(tmp_path))

    assert ["m/model.bnet", "m/older.bnet"] == names(found, tmp_path)
    assert [str(tmp_path / "m"), ""] == [target.model for target in found]


def test_paths_can_be_left_out(tmp_path):
    make(tmp_path, "a/x.bnet", "b/x.bnet")

    found = find_targets(str(tmp_path), lambda path: path.endswith("a"))

    assert ["b/x.bnet"] == names(found, tmp_path)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_folder_that_links_to_itself_is_searched_once(tmp_path):
    make(tmp_path, "a/x.bnet")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)

    assert ["a/x.bnet"] == names(find_targets(str(tmp_path)), tmp_path)
