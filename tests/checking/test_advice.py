"""Tests of `boolnet.checking.advice`: the pages of what only a check says, profiles, weights."""

import re

import pytest

from boolnet.checking.advice import advise
from boolnet.checking.models import check_model
from boolnet.checking.profiles import PROFILES
from boolnet.checking.settings import Settings
from boolnet.diagnostics import CODES, Severity
from boolnet.formats.files import read_bytes
from boolnet.language.other_readers import PROGRAMS
from boolnet.network.network import Network
from boolnet.report.pages import read_page

RULES = re.compile(r"```bnet\n(.*?)```", re.DOTALL)


def found(text, settings=Settings()):  # noqa: B008  # frozen
    return advise(read_bytes(text.encode(), "x.bnet"), settings).diagnostics


@pytest.mark.parametrize("code", ["BN209", "BN510"])
def test_the_example_of_the_page_has_the_finding_and_the_correction_has_not(code):
    bad, good = RULES.findall(read_page(code))
    settings = Settings(readers=("aeon", "mpbn") if code == "BN209" else ())

    assert code in [finding.code for finding in found(bad, settings)]
    assert code not in [finding.code for finding in found(good, settings)]


def test_the_correction_of_the_page_about_other_readers_is_read_alike_by_all():
    _, good = RULES.findall(read_page("BN209"))

    told = advise(read_bytes(good.encode(), "x.bnet"), Settings(readers=PROGRAMS)).readers

    assert {"reads it the same"} == set(told.values())


def test_the_page_about_model_files_shows_a_mistake_and_its_correction(tmp_path):
    bad, good = re.findall(r"```toml\n(.*?)```", read_page("BN612"), re.DOTALL)
    network = read_bytes(b"TNF, TNF\n", "x.bnet").network
    assert isinstance(network, Network)
    codes = []
    for text in (bad, good):
        (tmp_path / "model.toml").write_text(text, encoding="utf-8")
        readings = check_model(str(tmp_path), network)
        codes.append([d.code for reading in readings for d in reading.diagnostics])

    assert [["BN612"], []] == codes


def test_a_profile_names_only_codes_that_there_are_or_will_be():
    for profile in PROFILES.values():
        for code in profile.off:
            assert re.fullmatch(r"BN\d{1,3}", code)
        assert set(profile.severity) <= set(CODES)


def test_a_severity_can_be_changed_and_decides_what_fails():
    text = "targets, factors\nA, B && A\nB, A\n"

    (weighed,) = [
        d for d in found(text, Settings(severity={"BN113": Severity.ERROR})) if d.code == "BN113"
    ]

    assert Severity.ERROR is weighed.severity


def test_what_keeps_a_file_from_being_read_keeps_its_weight():
    text = "targets, factors\nA, (B\nB, A\n"

    for settings in (Settings(ignore=("BN",)), Settings(select=("BN5",))):
        assert ["BN101"] == [finding.code for finding in found(text, settings)]
    lighter = Settings(severity={"BN101": Severity.INFO})
    assert Severity.ERROR is found(text, lighter)[0].severity
