"""Offsets to an editor's positions and back, held to the encoders of Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Span
from boolnet.language.source import SourceText
from boolnet.lsp.positions import ENCODINGS, Position, Ruler, apply_change

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("ab,&é中文🙂\u2028\x0c\x85\t\r\n"), max_size=30)


def count(text: str, encoding: str) -> int:
    codec, size = UNITS[encoding]
    return len(text.encode(codec)) // size


@given(TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_positions_count_units_as_the_encoder_does(
    text: str, encoding: str, data: st.DataObject
) -> None:
    source = SourceText.of(text)
    offset = data.draw(st.integers(0, len(text)))

    place = Ruler(source, encoding).position(offset)

    start = source.starts[place.line]
    assert source.line(offset) - 1 == place.line
    assert count(text[start:offset], encoding) == place.column


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_a_position_leads_back_to_its_offset(text: str, encoding: str) -> None:
    source = SourceText.of(text)
    ruler = Ruler(source, encoding)

    for offset in range(len(text) + 1):
        place = ruler.position(offset)
        inside = offset <= source.line_end(place.line + 1)  # else between CR and LF
        assert min(offset, source.line_end(place.line + 1)) == ruler.offset(*place) or not inside


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(-2, 9), st.integers(-2, 99))
def test_no_position_is_outside_of_the_text(
    text: str, encoding: str, line: int, column: int
) -> None:
    source = SourceText.of(text)

    offset = Ruler(source, encoding).offset(line, column)

    assert 0 <= offset <= len(text)
    if 0 <= line < len(source.starts):
        assert source.starts[line] <= offset <= source.line_end(line + 1)


@pytest.mark.parametrize(("encoding", "behind"), [("utf-8", 8), ("utf-16", 6), ("utf-32", 5)])
def test_an_emoji_takes_its_units(encoding: str, behind: int) -> None:
    ruler = Ruler(SourceText.of('A, "🙂"\n'), encoding)

    assert (0, behind) == ruler.position(5)
    assert 5 == ruler.offset(0, behind)
    assert 4 == ruler.offset(0, behind - 1)  # within the emoji, or at it


@given(TEXTS, TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_a_change_replaces_what_the_editor_selected(
    text: str, new: str, encoding: str, data: st.DataObject
) -> None:
    source = SourceText.of(text)
    ruler = Ruler(source, encoding)
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    first, last = (min(o, source.line_end(source.line(o))) for o in (first, last))

    after = apply_change(source, ruler.position(first), ruler.position(last), new, encoding)

    assert text[:first] + new + text[last:] == after.text
    assert SourceText.of(after.text).starts == after.starts


def test_a_long_line_of_wide_characters_is_measured_once() -> None:
    source = SourceText.of("🙂" * 100_000)
    ruler = Ruler(source)

    places = [ruler.position(offset) for offset in range(0, 100_000, 10)]

    assert Position(0, 2 * 99_990) == places[-1]
    assert 20 == ruler.units(Span(5, 15))
