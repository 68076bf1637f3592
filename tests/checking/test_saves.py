"""Tests of `boolnet.checking.saves`: every way in which editors save, without waiting."""

import os
from contextlib import suppress

import pytest

from boolnet.checking.saves import iter_saves


class Editor:
    """Does one thing at each look, then ends the watching."""

    def __init__(self, *steps):
        self.steps = list(steps)

    def __call__(self, _seconds):
        if not self.steps:
            raise KeyboardInterrupt
        step = self.steps.pop(0)
        if step is not None:
            step()


def saves(paths, *steps):
    found = []
    with suppress(KeyboardInterrupt):
        for saved in iter_saves(paths, sleep=Editor(*steps)):
            found.append([path.name for path in saved])
    return found


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "x.bnet"
    path.write_text("A, A\n")
    return path


def write(path, text):
    def step():
        before = path.stat().st_mtime_ns if path.exists() else 0
        path.write_text(text)
        os.utime(path, ns=(before + 1, before + 1))

    return step


def test_what_is_there_is_no_save(file):
    assert [] == saves([file], None, None, None)


def test_a_save_is_told_once(file):
    assert [["x.bnet"]] == saves([file], None, write(file, "A, 1\n"), None, None, None)


def test_a_save_of_the_same_length_is_told(file):
    assert [["x.bnet"]] == saves([file], write(file, "A, 1\n"), None, None)


def test_a_file_that_is_written_in_parts_is_told_when_it_is_whole(file):
    steps = [write(file, "A"), write(file, "A, "), write(file, "A, 1\n"), None, None]

    assert [["x.bnet"]] == saves([file], *steps)


def test_an_editor_may_replace_the_file(file, tmp_path):
    def replace():
        draft = tmp_path / "draft"
        draft.write_text("A, 0\n")
        draft.replace(file)

    assert [["x.bnet"]] == saves([file], replace, None, None)


def test_an_editor_may_delete_the_file_for_a_moment(file):
    steps = [file.unlink, None, None, write(file, "A, 1\n"), None, None]

    assert [["x.bnet"]] == saves([file], *steps)


def test_two_saves_are_two(file):
    steps = [write(file, "A, 1\n"), None, None, write(file, "A, 0\n"), None]

    assert [["x.bnet"], ["x.bnet"]] == saves([file], *steps)


def test_several_files_are_watched_and_one_may_come_later(file, tmp_path):
    other = tmp_path / "y.toml"

    assert [["y.toml"]] == saves([file, other], None, write(other, "x"), None, None)
