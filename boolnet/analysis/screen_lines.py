"""Rows of a screen as lines of text, exactly, to keep them and read them back."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import lru_cache

from boolnet.analysis.screen_row import ScreenRow, Shown


def write_line(row: ScreenRow) -> str:
    """*row* on one line, with its line end."""
    fields = [
        row.number,
        row.members,
        row.perturbation,
        row.environment,
        row.attractors,
        row.fixed_points,
        row.kept,
        row.lost,
        row.gained,
        [[shown.words, _write(shown.mean)] for shown in row.phenotypes],
        [[node, _write(before), _write(after)] for node, before, after in row.changes],
        row.coverage,
        row.settled,
        row.notes,
        row.epistasis,
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_line(line: str | bytes) -> ScreenRow:
    """The row that `write_line` made *line* of."""
    (
        number,
        members,
        perturbation,
        environment,
        attractors,
        fixed_points,
        kept,
        lost,
        gained,
        phenotypes,
        changes,
        coverage,
        settled,
        notes,
        epistasis,
    ) = json.loads(line)
    return ScreenRow(
        number,
        tuple(members),
        perturbation,
        len(members),
        environment,
        attractors,
        fixed_points,
        attractors - fixed_points,
        kept,
        lost,
        gained,
        tuple(Shown(words, _read(mean)) for words, mean in phenotypes),
        tuple((node, _read(before), _read(after)) for node, before, after in changes),
        coverage,
        settled,
        tuple(notes),
        tuple(epistasis),
    )


def _write(mean: Fraction | None) -> str | None:
    return None if mean is None else str(mean)


@lru_cache(10_000)  # few differ, and to make one takes longer than all else
def _read(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
