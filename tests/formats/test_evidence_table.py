"""Laws of the table of evidence: what goes out comes back, and only what changed is changed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.errors import FormatError
from boolnet.formats.evidence_apply import Applied, apply_table
from boolnet.formats.evidence_table import (
    COLUMNS,
    EFFECTS,
    LISTS,
    TEXTS,
    Row,
    clean,
    is_empty,
    join,
    read_table,
    rows_of,
    split,
    write_table,
)
from boolnet.formats.files import read_bytes
from boolnet.formats.reading import Reading

# What a line of a rule file and a cell may hold; hidden characters are refused elsewhere.
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
WORDS = st.one_of(
    st.text(LETTERS, max_size=12),
    st.sampled_from(
        ["=1+1", "-x", "'=x", "@a", "a|b", "||", 'say "x"', '"', "a; b", "甲, 乙", "|"]
    ),
)
VALUES = WORDS.map(lambda word: word.strip()).filter(bool)


def quote(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


ITEMS = st.one_of(
    st.tuples(st.sampled_from([*TEXTS, "source", "conflict", "colour", "target"]), VALUES).map(
        lambda pair: f"{pair[0]}: {quote(pair[1])}"
    ),
    st.sampled_from(["verify", "PMID:12", "doi:10.1000/x;2-2", "wibble", 'note: "open', "cell"]),
    LETTERS.filter(lambda c: c not in '|"'),
)
LINES = st.tuples(
    st.sampled_from(["B", "C", '"odd name"', "Z"]),
    st.sampled_from(["->", "-|", "-?", "→"]),
    st.lists(ITEMS, max_size=4),
).map(lambda parts: " | ".join([f"#@ {parts[0]} {parts[1]} A", *parts[2]]))


@st.composite
def files(draw: st.DrawFn) -> str:
    lines = ["targets, factors", *draw(st.lists(LINES, max_size=5)), 'A, B & !C | "odd name"']
    lines += ["B, B  # a comment", "C, C " + draw(st.sampled_from(["", "#@ C -> A | cell: x"]))]
    lines += ['"odd name", B', *draw(st.lists(LINES, max_size=1))]
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return ending.join(lines) + draw(st.sampled_from(["", ending]))


def read(text: str) -> Reading:
    reading = read_bytes(text.encode(), "x.bnet")
    assert reading.network is not None, reading.diagnostics
    return reading


def put_back(reading: Reading, rows: list[Row]) -> Applied:
    assert reading.network is not None
    keys = {key for row in rows_of(reading.network) for key in row}
    return apply_table(
        reading.source, reading.network, read_table(write_table(rows).encode(), keys)
    )


@given(files())
def test_an_unchanged_table_leaves_the_file_as_it_is(text: str) -> None:
    reading = read(text)
    assert reading.network is not None

    applied = put_back(reading, rows_of(reading.network))

    assert text == applied.text
    assert not applied.changes
    assert not applied.left


EDITED = st.builds(
    lambda pair, effect, cells, lists, verify: {
        "regulator": pair[0], "effect": effect, "target": pair[1],
        **cells, **lists, **({"verify": "yes"} if verify else {}),
    },
    st.sampled_from([("B", "A"), ("C", "A"), ("odd name", "A"), ("B", "odd name")]),
    st.sampled_from([*EFFECTS.values()]),
    st.dictionaries(st.sampled_from([*TEXTS, "conflict"]), VALUES, max_size=3),
    st.one_of(
        st.just({}),
        st.lists(VALUES, min_size=1, max_size=3).map(lambda v: {"sources": join(v)}),
        st.just({"references": join(["PMID:12", "doi:10.1000/a|b c"])}),
    ),
    st.booleans(),
)  # fmt: skip


@given(files(), st.lists(EDITED, max_size=6))
def test_what_an_edited_table_says_is_what_the_file_says_then(text: str, rows: list[Row]) -> None:
    reading = read(text)
    assert reading.network is not None
    targets = {row["target"] for row in rows}

    applied = put_back(reading, rows)

    after = read(applied.text).network
    assert after is not None
    assert after == reading.network
    # Columns that the table does not have are left as they are.
    told = [{k: v for k, v in row.items() if k in COLUMNS} for row in rows_of(after)]
    wanted = [row for row in rows if not is_empty(row)]
    found = [row for row in told if row["target"] in targets and not is_empty(row)]
    assert {frozenset(row.items()) for row in wanted} == {frozenset(r.items()) for r in found}
    # Whatever is no line about a regulation is where it was.
    keep = [line for line in text.splitlines() if not line.startswith("#@")]
    kept = [line for line in applied.text.splitlines() if not line.startswith("#@")]
    assert [line.split(" #@")[0].rstrip() for line in keep] == [
        line.split(" #@")[0].rstrip() for line in kept
    ]


@given(st.lists(VALUES, max_size=4))
def test_values_share_a_cell(values: list[str]) -> None:
    assert [clean(value) for value in values] == split(join(values))


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), VALUES, min_size=1), max_size=4))
def test_a_table_is_read_as_it_was_written(rows: list[Row]) -> None:
    assert [row for _, row in read_table(write_table(rows).encode()).rows] == [
        {key: clean(cell) for key, cell in row.items()} for row in rows
    ]


@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_a_message(data: bytes) -> None:
    with suppress(FormatError):
        read_table(b"regulator\ttarget\n" + data)


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffregulator\teffect\ttarget\tcell\r\nB\tactivates\tA\tHeLa\r\n".encode(),
        "regulator\teffect\ttarget\tcell\nB\tactivates\tA\tHeLa\n".encode("utf-16"),
        b'Target,My remark,CELL,Regulator,arrow\nA,"x, y","HeLa\n",B,activates\n',
        b"target;cell;regulator;sign\nA;HeLa;B;activates\n",
    ],
)
def test_a_table_may_come_from_any_spreadsheet(data: bytes) -> None:
    ((number, row),) = read_table(data).rows

    assert number == 2
    assert row == {"regulator": "B", "effect": "activates", "target": "A", "cell": "HeLa"}


TEXT = """\
targets, factors
#@ B -> A | source: "Smith 2002" | quote: "word for word" | verify
#@ C -| A | source: "Jones 2001"
A, B & !C
#@ A -> B | source: "Miller 2003"
B, A
C, C
"""


@pytest.mark.parametrize("value", ["|", "a || b", 'say "x"', '"', ": x", "yes"])
def test_a_key_that_names_a_column_keeps_its_value(value: str) -> None:
    text = f"A, B\n#@ B -> A | target: {quote(value)} | verify\nB, B\n"
    reading = read(text)

    applied = put_back(reading, [{"regulator": "B", "effect": "activates", "target": "A"}])

    assert applied.text == text.replace(" | verify", "")


def test_a_spreadsheet_edits_deletes_and_adds() -> None:
    table = b"regulator\ttarget\tsources\nB\tA\tSmith 2002 Cell\nB\tA\tLee 2010\n"
    reading = read(TEXT)
    assert reading.network is not None

    applied = apply_table(reading.source, reading.network, read_table(table))

    assert applied.text == TEXT.replace(
        '#@ B -> A | source: "Smith 2002" | quote: "word for word" | verify\n'
        '#@ C -| A | source: "Jones 2001"\n',
        '#@ B -> A | source: "Smith 2002 Cell" | quote: "word for word" | verify\n'
        '#@ B -> A | source: "Lee 2010"\n',
    )
    assert applied.left == (("A", "B"),)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("B\tactivates\tZZZ\t\t", 'line 2: there is no node "ZZZ"'),
        ("C\tactivates\tB\t\t", "line 2: the rule of B does not use C (it uses A)"),
        ("\tactivates\tB\t\t", "line 2: there is no regulator"),
        ("A\tturns on\tB\t\t", '"turns on" is no effect; write activates'),
        ("A\t\tB\t12345\t", "write PMID:12345"),
        ("A\t\tB\t10.1016/x\t", "write doi:10.1016/x"),
        ("A\t\tB\t\tperhaps", 'verify is yes or empty, not "perhaps"'),
    ],
)
def test_a_row_that_cannot_be_used_is_named(row: str, message: str) -> None:
    reading = read(TEXT)
    assert reading.network is not None
    table = read_table(f"regulator\teffect\ttarget\treferences\tverify\n{row}\n".encode())

    with pytest.raises(FormatError) as caught:
        apply_table(reading.source, reading.network, table)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the table is empty"),
        (b"a\tb\n", 'the first line has no column "regulator"'),
        (b"regulator\tregulator\ttarget\n", 'two columns "regulator"'),
        (b"regulator\ttarget\n\xff\xff", "not UTF-8"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_table(data)

    assert message in str(caught.value)


def test_columns_are_known() -> None:
    assert {*LISTS, *TEXTS} < {*COLUMNS}
