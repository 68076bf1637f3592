"""Real screens that are killed, starved and spread come to the bytes of an undisturbed one."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.cli.screens import complete, count, files, kill_again_and_again, run, wait_until
from tests.running import ROOT, start
from tests.runs.dask_here import DaskHere

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills processes as Unix does")

SHORT = ("nfkb_feedback", "--inputs", "0", "--pairs", "--chunk", "12", "--quiet")
NODES = "RORgt,STAT3,NFkB_S,Act1,TRAF6_S,IL6,IL21,Tbet,GATA3,FOXP3,STAT1,IL17A,COX2,RANKL_S,IL6_S"
MEDIUM = ("il17", "--inputs", "0", "--only", NODES, "--pairs", "--chunk", "8", "--quiet")
LONG = ("rank_nfatc1", "--inputs", "0", "--pairs", "--chunk", "40", "--quiet")
LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")


def test_a_screen_that_is_killed_three_times_comes_to_the_same_bytes(tmp_path: Path) -> None:
    complete(*MEDIUM, "--out", tmp_path / "whole")
    folder = tmp_path / "run"
    asked = (*MEDIUM, "--out", folder)

    in_the_middle = kill_again_and_again(asked, folder, count(tmp_path / "whole"), 3)
    complete(*asked, "--resume")

    assert in_the_middle > 0
    assert files(folder) == files(tmp_path / "whole")


@pytest.mark.slow
def test_a_screen_that_is_killed_twenty_times_comes_to_the_same_bytes(tmp_path: Path) -> None:
    complete(*LONG, "--out", tmp_path / "whole")
    chunks = count(tmp_path / "whole")
    assert chunks > 100
    folder = tmp_path / "run"
    asked = (*LONG, "--workers", "2", "--out", folder)

    in_the_middle = kill_again_and_again(asked, folder, chunks, 20)
    complete(*asked, "--resume")

    assert in_the_middle >= 15
    assert files(folder) == files(tmp_path / "whole")


DIE = """
import os, sys
from boolnet.analysis.screen_columns import Columns
from boolnet.report.screen_files import write_table
write_table(sys.argv[1], sys.argv[2], Columns(()), (os._exit(9) for _ in range(1)))
"""


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_a_table_that_was_half_written_does_not_stay(tmp_path: Path, format_: str) -> None:
    if format_ == "parquet":
        pytest.importorskip("pyarrow")
    folder = tmp_path / "run"
    complete(*SHORT, "--out", folder)
    whole = files(folder)
    died = subprocess.run(
        [sys.executable, "-c", DIE, folder / f"rows.{format_}", format_], cwd=ROOT
    )
    assert died.returncode == 9
    assert len(files(folder)) == len(whole) + 1

    complete(*SHORT, "--out", folder, "--resume")

    assert files(folder) == whole


def write_ring(path: Path) -> None:
    """Exclusive ors of others: no part of it can be told from another, so searches are long."""
    told = random.Random(1)
    lines = ["targets, factors"]
    for node in range(16):
        one, other, third = told.sample(range(16), 3)
        rule = f"(x{one} & !x{other}) | (!x{one} & x{other})"
        rule += f" | (x{third} & x{node})" if told.random() < 0.3 else ""
        lines.append(f"x{node}, {rule}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows_of(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "rows.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.slow
def test_searches_that_end_early_say_so_and_end_alike_everywhere(tmp_path: Path) -> None:
    write_ring(tmp_path / "ring.bnet")
    asked = (tmp_path / "ring.bnet", "--phenotype", "x1", "--chunk", "4", "--quiet")
    complete(*asked, "--out", tmp_path / "exact", "--row-effort", "60")
    starved = (*asked, "--row-effort", "0.001")
    for workers in ("1", "2", "3"):
        folder = tmp_path / workers
        complete(*starved, "--out", folder, "--workers", workers)
        assert files(folder) == files(tmp_path / "1")
    folder = tmp_path / "killed"
    again = (*starved, "--out", folder, "--workers", "2")
    assert kill_again_and_again(again, folder, count(tmp_path / "1"), 3) > 0
    complete(*again, "--resume")
    assert files(folder) == files(tmp_path / "1")

    rows = rows_of(folder)
    incomplete = 0
    for row, exact in zip(rows, rows_of(tmp_path / "exact"), strict=True):
        assert exact["coverage"] == "complete"
        if row["coverage"] == "lower-bound":
            incomplete += 1
            assert int(row["attractors"]) <= int(exact["attractors"])
            assert row["x1"] in ("unknown", exact["x1"])
        else:
            same = ("perturbation", "attractors", "fixed_points", "x1", "x1 mean")
            assert [row[name] for name in same] == [exact[name] for name in same]
    assert 0 < incomplete < len(rows)


@LINUX
def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    complete(*MEDIUM, "--out", tmp_path / "whole")
    folder = tmp_path / "run"

    process = start("screen", *MEDIUM, "--workers", "2", "--out", folder)
    wait_until(lambda: count(folder) >= 10 or process.poll() is not None)
    worker = min(workers_of(process.pid))
    os.kill(worker, signal.SIGKILL)
    there = count(folder)
    _, told = process.communicate()

    assert 10 <= there < count(tmp_path / "whole")
    assert (process.returncode, told) == (0, "")
    assert files(folder) == files(tmp_path / "whole")


def workers_of(parent: int) -> list[int]:
    """The processes that compute for a screen."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "stat").read_text().rpartition(")")[2].split()
            if int(words[1]) == parent and b"spawn_main" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue
    return found


