"""The pages of docs/reference/diagnostics, from the wheel or from a checkout."""

from __future__ import annotations

import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from boolnet.diagnostics import CODES

_SEVERITY = re.compile(r"^Severity: (.*?)\.?$", re.MULTILINE)
_FAMILIES = {
    "BN0": "the file, and safety",
    "BN1": "the spelling of a rule",
    "BN2": "names and definitions",
    "BN3": "the meaning of one rule",
    "BN4": "the network",
    "BN5": "biology and evidence",
    "BN6": "experiments",
    "BN7": "import and conversion",
}


def read_page(code: str) -> str | None:
    """The page of *code*, in Markdown; `None` when there is none."""
    page = _folder().joinpath(f"{code}.md")
    return page.read_text(encoding="utf-8") if page.is_file() else None


def find_page(code: str) -> Path | None:
    """The file of the page of *code*; `None` where it is none on this disk."""
    page = _folder().joinpath(f"{code}.md")
    return page if isinstance(page, Path) and page.is_file() else None


def format_codes() -> str:
    """All codes by family, each with its name and severity, one a line."""
    rows: list[str] = []
    family = ""
    for code, name in sorted(CODES.items()):
        if code[:3] != family:
            family = code[:3]
            rows += ["", f"{family}xx {_FAMILIES[family]}"] if rows else [
                f"{family}xx {_FAMILIES[family]}"
            ]  # fmt: skip
        match = _SEVERITY.search(read_page(code) or "")
        rows.append(f"  {code}  {name:22} {match[1] if match else ''}".rstrip())
    return "\n".join(rows)


def _folder() -> Traversable:
    shipped = resources.files("boolnet").joinpath("_docs", "diagnostics")
    if shipped.is_dir():
        return shipped
    return Path(__file__).parents[2] / "docs" / "reference" / "diagnostics"
