"""The corpus of good and bad rule files, where it is at hand (BOOLNET_SHARED, ../shared).

Each bad file names the finding it must lead to, each good file its nodes, inputs and truth
tables, worked out by hand.
"""

from __future__ import annotations

import csv
import json
import os
import shlex
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from boolnet.diagnostics import CODES, Severity
from boolnet.formats.detect import guess_format
from boolnet.formats.files import read_bytes
from boolnet.formats.registry import FORMATS as FORMATS_WE_KNOW
from boolnet.formats.registry import promised_format
from boolnet.logic.expression import evaluate
from tests.running import boolnet

SHARED = Path(os.environ.get("BOOLNET_SHARED", Path(__file__).parents[2].parent / "shared"))
FORMATS = SHARED / "formats"
MISSING = not (FORMATS / "bad" / "expected.csv").is_file()
pytestmark = pytest.mark.skipif(MISSING, reason="the corpus is not here")
UNKNOWN_SUFFIX = (".txt", ".csv", ".tsv", ".json", ".xml")  # their contents tell the format
EXACT = (".aeon", ".txt", ".bnd", ".an")  # formats whose columns are held to the letter
# Python sets up; then the command of the row. Seconds of work (other programs may be at work
# beside it) and the peak of memory in kilobytes come back.
RUN = """
import resource, sys
from pathlib import Path
from boolnet.cli.main import main
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss
    status = Path("/proc/self/status")
    if status.exists():  # where ru_maxrss starts with the memory of whoever started us
        peak = next(s.split()[1] for s in status.read_text().splitlines() if s.startswith("VmHWM"))
    print("USED", used.ru_utime + used.ru_stime, peak, file=sys.stderr)
"""


def rows(folder: str) -> list[dict[str, str]]:
    """The rows of an expected.csv; none where the corpus is missing."""
    if MISSING:
        return []
    with (FORMATS / folder / "expected.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ours(row: dict[str, str]) -> bool:
    """Whether the row is about checking a file of a format that boolnet reads."""
    if not row["args"].startswith("check {file}") or "--" in row["args"]:
        return False
    if not set(row["code"].split("|")) & {"", *CODES}:
        return False
    form = promised_format(row["file"])
    path = FORMATS / "bad" / row["file"]
    if form is None and path.suffix in UNKNOWN_SUFFIX and path.is_file():
        form = guess_format(path.read_bytes(), path.name)
    return form is not None and form.reads


BAD = [row for row in rows("bad") if ours(row)]
SMALL = [row for row in BAD if not row["file"].startswith("big-")]
BIG = [row for row in BAD if row["file"].startswith("big-")]
USAGE = [row for row in rows("bad") if row["severity"] == "usage"]
KNOWN = {form.name: form for form in FORMATS_WE_KNOW}
GOOD = [row for row in rows("good") if row["format"] in KNOWN and KNOWN[row["format"]].reads]


@pytest.mark.parametrize("row", SMALL, ids=lambda row: row["file"])
def test_a_bad_file_leads_to_its_finding(row, tmp_path):
    path = FORMATS / "bad" / row["file"]

    result = run(row, path, tmp_path)

    check_row(row, path, *result)


@pytest.mark.parametrize("row", USAGE, ids=lambda row: row["file"])
def test_what_is_asked_amiss_is_refused(row):
    path = FORMATS / "bad" / row["file"]
    result = boolnet(*shlex.split(row["args"].replace("{file}", shlex.quote(str(path)))))

    assert str(result.exit_code) in row["exit"].split("|"), result.output
    assert result.stdout == ""
    assert any(f"error[{code}]" in result.stderr for code in row["code"].split("|"))
    for alternatives in json.loads(row["must_mention"]):
        assert any(word in result.stderr for word in alternatives), result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("row", BIG, ids=lambda row: row["file"])
def test_a_huge_file_is_read_within_its_limits(row, tmp_path):
    maker = FORMATS / "bad" / "make_big.py"
    subprocess.run([sys.executable, maker, tmp_path, row["file"]], check=True, capture_output=True)
    path = tmp_path / row["file"]

    result = run(row, path, tmp_path)

    check_row(row, path, *result)


def run(row, path, folder):
    """The exit status, the text and the JSON of the row's command, its seconds and megabytes."""
    arguments = shlex.split(row["args"].replace("{file}", shlex.quote(str(path))))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C.UTF-8"}
    text = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True, text=True, encoding="utf-8", cwd=folder, env=environment,
    )  # fmt: skip
    machine = subprocess.run(
        [sys.executable, "-c", RUN, *arguments, "--json"],
        capture_output=True, text=True, encoding="utf-8", cwd=folder, env=environment,
    )  # fmt: skip
    seconds, peak = text.stderr.rsplit("USED", 1)[1].split()
    return text, json.loads(machine.stdout), float(seconds), int(peak) / 1024


def check_row(row, path, text, report, seconds, megabytes):
    shown = text.stdout + text.stderr
    assert str(text.returncode) in row["exit"].split("|"), shown
    assert "Traceback" not in shown
    assert path.name in shown or "{file}" not in row["args"]
    assert seconds < float(row["max_seconds"])
    assert megabytes < float(row["max_mb"])
    for alternatives in json.loads(row["must_mention"] or "[]"):
        assert any(word.lower() in shown.lower() for word in alternatives), (alternatives, shown)
    codes = row["code"].split("|")
    found = [d for d in report["diagnostics"] if d["code"] in codes]
    if not found:
        assert "" in codes, (codes, shown)
        return
    if row["severity"] != "usage" and "|" not in row["exit"]:
        assert found[0]["severity"] == row["severity"]
    if row["line"]:
        assert found[0]["span"]["line"] == int(row["line"])
    if row["line"] and row["col"] and row["file"].endswith(EXACT):
        assert found[0]["span"]["col"] == int(row["col"])


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row["file"])
def test_a_good_file_means_what_it_says(row):
    path = FORMATS / "good" / row["file"]
    reading = read_bytes(path.read_bytes(), path.name)
    names = row["nodes"].split("|")

    assert reading.network is not None, reading.diagnostics
    assert names == sorted(reading.network.names)
    assert {*row["inputs"].split("|")} - {""} == set(reading.network.inputs)
    assert not [d for d in reading.diagnostics if d.severity is Severity.ERROR]
    rules = {node.name: node.function.expression for node in reading.network.nodes}
    for name, column in json.loads(row["truth_tables"] or "{}").items():
        states = product((False, True), repeat=len(names))
        values = [evaluate(rules[name], dict(zip(names, state, strict=True))) for state in states]
        assert column == "".join(str(int(value)) for value in values), name
