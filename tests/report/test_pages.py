"""The pages of docs/reference/diagnostics are their own tests."""

import re
from pathlib import Path

import pytest

from boolnet.diagnostics import CODES
from boolnet.formats.files import read_bytes
from boolnet.formats.registry import FORMATS
from boolnet.formats.review import review
from boolnet.report.pages import format_codes, read_page
from tests.written import unescape

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "reference" / "diagnostics"
HEADINGS = ["What it means", "Why it matters", "Example", "Instead"]
BLOCK = re.compile(r"```([\w-]+)\n(.*?)```", re.DOTALL)  # a format or a suffix, and a file
NO_TEXT = {"BN001", "BN004", "BN007", "BN409", "BN601", "BN602", "BN603", "BN605"}  # commands
NO_TEXT |= {"BN008"}  # archives: tests/formats/test_archive.py
NO_TEXT |= {"BN209", "BN510", "BN612"}  # tests/checking
NO_TEXT |= {"BN604", "BN609", "BN610", "BN611"}  # screens and lists of experiments
NO_TEXT |= {"BN507"}  # tests/network/checks/test_symbols.py
NO_TEXT |= {"BN501", "BN607", "BN608"}  # tests/analysis/test_phenotype_findings.py
NO_TEXT |= {"BN705"}  # what a conversion says


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_its_four_parts(code):
    page = read_page(code)

    assert page is not None
    assert page.startswith(f"# {code} {CODES[code]}\n")
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("code", [code for code in CODES if code not in NO_TEXT])
def test_the_example_has_the_finding_and_the_correction_has_not(code):
    page = read_page(code)
    example, correction = page.split("## Example")[1].split("## Instead")
    bad, good = BLOCK.search(example), BLOCK.search(correction)

    publish = code == "BN502"
    found = review(_read(*bad.groups()), publish=publish, simpler=True).diagnostics
    left = review(_read(*good.groups()), publish=publish, simpler=True)

    assert code in [finding.code for finding in found]
    assert code not in [finding.code for finding in left.diagnostics]
    assert left.network is not None


def _read(form, written):
    known = form if form in {known.name for known in FORMATS} else ""
    return read_bytes(unescape(written), f"x.{form}", form=known)


def test_codes_pages_and_the_index_agree():
    pages = {path.stem for path in PAGES.glob("BN*.md")}
    index = set(re.findall(r"\[(BN\d{3})\]", (PAGES / "index.md").read_text(encoding="utf-8")))

    assert pages == index == set(CODES)


def test_every_code_in_the_source_is_known_and_every_known_code_is_used():
    used = set()
    for path in (ROOT / "boolnet").rglob("*.py"):
        if path.name == "profiles.py":  # turns codes on and off, and reports none
            continue
        if path.name != "diagnostics.py" or path.parent.name != "boolnet":
            used |= set(re.findall(r'"(BN\d{3})"', path.read_text(encoding="utf-8")))

    assert used == set(CODES)


def test_the_list_of_codes_has_each_with_its_severity():
    rows = [line.split() for line in format_codes().splitlines() if line.startswith("  BN")]

    assert sorted(CODES.items()) == [(code, name) for code, name, *_ in rows]
    assert all(len(row) > 2 for row in rows)
