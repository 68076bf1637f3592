"""Tests of `boolnet.formats.json_tree`, held to the standard library."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Diagnostic
from boolnet.formats import json_tree
from boolnet.formats.json_tree import Value, parse_json
from boolnet.language.source import SourceText

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


def parse(text):
    return parse_json(SourceText.of(text))


def plain(value):
    content = value.content
    if isinstance(content, dict):
        return {name: plain(inner) for name, inner in content.items()}
    return [plain(inner) for inner in content] if isinstance(content, list) else content


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_values_are_those_of_the_standard_library_and_know_their_places(value, indent, escaped):
    text = json.dumps(value, indent=indent, ensure_ascii=escaped)
    tree = parse(text)

    assert isinstance(tree, Value)
    assert value == plain(tree)
    stack = [tree]
    while stack:
        part = stack.pop()
        assert plain(part) == json.loads(text[part.start : part.end])
        stack += part.content.values() if isinstance(part.content, dict) else part.items()


@given(st.text('{}[]",:0123.eE-+truefalsn \n\\u\0é', max_size=30))
def test_a_text_is_read_if_the_standard_library_reads_it(text):
    try:
        pairs = json.loads(text, object_pairs_hook=list, parse_constant=lambda _: 1 / 0)
        del pairs
        valid = True
    except (ValueError, ZeroDivisionError):
        valid = False
    tree = parse(text)

    if isinstance(tree, Diagnostic):
        assert "BN011" == tree.code
        assert 0 <= tree.span.start <= tree.span.end <= len(text)
        assert not valid or "twice" in tree.message or "characters" in tree.message
    else:
        assert valid


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": [1,\n', "line 2: the text ends where a value is expected"),
        ('{"a": 1\n', "line 2: the text ends inside an object"),
        ("[1 2]", 'a comma or the end is expected in a list, not "2"'),
        ("{a: 1}", "a name in quotation marks is expected"),
        ('{"a" 1}', "a colon is expected"),
        ('{"a": NaN}', '"NaN" is no value'),
        ("[-Infinity]", '"-" is no value'),
        ('{"a": 1, "a": 2}', '"a" stands twice'),
        ('["a', "a string is never closed"),
        ('["\\q"]', "an escape that it may not"),
        ("1 2", "something stands behind the end"),
        ("", "the text ends where a value is expected"),
        ("9" * 5000, "a number has 5,000 characters"),
    ],
)
def test_the_message_says_what_is_wrong(text, reason):
    assert reason in parse(text).message


def test_depth_and_size_are_limited_and_the_limits_named(monkeypatch):
    assert "nested more than 1,000 deep" in parse("[" * 1_000_000).message
    assert isinstance(parse("[" * 999 + "]" * 999), Value)
    monkeypatch.setattr(json_tree, "MAX_VALUES", 10)
    assert "more than 10 values" in parse("[1,1,1,1,1,1,1,1,1,1,1]").message


def test_an_unclosed_object_shows_where_it_starts():
    finding = parse('{"a": 1, "b": {"c": 1}')

    assert ((0, 1), "it starts here") == finding.related[0]
