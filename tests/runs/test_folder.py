from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from boolnet.errors import InputError, RunError
from boolnet.runs.durable import UNFINISHED
from boolnet.runs.folder import RunFolder
from tests.runs.toys import Toy, expected

WORK = Toy(30)


def fill(path: Path, *numbers: int, work: Toy = WORK) -> None:
    with RunFolder.create(path, work) as folder:
        for number in numbers:
            folder.write(number, work.compute(number))


def file_of(path: Path, number: int) -> Path:
    (found,) = path.rglob(f"*{number:08}.chunk")
    return found


def test_what_was_written_is_there_in_order_whatever_the_order_of_writing(tmp_path: Path) -> None:
    fill(tmp_path / "new" / "run", *reversed(range(30)))

    with RunFolder.resume(tmp_path / "new" / "run", WORK) as folder:
        assert expected(WORK) == b"".join(folder.iter_data())
        assert [] == list(folder.missing())
        sums = [(c.rows, c.hits, c.incomplete) for c in map(WORK.compute, range(30))]
        assert tuple(map(sum, zip(*sums, strict=True))) == (
            folder.rows,
            folder.hits,
            folder.incomplete,
        )


def test_a_run_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    fill(tmp_path, 0, 7)

    with RunFolder.resume(tmp_path, WORK) as folder:
        assert 2 == len(folder)
        assert 7 in folder
        assert 8 not in folder
        assert {0, 7} == set(range(30)) - set(folder.missing())


def test_thousand_chunks_share_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, 999, 1000, work=Toy(2000))

    assert ["00000", "00001"] == sorted(f.name for f in (tmp_path / "chunks").iterdir())


@pytest.mark.parametrize("cut", [0, 10, -1])
def test_a_torn_chunk_is_missing_again(tmp_path: Path, cut: int) -> None:
    fill(tmp_path, 5, 6, 7)
    file_of(tmp_path, 6).write_bytes(file_of(tmp_path, 6).read_bytes()[:cut])

    with RunFolder.resume(tmp_path, WORK) as folder:
        assert (6,) == folder.damaged
        assert 6 in folder.missing()
        folder.write(6, WORK.compute(6))
        assert b"".join(WORK.compute(n).data for n in (5, 6, 7)) == b"".join(folder.iter_data())


@pytest.mark.parametrize(("old", "new"), [(b'"rows": 3', b'"rows": 4'), (b"7,", b"9,")])
def test_an_edited_chunk_is_missing_again(tmp_path: Path, old: bytes, new: bytes) -> None:
    fill(tmp_path, 7)
    text = file_of(tmp_path, 7).read_bytes()
    assert old in text
    file_of(tmp_path, 7).write_bytes(text.replace(old, new))

    with RunFolder.resume(tmp_path, WORK) as folder:
        assert (7,) == folder.damaged


def test_a_chunk_of_another_run_or_another_place_is_missing(tmp_path: Path) -> None:
    other = Toy(30, seed=2)
    fill(tmp_path / "one", 6, 7)
    fill(tmp_path / "two", 7, work=other)
    file_of(tmp_path / "one", 7).write_bytes(file_of(tmp_path / "two", 7).read_bytes())
    (tmp_path / "one/chunks/00000/00000008.chunk").write_bytes(
        file_of(tmp_path / "one", 6).read_bytes()
    )

    with RunFolder.resume(tmp_path / "one", WORK) as folder:
        assert (7, 8) == folder.damaged


def test_a_chunk_that_is_damaged_while_the_run_is_open_is_not_passed_on(tmp_path: Path) -> None:
    fill(tmp_path, 7)

    with RunFolder.resume(tmp_path, WORK) as folder:
        file_of(tmp_path, 7).write_bytes(b"7,\n")
        with pytest.raises(RunError, match=r"00000007\.chunk was edited or damaged"):
            list(folder.iter_data())


def test_what_a_killed_run_left_half_written_is_taken_away(tmp_path: Path) -> None:
    fill(tmp_path, 7)
    left = [tmp_path / f"rows.csv{UNFINISHED}", tmp_path / f"chunks/00000/8.chunk{UNFINISHED}"]
    for path in left:
        path.write_bytes(b"half")

    RunFolder.look(tmp_path)
    assert all(path.exists() for path in left), "who only looks takes nothing away"
    RunFolder.resume(tmp_path, WORK).close()
    assert not any(path.exists() for path in left)


