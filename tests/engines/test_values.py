"""Tests of `boolnet.engines.values`."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boolnet.engines.values import PackedValues


@given(st.dictionaries(st.integers(0, 90), st.booleans()), st.integers(-2, 95))
def test_it_is_read_like_the_dictionary_it_stands_for(values: dict[int, bool], node: int) -> None:
    mask = sum(1 << v for v in values)
    packed = PackedValues(mask, sum(1 << v for v, on in values.items() if on))

    assert values == packed == dict(packed)
    assert len(values) == len(packed)
    assert values.get(node) == packed.get(node)
    assert (node in values) == (node in packed)
    assert sorted(values) == list(packed)
