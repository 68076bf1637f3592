"""The layers of docs/architecture.md, as a test: imports point down and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "boolnet"

# Lowest first. A module imports from its own package or from a layer before its own; names
# in one layer do not know each other.
LAYERS = (
    {"diagnostics", "postfix", "typing"},
    {"errors"},
    {"logic", "language"},
    {"network"},
    {"formats", "dynamics", "runs"},
    {"engines"},
    {"analysis"},
    {"checking"},
    {"report"},
    {"lsp", "workbench"},
    {"cli"},
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
TOP = {"__init__", "__main__"}  # the public names, and `python -m boolnet`

MODULES = sorted(PACKAGE.rglob("*.py"))


def homes() -> set[str]:
    return {part_of(path) for path in MODULES} - TOP


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(tree: ast.AST) -> Iterator[str]:
    """The parts of boolnet that are imported anywhere in *tree*."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "boolnet":
            names = [f"boolnet.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name == "boolnet":
                yield "__init__"
            elif name.startswith("boolnet."):
                part = name.split(".")[1]
                # `from boolnet import __version__` and the like name no part of the package.
                yield part if (PACKAGE / part).is_dir() or part in RANK else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    home = part_of(path)
    if home in TOP:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))

    for part in imported(tree):
        if part in (home, "__init__"):  # the version is for everybody
            continue
        assert RANK[part] < RANK[home], f"{home} may not import {part}"


def test_every_part_of_the_package_has_its_place() -> None:
    """A new part starts a conversation: where does it belong?"""
    assert homes() <= set(RANK)


def test_the_drawing_names_every_part() -> None:
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawing = page.split("```")[1].split()

    assert set() == homes() - set(drawing)
