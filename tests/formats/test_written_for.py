"""What is written for a program, that program reads, and to the same functions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boolnet.formats.conversion import Naming, convert
from boolnet.formats.dialect_findings import find_dialects
from boolnet.formats.dialects import find_reader
from boolnet.formats.files import read_bytes
from boolnet.formats.registry import find_format
from boolnet.formats.renaming import with_names
from boolnet.language.other_readers import PROGRAMS
from tests.strategies import networks

oracles = pytest.importorskip("tests.formats.test_dialect_findings")
ODD = [
    "TNF-α",
    "4EBP1",
    "IL 2",
    "a/b",
    "None",
    "targets",
    "and",
    "true",
    "NA",
    "all",
    "x:y",
    "node",
]
NAMED = st.tuples(networks(most=4), st.permutations(ODD))


def written_for(drawn, *programs):
    """The network under odd names, and the file for *programs*."""
    network = with_names(drawn[0], dict(zip(drawn[0].names, drawn[1], strict=False)))
    reading = read_bytes(b"A, A\n", "x.bnet")
    return convert(
        reading, network, find_format("bnet"), "x.bnet",
        naming=Naming({}, {}), readers=[find_reader(p) for p in programs],
    )  # fmt: skip


@pytest.mark.parametrize("program", ["aeon", "mpbn"])
@given(drawn=NAMED)
@settings(max_examples=25)
def test_the_program_reads_the_same_functions(program, drawn):
    done = written_for(drawn, program)
    text = done.data.decode()

    theirs = oracles.by_aeon(text) if program == "aeon" else oracles.by_mpbn(text)

    assert done.failed == ""
    assert theirs == oracles.by_us(done.again)


@pytest.mark.parametrize("program", PROGRAMS)
@given(drawn=NAMED)
@settings(max_examples=25)
def test_check_has_nothing_to_say_about_the_program(program, drawn):
    done = written_for(drawn, program)

    found, told = find_dialects(done.again, [find_reader(program)])

    assert [finding.message for finding in found] == []
    assert told[program].startswith("reads it the same")


@given(drawn=NAMED)
@settings(max_examples=25)
def test_one_file_for_all_programs_is_read_alike_by_all(drawn):
    done = written_for(drawn, *PROGRAMS)
    text = done.data.decode()

    assert oracles.by_aeon(text) == oracles.by_mpbn(text) == oracles.by_us(done.again)
    assert all(line.isascii() for line in text.splitlines() if not line.startswith("#"))
