"""Tests of `boolnet.checking.settings`: what is said, and what a mistake in the settings says."""

from pathlib import Path

import pytest

from boolnet.checking.profiles import PROFILES
from boolnet.checking.settings import Settings, find_settings, read_settings
from boolnet.diagnostics import Severity
from boolnet.errors import InputError


def settings_in(folder: Path, text: str, name: str = "boolnet.toml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    return find_settings(folder)


def test_without_a_file_all_is_as_usual(tmp_path):
    assert find_settings(tmp_path / "deep").profile == "default"


@pytest.mark.parametrize("name", ["boolnet.toml", "pyproject.toml"])
def test_settings_are_found_upwards_from_the_file(tmp_path, name):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / name).write_text('[tool.boolnet.check]\nignore = ["bn2"]\n')

    found = find_settings(tmp_path / "a" / "b")

    assert ("BN2",) == found.ignore
    assert not found.says("BN201")
    assert found.says("BN101")


def test_a_project_file_about_other_things_is_passed_by(tmp_path):
    (tmp_path / "boolnet.toml").write_text('[check]\nprofile = "strict"\n')
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "boolnet-models"\n')

    assert "strict" == find_settings(tmp_path / "a").profile


def test_every_key_is_read(tmp_path):
    found = settings_in(
        tmp_path,
        """
[check]
select = ["BN1", "BN502"]
ignore = ["BN117"]
severity = { BN201 = "error", BN113 = "note" }
per-file-ignores = { "old/*" = ["BN1"], "x.bnet" = ["BN101"] }
profile = "publish"
fail-on = "never"
max-bytes = 1000
max-diagnostics = 0
encoding = "latin-1"
for = ["aeon"]
exclude = ["drafts"]
""",
    )

    assert ("BN1", "BN502") == found.select
    assert Severity.ERROR is found.weight("BN201", Severity.WARNING)
    assert Severity.INFO is found.weight("BN113", Severity.WARNING)
    assert ("publish", "never", 1000, 0) == (
        found.profile, found.fails_on, found.max_bytes, found.max_diagnostics
    )  # fmt: skip
    assert ("latin-1", ("aeon",), ("drafts",)) == (found.encoding, found.readers, found.exclude)
    assert not found.for_file(str(tmp_path / "old" / "y.bnet")).says("BN101")
    assert not found.for_file(str(tmp_path / "deep" / "x.bnet")).says("BN101")
    assert found.for_file(str(tmp_path / "new" / "y.bnet")).says("BN101")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[check]\nselct = []", 'there is no key "selct"; did you mean select?'),
        ("[check]\nmax_bytes = 1", 'there is no key "max_bytes"; did you mean max-bytes?'),
        ('[check]\nignore = "BN304"', "ignore must be a list of codes"),
        ('[check]\nignore = ["E501"]', 'there is no code "E501"; codes look like BN203'),
        ('[check]\nignore = ["BN999"]', 'there is no code "BN999"'),
        ('[check]\nseverity = { BN201 = "fatal" }', "must be error, warning or info, not 'fatal'"),
        ('[check]\nseverity = { BN2 = "error" }', "BN2 is no single code"),
        ('[check]\nprofile = "publsh"', "did you mean publish?"),
        ('[check]\nfail-on = "info"', "fail-on must be one of error, warning, never"),
        ("[check]\nmax-bytes = 0", "max-bytes must be a whole number of at least 1"),
        ("[check]\nmax-bytes = true", "max-bytes must be a whole number"),
        ('[check]\nencoding = "utf-9"', "there is no encoding 'utf-9'"),
        ("[check]\nencoding = 8", "there is no encoding 8"),
        ("[check]\nper-file-ignores = []", "per-file-ignores must be a table"),
        ("check = 3", "this must be a table"),
        ('ignore = ["BN2"]', 'there is no key "ignore" here'),
        ("[chek]", "did you mean [check]?"),
        ("[check", "not valid TOML"),
        ("\x00", "not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_key(tmp_path, text, told):
    with pytest.raises(InputError) as caught:
        settings_in(tmp_path, text)

    assert told in str(caught.value)
    assert str(tmp_path / "boolnet.toml") in str(caught.value)


def test_a_binary_or_huge_file_of_settings_is_refused(tmp_path):
    path = tmp_path / "boolnet.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not valid TOML"):
        read_settings(path)
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(InputError, match="at most 1 MB"):
        read_settings(path)


def test_a_code_that_is_named_is_on():
    assert not Settings().says("BN502")
    assert Settings(select=("BN502",)).says("BN502")
    assert Settings(severity={"BN502": Severity.ERROR}).says("BN502")
    assert Settings(profile="publish").says("BN502")
    assert not Settings(profile="publish", ignore=("BN5",)).says("BN502")


def test_every_profile_says_what_it_is_for():
    assert {"default", "strict", "publish", "teaching"} == set(PROFILES)
    assert all(profile.says for profile in PROFILES.values())
    assert "warning" == Settings(profile="strict").fails_on