def test_other_work_is_refused_with_what_differs(tmp_path: Path) -> None:
    fill(tmp_path, 7)

    with pytest.raises(InputError) as caught:
        RunFolder.resume(tmp_path, Toy(31, seed=2, rules="A, B"))

    lines = str(caught.value).splitlines()
    assert f"{tmp_path} holds a run of something else, so it cannot go on:" == lines[0]
    assert ["chunks: 30, now 31", "seed: 1, now 2"] == [line.strip() for line in lines[1:3]]
    assert r'options.rules: "A, B\nB, A", now "A, B"' == lines[3].strip()
    assert "another folder" in lines[4]


def test_the_place_where_long_texts_differ_is_shown(tmp_path: Path) -> None:
    long = "A, B\n" * 1000
    fill(tmp_path, work=Toy(rules=long + "C, 1\n" + long))

    with pytest.raises(InputError, match=r"C, 1.*now.*C, 0") as caught:
        RunFolder.resume(tmp_path, Toy(rules=long + "C, 0\n" + long))

    assert len(str(caught.value)) < 500 + len(str(tmp_path))


def test_an_edited_manifest_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, 7)
    manifest = tmp_path / "run.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))

    said["work"]["seed"] = "1"  # the text, not the number
    manifest.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(InputError, match='seed: "1", now 1'):
        RunFolder.resume(tmp_path, WORK)
    del said["work"]["seed"]
    said["work"]["more"] = [1]
    manifest.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(InputError, match=r"more: \[1\], now not there\n  seed: not there, now 1"):
        RunFolder.resume(tmp_path, WORK)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"run\.json was edited or damaged: it is no JSON"):
        RunFolder.resume(tmp_path, WORK)
    manifest.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=r"run\.json was edited or damaged"):
        RunFolder.look(tmp_path)


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    for begin in (RunFolder.create, RunFolder.resume):
        with pytest.raises(InputError, match=r"holds something else \(notes.txt\)"):
            begin(tmp_path, WORK)
    with pytest.raises(InputError, match="is a file"):
        RunFolder.create(tmp_path / "notes.txt", WORK)
    assert ["notes.txt"] == [path.name for path in tmp_path.iterdir()]


def test_a_run_is_not_begun_twice_nor_resumed_where_there_is_none(tmp_path: Path) -> None:
    fill(tmp_path / "run", 7)

    with pytest.raises(InputError, match="holds a run already"):
        RunFolder.create(tmp_path / "run", WORK)
    with pytest.raises(InputError, match="no such folder"):
        RunFolder.resume(tmp_path / "rum", WORK)
    with pytest.raises(InputError, match="there is no run"):
        RunFolder.look(tmp_path)


def test_a_run_that_was_killed_before_it_wrote_anything_is_begun(tmp_path: Path) -> None:
    (tmp_path / "run.lock").touch()
    (tmp_path / f"run.json{UNFINISHED}").write_text("{")

    with RunFolder.resume(tmp_path, WORK) as folder:
        assert 30 == len(list(folder.missing()))


def test_who_looks_sees_a_run_that_somebody_works_on(tmp_path: Path) -> None:
    with RunFolder.create(tmp_path, WORK) as folder:
        folder.write(7, WORK.compute(7))
        seen = RunFolder.look(tmp_path)

    assert [WORK.compute(7).data] == list(seen.iter_data())
    assert {"seed": 1, "options": {"rules": WORK.rules, "kinds": ["a", "b"]}} == seen.description
    with pytest.raises(ValueError, match="only looked at"):
        seen.write(8, WORK.compute(8))


HOLD = """
import sys
from boolnet.runs.folder import RunFolder
from tests.runs.toys import Toy
folder = RunFolder.create(sys.argv[1], Toy(30))
print("held", flush=True)
input()
"""


def test_a_second_process_is_refused_until_the_first_is_dead(tmp_path: Path, root: Path) -> None:
    command = [sys.executable, "-c", HOLD, tmp_path / "run"]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert "held\n" == holder.stdout.readline()
        with pytest.raises(RunError, match=f"is in use by process {holder.pid} on "):
            RunFolder.resume(tmp_path / "run", WORK)
        holder.kill()
    RunFolder.resume(tmp_path / "run", WORK).close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(RunError, match=r"cannot use the folder .*: Permission denied"):
            RunFolder.create(tmp_path / "run", WORK)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(RunError, match=r"cannot use the folder .*run: (Not a dir|File ex)"):
        RunFolder.create(tmp_path / "file" / "run", WORK)
