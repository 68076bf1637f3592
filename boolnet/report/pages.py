"""The pages of docs/reference/diagnostics, from the wheel or from a checkout."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path


def read_page(code: str) -> str | None:
    """The page of *code*, in Markdown; `None` when there is none."""
    page = _folder().joinpath(f"{code}.md")
    return page.read_text(encoding="utf-8") if page.is_file() else None


def find_page(code: str) -> Path | None:
    """The file of the page of *code*; `None` where it is none on this disk."""
    page = _folder().joinpath(f"{code}.md")
    return page if isinstance(page, Path) and page.is_file() else None


def _folder() -> Traversable:
    shipped = resources.files("boolnet").joinpath("_docs", "diagnostics")
    if shipped.is_dir():
        return shipped
    return Path(__file__).parents[2] / "docs" / "reference" / "diagnostics"