LIMITED = """
import resource, sys
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from boolnet.cli.start import main
main()
"""


@pytest.mark.parametrize("fits", ["the first chunk", "every chunk"])
def test_a_disk_that_is_full_is_told_and_what_fitted_is_kept(tmp_path: Path, fits: str) -> None:
    complete(*SHORT, "--out", tmp_path / "whole")
    sizes = [path.stat().st_size for path in sorted((tmp_path / "whole").glob("chunks/*/*.chunk"))]
    run_json = (tmp_path / "whole" / "run.json").stat().st_size
    table = (tmp_path / "whole" / "rows.csv").stat().st_size
    limit = max(sizes) if fits == "every chunk" else max(sizes[0], run_json)
    assert run_json <= limit < table
    folder = tmp_path / "run"
    asked = (*SHORT, "--out", folder)

    stopped = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), "screen", *map(str, asked)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert stopped.returncode == 2
    assert "File too large" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert not (folder / "rows.csv").exists()
    assert not list(folder.rglob("*.unfinished"))
    if fits == "every chunk":
        assert count(folder) == len(sizes)
    else:
        assert 0 < count(folder) < len(sizes)
        assert f"{count(folder)} of {len(sizes)} chunks are kept in {folder}" in stopped.stderr
    complete(*asked, "--resume")
    assert files(folder) == files(tmp_path / "whole")


def test_a_screen_does_not_go_on_as_another_one(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    complete(*SHORT, "--out", folder)
    before = files(folder)

    for option, said in (
        (("--chunk", "13"), "together: 12, now 13"),
        (("--inputs", "1"), 'options.inputs: "0", now "1"'),
        (("--update", "synchronous"), 'options.update: "asynchronous", now "synchronous"'),
    ):
        status, _, told = run(*SHORT, *option, "--out", folder, "--resume")
        assert status == 2
        assert f"{folder} holds a run of something else" in told
        assert said in told
    status, _, told = run(*SHORT, "--out", folder)
    assert status == 2
    assert "holds a run already: resume it, or choose another folder" in told
    assert files(folder) == before


def _says(log: Path, text: str) -> bool:
    return text in log.read_text()


@pytest.mark.slow
def test_on_a_cluster_a_parent_and_then_a_worker_that_are_killed_cost_nothing(
    tmp_path: Path,
) -> None:
    pytest.importorskip("distributed")
    complete(*LONG, "--out", tmp_path / "whole")
    chunks = count(tmp_path / "whole")
    folder = tmp_path / "run"
    (tmp_path / "dask").mkdir()

    with DaskHere(tmp_path / "dask") as dask:
        workers = [dask.add_worker(), dask.add_worker()]
        for number in (1, 2):
            log = tmp_path / "dask" / f"worker-{number}.log"
            wait_until(partial(_says, log, "Registered to"))
        asked = (*LONG, "--cluster", dask.address, "--out", folder)
        process = start("screen", *asked)
        wait_until(lambda: count(folder) >= 20 or process.poll() is not None)
        process.kill()
        process.communicate()
        without_parent = count(folder)

        process = start("screen", *asked, "--resume")
        goal = without_parent + 20
        wait_until(lambda: count(folder) >= goal or process.poll() is not None)
        assert workers[0].poll() is None
        workers[0].kill()
        without_worker = count(folder)
        _, told = process.communicate()

    assert 20 <= without_parent < goal <= without_worker < chunks
    assert process.returncode == 0, told
    assert files(folder) == files(tmp_path / "whole")


@pytest.mark.slow
def test_a_scheduler_that_dies_is_told_in_a_line(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    folder = tmp_path / "run"
    (tmp_path / "dask").mkdir()

    with DaskHere(tmp_path / "dask") as dask:
        dask.add_worker()
        process = start("screen", *LONG, "--cluster", dask.address, "--out", folder)
        wait_until(lambda: count(folder) >= 20 or process.poll() is not None)
        dask.kill_scheduler()
        _, told = process.communicate()

    assert process.returncode == 2
    assert told.startswith(f"error: no Dask scheduler answers at {dask.address}")
    assert f"{count(folder)} of 355 chunks are kept in {folder}" in told
    assert told.count("\n") == 1
