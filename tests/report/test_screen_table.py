"""Laws of the table of a screen: what is written comes back, and the bytes repeat."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.screen_columns import HEAD, TAIL, Columns, to_flat, to_number, to_record
from boolnet.analysis.screen_row import ScreenRow, Shown
from boolnet.errors import FormatError, UnsupportedError
from boolnet.report.screen_parquet import write_parquet
from boolnet.report.screen_table import (
    format_csv_head,
    format_csv_line,
    format_json_line,
    from_number,
    read_csv,
    read_json_lines,
)

COLUMNS = Columns(("BoneLoss", "Repair"), pairs=True)
PAIR = ScreenRow(
    number=7,
    members=(0, 3),
    perturbation="TNF=0 + OPG=1",
    size=2,
    environment="inflamed",
    attractors=3,
    fixed_points=2,
    oscillating=1,
    kept=1,
    lost=None,
    gained=2,
    phenotypes=(Shown("no", Fraction(0)), Shown("some", Fraction(1, 3))),
    changes=(
        ("TRAP", Fraction(1), Fraction(0)),
        ("OC diff", Fraction(1), Fraction(1, 2)),
        ("x", None, Fraction(1, 3)),
    ),
    settled="percolation",
    notes=("TNF=0 changes nothing: it is 0 anyway", "a | b"),
    epistasis=("masking by OPG=1", "none"),
)

# Names and texts are tidied before they come here: no outer blanks, no line ends.
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))
TEXTS = (st.text(LETTERS, max_size=8) | st.text(" ;>|'=-a\"", max_size=8)).map(str.strip)
NODES = TEXTS.filter(lambda name: name and '"' not in name)
MEANS = st.none() | st.fractions(0, 1, max_denominator=10**6)
COUNTS = st.integers(0, 10**30)
SHOWN = st.builds(Shown, st.sampled_from(["every", "some", "no", "unknown"]), MEANS)


@st.composite
def rows(draw: st.DrawFn) -> ScreenRow:
    optional = st.none() | COUNTS
    told = st.just(()) | st.tuples(TEXTS.filter(bool), TEXTS.filter(bool))
    return ScreenRow(
        draw(st.integers(0, 10**12)),
        (),
        *(draw(TEXTS), draw(st.integers(0, 9)), draw(TEXTS)),
        *(draw(COUNTS), draw(COUNTS), draw(COUNTS)),
        *(draw(optional), draw(optional), draw(optional)),
        draw(st.tuples(SHOWN, SHOWN)),
        tuple(draw(st.lists(st.tuples(NODES, MEANS, MEANS), max_size=3))),
        draw(st.sampled_from(["complete", "lower-bound"])),
        draw(TEXTS),
        tuple(draw(st.lists(TEXTS.filter(bool), max_size=3))),
        draw(told),
    )


@given(st.lists(rows(), min_size=1, max_size=3))
def test_rows_come_back_from_csv(written: list[ScreenRow]) -> None:
    lines = [format_csv_head(COLUMNS), *(format_csv_line(COLUMNS, row) for row in written)]

    columns, found = read_csv(StringIO("".join(lines), newline=""))

    assert columns == COLUMNS
    assert list(found) == written


@given(st.lists(rows(), min_size=1, max_size=3))
def test_rows_come_back_from_json_lines(written: list[ScreenRow]) -> None:
    columns, found = read_json_lines([format_json_line(COLUMNS, row) for row in written])

    assert columns == COLUMNS
    assert list(found) == written


def test_the_table_is_tidy() -> None:
    text = format_csv_head(COLUMNS) + format_csv_line(COLUMNS, PAIR)

    head, cells = csv.reader(StringIO(text))
    assert head == [
        *HEAD,
        *("BoneLoss", "BoneLoss mean", "BoneLoss epistasis"),
        *("Repair", "Repair mean", "Repair epistasis"),
        *TAIL,
    ]
    assert cells == [
        *("7", "TNF=0 + OPG=1", "2", "inflamed", "3", "2", "1", "1", "", "2"),
        *("no", "0", "masking by OPG=1", "some", "0.3333333333333333", "none"),
        'TRAP 1>0; "OC diff" 1>0.5; x ?>0.3333333333333333',
        *("complete", "percolation", "TNF=0 changes nothing: it is 0 anyway | a || b"),
    ]


def test_pandas_reads_the_table_as_it_is_meant() -> None:
    frame = pandas.read_csv(StringIO(format_csv_head(COLUMNS) + format_csv_line(COLUMNS, PAIR)))

    (row,) = frame.to_dict("records")
    assert (row["Repair epistasis"], row["BoneLoss"]) == ("none", "no")  # texts, not missing
    assert (row["Repair mean"], row["attractors"]) == (1 / 3, 3)
    assert pandas.isna(row["lost"])


def test_without_pairs_there_is_no_column_for_epistasis() -> None:
    columns = Columns(("BoneLoss", "Repair"))

    assert not [name for name in columns.names if "epistasis" in name]
    assert "masking" not in format_csv_line(columns, PAIR)


def test_a_record_has_typed_values() -> None:
    record = to_record(COLUMNS, PAIR)

    assert (record["number"], record["lost"], record["Repair mean"]) == (7, None, 1 / 3)
    assert record["changes"] == [
        {"node": "TRAP", "before": 1.0, "after": 0.0},
        {"node": "OC diff", "before": 1.0, "after": 0.5},
        {"node": "x", "before": None, "after": 1 / 3},
    ]
    assert record["notes"] == list(PAIR.notes)
    assert tuple(record) == COLUMNS.names


def test_phenotypes_may_be_called_as_they_like() -> None:
    columns = Columns(("size", "A", "A mean", "changes", "A epistasis"), pairs=True)

    assert len(set(columns.names)) == len(columns.names)
    assert Columns.of(columns.names).names == columns.names


@given(st.fractions(0, 1))
def test_a_mean_is_0_or_1_only_if_it_is_exactly_that(mean: Fraction) -> None:
    number = to_number(mean)

    assert number is not None
    assert (number in (0, 1)) == (mean in (0, 1))
    assert to_number(from_number(number)) == number


def test_a_mean_next_to_1_is_not_1() -> None:
    assert to_number(1 - Fraction(1, 10**30)) == 0.9999999999999999
    assert to_number(Fraction(1, 10**400)) == 5e-324


def test_a_spreadsheet_sees_no_formulas() -> None:
    row = replace(PAIR, perturbation="=cmd()=0", environment="+x", settled="@y", notes=("-z",))

    text = format_csv_head(COLUMNS) + format_csv_line(COLUMNS, row)

    _, cells = csv.reader(StringIO(text))
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    _, found = read_csv(StringIO(text))
    assert list(found) == [replace(row, members=())]


BAD_TABLES = [
    "",
    "a,b\n",
    format_csv_head(COLUMNS) + "1,2\n",
    format_csv_head(COLUMNS) + format_csv_line(COLUMNS, PAIR).replace("7,", "seven,", 1),
    format_csv_head(COLUMNS) + format_csv_line(COLUMNS, PAIR).replace(",0.3333", ",2.3333", 1),
]


@pytest.mark.parametrize("text", BAD_TABLES)
def test_what_is_no_table_of_a_screen_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        list(read_csv(StringIO(text))[1])


@pytest.mark.parametrize("line", ["", "[]", "{}", "{", '{"number": 1}'])
def test_what_is_no_line_of_a_screen_is_refused(line: str) -> None:
    with pytest.raises(FormatError):
        list(read_json_lines([line])[1])


# -- Parquet -------------------------------------------------------------------------------


def some_rows(number: int) -> Iterator[ScreenRow]:
    for place in range(number):
        mean = Fraction(place % 7, 7)
        shown = Shown("some" if mean else "no", mean)
        yield replace(PAIR, number=place, phenotypes=(shown, shown))


def test_parquet_holds_what_the_other_formats_hold(tmp_path: Path) -> None:
    path = tmp_path / "screen.parquet"

    assert write_parquet(path, COLUMNS, some_rows(100)) == 0

    frame = pandas.read_parquet(path)
    flat = [to_flat(COLUMNS, row) for row in some_rows(100)]
    assert list(frame.columns) == list(COLUMNS.names)
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == flat
    assert [path] == list(tmp_path.iterdir())


def test_parquet_is_written_group_by_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet

    monkeypatch.setattr("boolnet.report.screen_parquet.GROUP", 10)
    write_parquet(tmp_path / "x.parquet", COLUMNS, some_rows(25))

    found = pyarrow.parquet.ParquetFile(tmp_path / "x.parquet")
    sizes = [found.metadata.row_group(place).num_rows for place in range(found.num_row_groups)]
    assert sizes == [10, 10, 5]


def test_the_bytes_of_parquet_repeat_from_run_to_run(tmp_path: Path) -> None:
    write_parquet(tmp_path / "here.parquet", COLUMNS, some_rows(1000))
    script = (
        "from tests.report.test_screen_table import *\n"
        "write_parquet(sys.argv[1], COLUMNS, some_rows(1000))"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", script, tmp_path / f"{seed}.parquet"],
            check=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )

    digests = {hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.iterdir()}
    assert len(digests) == 1


def test_an_empty_screen_is_a_parquet_file(tmp_path: Path) -> None:
    write_parquet(tmp_path / "x.parquet", COLUMNS, [])

    assert list(pandas.read_parquet(tmp_path / "x.parquet").columns) == list(COLUMNS.names)


def test_counts_beyond_64_bits_are_left_out_and_counted(tmp_path: Path) -> None:
    row = replace(PAIR, attractors=2**70, kept=2**63 - 1, gained=2**63)

    assert write_parquet(tmp_path / "x.parquet", COLUMNS, [row]) == 2
    assert pandas.read_parquet(tmp_path / "x.parquet")["kept"].tolist() == [2**63 - 1]


def test_a_parquet_file_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    def break_off() -> Iterator[ScreenRow]:
        yield PAIR
        raise OSError("the disk is full")

    (tmp_path / "x.parquet").write_bytes(b"before")
    with pytest.raises(OSError, match="disk is full"):
        write_parquet(tmp_path / "x.parquet", COLUMNS, break_off())

    assert (tmp_path / "x.parquet").read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1


def test_without_pyarrow_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    with pytest.raises(UnsupportedError, match=r"pip install 'boolnet\[parquet\]'"):
        write_parquet(tmp_path / "x.parquet", COLUMNS, [PAIR])
    assert list(tmp_path.iterdir()) == []
