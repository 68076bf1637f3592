"""Tests of `boolnet.language.source` and `boolnet.language.decode`."""

import pytest

from boolnet.language.decode import decode
from boolnet.language.source import SourceText


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_ends_at_lf_crlf_and_cr(end):
    source = SourceText.of(f"A, B{end}B, A{end}")

    assert [source.line_text(n) for n in (1, 2, 3)] == ["A, B", "B, A", ""]
    assert source.line(source.text.index("B, A")) == 2


@pytest.mark.parametrize("odd", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_nothing_else_ends_a_line(odd):
    """`str.splitlines` would; no editor numbers lines that way."""
    assert len(SourceText.of(f"A{odd}B").starts) == 1


def test_columns_count_characters_and_bytes_count_utf8():
    source = SourceText.of("# é\n凋亡, B\n")
    comma = source.text.index(",")

    assert (source.line(comma), source.column(comma), source.byte(comma)) == (2, 3, 11)


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"prot\xe9ine, B\n", "latin-1"),
        (b"\x93A\x94, B\n", "cp1252"),
        ("凋亡, B\n".encode("gb18030"), "gb18030"),
        ("A, B\n".encode("utf-16"), "utf-16"),
        ("A, B\nB, A\n".encode("utf-16-le"), "utf-16"),
    ],
)
def test_the_likely_encoding_is_named(data, hint):
    _, findings = decode(data)

    assert [d.code for d in findings] == ["BN002"]
    assert findings[0].help.endswith(f"--encoding {hint}")


def test_the_encoding_that_was_named_works():
    source, findings = decode("A, B\n".encode("utf-16"), encoding="utf-16")

    assert source.text == "A, B\n"
    assert findings == ()
