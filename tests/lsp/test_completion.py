"""What is offered at a place, best first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.lsp.completion import MOST, Choice, complete
from tests.lsp.views import MODEL, view_of


def offered(marked: str, text: str = MODEL) -> list[Choice]:
    """What is offered at the mark in *marked*, lines that are put behind *text*."""
    place = marked.index("^")
    view = view_of(text + marked.replace("^", ""))
    return list(complete(view, len(text) + place).found)


def labels(marked: str, text: str = MODEL) -> list[str]:
    return [choice.label for choice in offered(marked, text)]


def test_nodes_come_with_their_uses_the_most_used_first() -> None:
    found = offered("New, ^")

    assert ["ERK", "MEK"] == [choice.label for choice in found[:2]]
    assert "used 5 times" == found[0].detail
    assert {"!", "0", "1", "maj"} < {choice.label for choice in found}


def test_what_is_typed_narrows_and_is_replaced() -> None:
    (choice,) = [c for c in offered("New, ERK & DU^S") if c.sort.value == "node"]

    assert "DUSP6" == choice.text
    assert 3 == choice.span.end - choice.span.start  # the whole word, not only up to the place


def test_a_name_with_blanks_is_put_in_quotes() -> None:
    found = offered("New, β^")
    behind_quote = offered('New, "β^')

    assert '"β-cell growth 🙂"' == found[0].text == behind_quote[0].text
    assert "β-cell growth 🙂" == found[0].filter
    assert found[0].text == behind_quote[0].filter


def test_behind_an_operand_come_operators() -> None:
    assert ["&", "|", "^"] == labels("New, ERK ^")
    assert ["&", "|", "^"] == labels("New, (ERK | RAF) ^")
    assert [","] == labels("New ^")


def test_at_the_start_of_a_line_come_nodes_without_a_rule() -> None:
    (choice,) = offered("^")

    assert "IL" == choice.label
    assert "IL, " == choice.text
    assert choice.detail.startswith("has no rule yet")


def test_an_empty_file_starts_with_the_header() -> None:
    assert ["targets, factors"] == labels("^", "")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("#@ ERK ^", ["->", "-|", "-?"]),
        ("#@ ERK -^", ["->", "-|", "-?"]),
        ("#@ MEK -> D^", ["DUSP6", "Fixed"]),
        ("#@ kind: ^", ["protein", "gene"]),
        ("#@ A -> B | confidence: ^", ["low", "medium", "high"]),
        ("#@ levels: IL < IL_^", ["IL_hi"]),
        ("#@ ignore: ^", ["BN001", "BN002"]),
        ("#@ MEK -> ERK | ^", ["PMID", "PMC"]),
        ("#@ ^", ["PMID", "PMC"]),
    ],
)
def test_annotations_are_completed(marked: str, expected: list[str]) -> None:
    found = labels(marked)

    if marked.endswith("D^"):
        assert set(found) == {"DUSP6", "Fixed"}
    else:
        assert expected == found[: len(expected)]


def test_a_bar_within_an_arrow_starts_no_item() -> None:
    assert "DUSP6" in labels("#@ ERK -| ^")
    assert "note" in labels("#@ ERK -| DUSP6 | ^")


def test_comments_are_left_alone() -> None:
    assert [] == labels("# ERK ^")
    assert [] == labels("A, B # ^")


def test_the_word_that_is_typed_is_not_offered_to_itself() -> None:
    assert "Unheard" not in labels("New, Unheard^")


def test_very_many_nodes_are_cut() -> None:
    text = "targets, factors\n" + "".join(f"N{i}, N{i + 1}\n" for i in range(1000))
    view = view_of(text + "A, ")

    choices = complete(view, len(text) + 3)

    assert choices.more
    assert MOST == len(choices.found)


@given(st.text(st.sampled_from('AB,&|!()"#@<->: |=\t🙂\n'), max_size=40), st.data())
def test_every_choice_replaces_what_was_typed(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))

    for choice in complete(view_of(text), offset).found:
        assert 0 <= choice.span.start <= offset <= choice.span.end <= len(text)
