"""What the pointer above a word says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.formats.bnet import write_bnet
from boolnet.lsp.hover import SMALL, excerpt, find_hover
from boolnet.network.network import Network
from tests.lsp.views import MODEL, at, view_of
from tests.strategies import networks


def said(text: str, marked: str) -> str:
    found = find_hover(*at(text, marked))
    assert found is not None
    return found[0]


def test_a_node_is_explained() -> None:
    text = said(MODEL, "DUSP6, E^RK")

    assert text.startswith("**ERK** (line 6, used 5 times)")
    assert "```bnet\nERK, MEK & (RAF | !DUSP6)\n```" in text
    assert "*on when* MEK is on, and \\(RAF is on or DUSP6 is off\\)" in text
    assert "- MEK activates: needed in every case (PMID:8388392)" in text
    assert "extracellular signal-regulated kinase, protein" in text
    assert "activates DUSP6, β-cell growth 🙂" in text
    assert "1 feedback loop, the shortest negative" in text


def test_the_rule_is_explained_though_the_file_has_an_error_elsewhere() -> None:
    text = said(MODEL + "Broken, (A &\n", "E^RK, MEK")

    assert "*on when* MEK is on" in text
    assert "(PMID:8388392)" in text
    assert "activates DUSP6" in text


def test_a_rule_with_an_error_says_so() -> None:
    assert "The rule has an error." in said("targets, factors\nA, (B\nB, B\n", "A^, (B")


def test_an_input_and_a_node_without_a_rule() -> None:
    assert "an input: it keeps the value it starts with" in said(MODEL, "M^EK, MEK")
    assert "**IL** (input, used 2 times)" in said(MODEL, "ERK & I^L")


def test_in_a_large_file_the_rule_and_its_neighbours_are_read() -> None:
    rules = "".join(f"N{i}, N{i + 1} & !N{i + 2}\n" for i in range(SMALL + 10))
    text = said("targets, factors\n" + rules, "N7^, N8")

    assert "*on when* N8 is on and N9 is off" in text
    assert "activates N6" in text
    assert "inhibits N5" in text


@given(networks())
def test_the_excerpt_has_the_same_rule(network: Network) -> None:
    view = view_of(write_bnet(network))

    whole = view.reading.network
    assert whole is not None
    for name in network.names:
        part = view_of(excerpt(view, name)).reading.network
        assert part is not None
        assert str(whole.rule(name)) == str(part.rule(name))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("P^MID:8388392", "a PubMed number"),
        ("cell^: ", "The cells in which"),
        ("veri^fy", "has not been compared"),
    ],
)
def test_words_of_annotations(marked: str, expected: str) -> None:
    assert expected in said(MODEL, marked)


def test_a_code_shows_its_page() -> None:
    text = said('targets, factors\n#@ ignore: BN204 "as published"\nA, A\n', "BN2^04")

    assert text.startswith("**BN204** case")
    assert "\n\n" in text


def test_names_are_no_markdown() -> None:
    text = said('targets, factors\n"a*b_`c`[x](y)<i>", A\nA, A\n', '"a*b^')

    assert "**a\\*b\\_\\`c\\`\\[x\\]\\(y\\)\\<i\\>**" in text


def test_nothing_is_said_about_nothing() -> None:
    assert find_hover(view_of(), 0) is None
    assert find_hover(*at(MODEL, "# gro^wth")) is None


@given(st.text(st.sampled_from('AB,&|!()"#@<->: |=\t🙂\n'), max_size=40), st.data())
def test_no_text_is_too_odd(text: str, data: st.DataObject) -> None:
    find_hover(view_of(text), data.draw(st.integers(0, len(text))))
