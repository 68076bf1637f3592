"""Laws of the summary of a screen: it counts every row once and keeps the best."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import StringIO

import pytest

from boolnet.analysis.screen import Screener
from boolnet.analysis.screen_columns import Columns
from boolnet.analysis.screen_row import ScreenRow, Shown
from boolnet.analysis.screen_summary import Hit, ScreenSummary, summarise
from boolnet.report.screen import format_screen
from boolnet.report.screen_table import format_csv_head, format_csv_line, read_csv
from tests.bone import PHENOTYPES, rows_of, screen_of

BOTH = ("healthy", "inflamed")
NAMES = tuple(phenotype.name for phenotype in PHENOTYPES)
ROWS = list(rows_of(BOTH, 3))
BASELINES = {row.environment: row for row in ROWS if row.number == 0}
SINGLES = {(row.members[0], row.environment): row for row in ROWS if row.size == 1}


def gap(before: Shown, after: Shown) -> Fraction:
    assert before.mean is not None
    assert after.mean is not None
    return after.mean - before.mean


def effect_of(row: ScreenRow, place: int) -> Fraction:
    return gap(BASELINES[row.environment].phenotypes[place], row.phenotypes[place])


def adds_something(row: ScreenRow, place: int) -> bool:
    """Whether no single experiment of a combination has at least its effect."""
    effect = effect_of(row, place)
    parts = [SINGLES[part, row.environment] for part in row.members] if row.size > 1 else []
    same_way = [e for part in parts if (e := effect_of(part, place)) * effect > 0]
    return all(abs(each) < abs(effect) for each in same_way)


def test_the_example_is_a_screen() -> None:
    """What was worked out by hand is what the engines find, as far as the network has it."""
    for largest in (1, 2):
        found = Screener(screen_of(BOTH, largest)).iter_rows()

        for row, expected in zip(found, rows_of(BOTH, largest), strict=True):
            assert (row.number, row.members, row.perturbation, row.environment) == (
                expected.number,
                expected.members,
                expected.perturbation,
                expected.environment,
            )
            assert row.phenotypes[0] == expected.phenotypes[0]


def test_every_row_is_counted_once() -> None:
    summary = summarise(ROWS, NAMES)

    rows = [row for row in ROWS if row.number]
    same = [row for row in rows if row.phenotypes == BASELINES[row.environment].phenotypes]
    assert summary.rows == len(rows)
    assert summary.unchanged == len([row for row in same if not row.lost and not row.gained])
    assert sum(summary.sizes.values()) == len({row.number for row in rows})
    assert sum(number for _, number in summary.settled) == summary.rows


@pytest.mark.parametrize("place", [0, 1])
def test_the_hits_are_the_best_of_all(place: int) -> None:
    summary = summarise(ROWS, NAMES, top=10_000).phenotypes[place]

    changing = [row for row in ROWS if row.number and effect_of(row, place)]
    forced = [row for row in changing if any(NAMES[place] in note for note in row.notes)]
    rest = [row for row in changing if row not in forced]
    wanted = [row for row in rest if adds_something(row, place)]
    assert summary.forced == len(forced)
    assert summary.no_more == len(rest) - len(wanted)
    assert sum(len(hit.environments) for hit in summary.hits) == len(wanted)
    assert {(hit.row.number, where) for hit in summary.hits for where in hit.environments} == {
        (row.number, row.environment) for row in wanted
    }
    assert list(summary.hits) == sorted(summary.hits, key=lambda hit: rank(hit))


def rank(hit: Hit) -> tuple[Fraction, int, int, str]:
    """Great effects first, then small experiments, then those that work in many environments."""
    size = abs(gap(hit.before, hit.after))
    return -size, hit.row.size, -len(hit.environments), hit.row.perturbation


@pytest.mark.parametrize("top", [1, 3, 7])
def test_fewer_hits_are_the_first_of_more(top: int) -> None:
    few, many = summarise(ROWS, NAMES, top), summarise(ROWS, NAMES, 1000)

    for less, more in zip(few.phenotypes, many.phenotypes, strict=True):
        assert less.hits == more.hits[:top]
        assert replace(less, hits=()) == replace(more, hits=())


def test_surprising_pairs_are_counted_by_class() -> None:
    rows = list(rows_of(BOTH, 2))
    summary = summarise(rows, NAMES)

    for place, phenotype in enumerate(summary.phenotypes):
        told = [
            row.epistasis[place].split(" by ")[0]
            for row in rows
            if row.size == 2 and not any(phenotype.name in note for note in row.notes)
        ]
        for found in phenotype.pairs:
            assert found.number == told.count(found.kind)
        assert {found.kind for found in phenotype.pairs} == set(told) & {
            "synthetic gain", "synthetic loss", "rescue", "masking", "enhanced", "reversed"
        }  # fmt: skip


def test_a_pair_shows_the_levels_of_its_single_experiments() -> None:
    (rescue,) = [c for c in summarise(rows_of(largest=2), NAMES).phenotypes[0].pairs
                 if c.kind == "rescue"]  # fmt: skip

    (hit,) = rescue.examples
    assert hit.row.perturbation == "RANKL=0 + OPG=0"
    assert [shown.words for shown in (hit.before, *hit.alone, hit.after)] == [
        "no", "no", "every", "no"
    ]  # fmt: skip


def test_a_pair_whose_single_experiments_were_not_done_does_not_pretend_to_know_them() -> None:
    rows = [row for row in rows_of(largest=2) if row.size != 1]
    (found,) = [c for c in summarise(rows, NAMES).phenotypes[0].pairs if c.kind == "rescue"]

    assert {shown.words for hit in found.examples for shown in hit.alone} == {"unknown"}


def test_a_screen_that_was_read_from_its_table_has_the_same_summary() -> None:
    columns = Columns(NAMES, pairs=True)
    written = [format_csv_line(columns, row) for row in rows_of(BOTH, 2)]
    _, found = read_csv(StringIO(format_csv_head(columns) + "".join(written)))

    def tell(summary: ScreenSummary) -> str:
        return format_screen(screen_of(BOTH, 2), summary)

    assert tell(summarise(found, NAMES)) == tell(summarise(rows_of(BOTH, 2), NAMES))


def test_what_a_search_did_not_finish_is_open() -> None:
    whole = summarise(rows_of(largest=1), NAMES)
    cut = summarise(rows_of(largest=1, incomplete=(1, 3)), NAMES)
    without = summarise(rows_of(largest=1, incomplete=(0,)), NAMES)

    assert (whole.open, whole.incomplete) == (0, 0)
    assert (cut.open, cut.incomplete) == (1, 2)  # RANKL=0 changes nothing, OPG=0 does
    assert cut.unchanged == whole.unchanged - 1
    assert (without.open, without.unchanged) == (whole.unchanged, 0)


def test_notes_are_counted_by_experiment_and_not_by_row() -> None:
    number, examples = summarise(rows_of(BOTH), NAMES).notes["BN604"]

    assert number == len({r.number for r in rows_of(BOTH) if any("BN604" in n for n in r.notes)})
    assert len({row.number for row in examples}) == len(examples) == 3


def test_a_row_in_front_of_its_baseline_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="row 1 comes before its baseline"):
        summarise(list(rows_of())[1:], NAMES)


def test_the_rows_are_not_held() -> None:
    def many(number: int) -> Iterator[ScreenRow]:
        rows = list(rows_of(largest=2))
        yield from rows
        for place in range(number):
            row = rows[13 + place % 60]
            text = f"{row.perturbation} x{place}" * 10
            yield replace(row, number=100 + place, perturbation=text)

    summarise(many(1), NAMES)  # what is made once is not counted
    peaks = []
    for number in (100, 5000):
        tracemalloc.start()
        summarise(many(number), NAMES)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.5 * peaks[0]


def test_what_was_not_matched_is_not_called_unchanged() -> None:
    shown = (Shown("some"),)
    wild, same, other = (
        ScreenRow(number, (), "A=0", 1, "", count, count, 0, None, None, None, shown)
        for number, count in ((0, 5000), (1, 5000), (2, 6000))
    )

    summary = summarise([wild, same, other], ["P"])

    assert (2, 0, 1) == (summary.rows, summary.unchanged, summary.open)
