"""The documentation does not lie: links lead somewhere, examples work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from boolnet.cli.main import main
from boolnet.network.library import read_model

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
