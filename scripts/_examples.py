"""The pictures of docs/examples, made from the screens they show; called by scripts/examples."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from _made import write_made

from boolnet.analysis.screen_run import screen
from boolnet.network.library import load_model
from boolnet.network.perturbation_set import list_nodes
from boolnet.report.picture.text import write_text

EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "examples"
INFLAMED = ("ra", "htnftg", "ra_glucocorticoid", "dysbiosis", "ovx")
PHENOTYPE = "BoneLoss"
INK, FAINT, PAPER, GRID = "#1c2430", "#6b7686", "#ffffff", "#d9dee5"
NONE, FULL = (0xF3, 0xEC, 0xDC), (0x8A, 0x2A, 0x2B)  # no loss of bone, loss in every attractor
CELL, LINE, NAMES, HEAD, EDGE, GAP = 30, 17, 118, 124, 16, 34
Means = tuple[Fraction | None, ...]


def screen_inflammation() -> dict[str, Means]:
    """The mean of the phenotype in each environment, by experiment; without one first."""
    model = load_model("osteoimmune")
    rows = screen(
        model.network,
        list_nodes(model.network),
        [model.environment(name) for name in INFLAMED],
        phenotypes=[model.phenotypes[PHENOTYPE]],
    )
    found: dict[str, list[Fraction | None]] = {}
    for row in rows:
        found.setdefault(row.perturbation, []).append(row.phenotypes[0].mean)
    return {name: tuple(means) for name, means in found.items()}


def draw_screen(found: dict[str, Means]) -> str:
    """What changes the phenotype anywhere, as a heat map: losses left, gains right."""
    wild = found[""]
    read = {f"{PHENOTYPE}={value}" for value in (0, 1)}
    hits = [name for name, means in found.items() if means != wild and name not in read]
    hits.sort(key=lambda name: (found[name].count(Fraction(1)), found[name], name.lower()))
    panels = [[name for name in hits if name.endswith(f"={value}")] for value in (0, 1)]
    panel = NAMES + CELL * len(INFLAMED)
    width = 2 * EDGE + 2 * panel + GAP
    height = HEAD + LINE * max(map(len, panels)) + 52
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="Helvetica, Arial, sans-serif">',
        f"<title>Single experiments that change {PHENOTYPE} in osteoimmune</title>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
    ]
    for place, (names, title) in enumerate(zip(panels, ("held at 0", "held at 1"), strict=True)):
        parts += _draw_panel(EDGE + place * (panel + GAP), title, names, found)
    return "\n".join([*parts, *_draw_key(EDGE, height - 26), "</svg>"]) + "\n"


def _draw_panel(left: int, title: str, names: Sequence[str], found: dict[str, Means]) -> list[str]:
    cells = left + NAMES
    parts = [write_text(title, left, HEAD - 10, 13, f'font-weight="bold" fill="{INK}"')]
    for column, environment in enumerate(INFLAMED):
        x = cells + CELL * column + 19
        turned = f'transform="rotate(-60 {x} {HEAD - 12})" fill="{INK}"'
        parts.append(write_text(environment, x, HEAD - 12, 12, turned))
    for line, name in enumerate(names):
        y = HEAD + LINE * line
        parts.append(write_text(name.partition("=")[0], left, y + 13, 12, f'fill="{INK}"'))
        for column, (mean, before) in enumerate(zip(found[name], found[""], strict=True)):
            x = cells + CELL * column
            parts.append(
                f'<rect x="{x}" y="{y}" width="{CELL - 2}" height="{LINE - 2}" '
                f'fill="{_colour(mean)}"/>'
            )
            if mean != before and mean not in (0, 1):
                style = f'text-anchor="middle" fill="{INK}"'
                parts.append(write_text(_tell(mean), x + CELL // 2 - 1, y + 12, 10, style))
    return parts


def _draw_key(left: int, y: int) -> list[str]:
    parts = []
    for text, mean in (("no attractor loses bone", Fraction(0)), ("every attractor", Fraction(1))):
        parts.append(
            f'<rect x="{left}" y="{y}" width="16" height="12" fill="{_colour(mean)}" '
            f'stroke="{GRID}"/>'
        )
        parts.append(write_text(text, left + 22, y + 11, 12, f'fill="{FAINT}"'))
        left += 190
    text = "a number: the mean over the attractors"
    return [*parts, write_text(text, left - 30, y + 11, 12, f'fill="{FAINT}"')]


def _tell(mean: Fraction | None) -> str:
    return "?" if mean is None else f"{float(mean):.2f}".removeprefix("0")


def _colour(mean: Fraction | None) -> str:
    if mean is None:
        return GRID
    mixed = (round(a + (b - a) * mean) for a, b in zip(NONE, FULL, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def make_files() -> dict[Path, str]:
    """Every file that is made, with its text."""
    return {EXAMPLES / "screen-of-inflammation.svg": draw_screen(screen_inflammation())}


if __name__ == "__main__":
    CHECK = "--check" in sys.argv[1:]
    sys.exit(write_made(make_files(), EXAMPLES.parent, "scripts/examples", check=CHECK))
