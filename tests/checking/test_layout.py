"""Laws of the layout: it stays as it is, keeps every comment, and never changes the meaning."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.checking.layout import ORDERS, lay_out, remarks
from boolnet.errors import FormatError, RuleFileError, UnsupportedError
from boolnet.formats.files import read_bytes
from boolnet.formats.registry import FORMATS
from boolnet.language.source import SourceText

NAMES = ("A", "b", "IL-2", "Longer_name", '"D e"', "凋亡", "TNFα", "targets", "maj")


def laid_out(text, order="keep"):
    data = text if isinstance(text, bytes) else text.encode()
    return lay_out(read_bytes(data, "x.bnet"), order).text


@st.composite
def formulas(draw, depth=2):
    """Formulas as people type them: any blanks, words or signs, brackets or none."""
    blank = st.sampled_from(["", " ", "  ", "\t"])
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return draw(st.sampled_from([*NAMES, "0", "1", "TRUE", "false"]))
    inner = draw(formulas(depth - 1))
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return draw(st.sampled_from(["!", "! ", "!!", "not ", "NOT "])) + f"({inner})"
    if kind == 1:
        return f"({draw(blank)}{inner}{draw(blank)})"
    if kind == 2:
        macro = draw(st.sampled_from(["maj({}, {})", "sumgt({},{}, 1)", "any({} ,{})", "({}^{})"]))
        return macro.format(inner, draw(formulas(depth - 1)))
    sign = draw(st.sampled_from(["&", "|", "&&", "||", " and ", " OR "]))
    other = draw(formulas(depth - 1))
    left, right = (f"({part})" if "^" in part else part for part in (inner, other))
    return f"{left}{draw(blank)}{sign}{draw(blank)}{right}"


REMARK = st.sampled_from(
    ["# note", "#", "#@ note: \"x, y\"", "#@ A: kind: gene", "# A, B", "#@@", "#  ünï  ", "#\t#"]
)  # fmt: skip


@st.composite
def files(draw):
    """Rule files with every kind of line, each node once."""
    chosen = draw(st.lists(st.sampled_from(NAMES[:-2]), min_size=1, max_size=6, unique=True))
    lines = [draw(REMARK)] if draw(st.booleans()) else []
    lines += draw(st.sampled_from([[], ["targets, factors"], ["Targets , functions  # head"]]))
    for name in chosen:
        lines += draw(st.lists(st.one_of(st.just(""), REMARK), max_size=3))
        behind = draw(st.one_of(st.just(""), REMARK.map(lambda text: f"  {text}")))
        lines.append(f"{name}{draw(st.sampled_from([',', ' , ', ', ']))}{draw(formulas())}{behind}")
    lines += draw(st.lists(st.one_of(st.just("  "), REMARK), max_size=2))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return (
        draw(st.sampled_from(["", "\ufeff"])) + end.join(lines) + draw(st.sampled_from(["", end]))
    )


@given(files(), st.sampled_from(ORDERS))
def test_the_layout_is_a_fixed_point_that_keeps_meaning_and_comments(text, order):
    before = read_bytes(text.encode(), "x.bnet")
    if before.network is None:  # a name in two spellings
        return

    try:
        once = laid_out(text, order)
    except UnsupportedError:  # an annotation above the header speaks of the rule that came first
        assert order != "keep"
        return
    after = read_bytes(once.encode(), "x.bnet")

    assert once == laid_out(once, order)
    assert before.network == after.network
    assert sorted(remarks(before.source)) == sorted(remarks(after.source))
    if order == "keep":
        assert remarks(before.source) == remarks(after.source)
        assert before.network.names == after.network.names
        assert once == laid_out(once)
    assert all(line == line.rstrip() for line in once.splitlines())
    assert "\n\n\n" not in once.replace("\r", "")


def test_the_rules_of_a_block_stand_in_one_column():
    text = "targets,factors\nA,B\nLonger,A&(B|!C)\n\nB,A\nC,1\n"

    assert laid_out(text) == ("targets, factors\nA,      B\nLonger, A & (B | !C)\n\nB, A\nC, 1\n")


def test_a_long_name_does_not_push_its_neighbours():
    long = "A_name_that_is_much_longer_than_others"

    assert f"A,  {long}\nBB, A\n{long}, BB\n" == laid_out(f"A, {long}\nBB, A\n{long}, BB\n")


def test_wide_characters_count_twice():
    assert "凋亡, A\nA,    凋亡\n" == laid_out("凋亡,A\nA,凋亡\n")


def test_comments_behind_rules_move_above_them():
    text = "targets, factors # head\nA, B # why\nB, A #@ kind: gene\n# end\n"

    assert laid_out(text) == ("# head\ntargets, factors\n# why\nA, B\n#@ kind: gene\nB, A\n# end\n")


def test_parentheses_and_negations_stay():
    assert "A, ((B)) & !!A\nB, !(A)\n" == laid_out("A,((B))&!!A\nB,not(A)\n")


def test_what_other_programs_write_becomes_ours():
    assert "A, B\nB, A\n" == laid_out("A <- B\nB <- A\n")
    assert "targets, factors\nA, B\nB, A\n" == laid_out(
        "TARGETS,Functions,probabilities\nA,B,1\nB,A,1\n"
    )


def test_line_ends_stay_when_they_are_all_alike():
    assert "A, B\r\nB, A\r\n" == laid_out("A,B\r\nB,A\r\n")
    assert "A, B\nB, A\n" == laid_out("A,B\r\nB,A\n")
    assert "A, B\nB, A\n" == laid_out("A,B\rB,A\r")


def test_rules_are_sorted_with_what_stands_above_them():
    text = (
        "# file\n\ntargets, factors\n# --- z\n\n# of B\nB, A\nA, C\n\n# --- inputs\n\nC, C\n# end\n"
    )

    assert laid_out(text, "name") == (
        "# file\n\ntargets, factors\n# --- z\n\nA, C\n# of B\nB, A\n\n# --- inputs\n\nC, C\n# end\n"
    )
    assert [line for line in laid_out(text, "deps").splitlines() if line[:1] in "ABC" and line] == [
        "C, C",
        "A, C",
        "B, A",
    ]


def test_what_has_errors_is_refused():
    with pytest.raises(RuleFileError):
        laid_out("A, (B\n")


def test_names_that_look_mistyped_are_laid_out_as_they_are():
    assert "Akt, B\nB,   AKT\n" == laid_out("Akt,B\nB,AKT\n")


def test_other_formats_have_no_layout():
    other = next((form.name for form in FORMATS if form.name != "bnet"), None)
    if other is None:
        pytest.skip("there is one format only")
    reading = replace(read_bytes(b"A, A\n", "x.bnet"), format=other)

    with pytest.raises(FormatError, match=r"only \.bnet files"):
        lay_out(reading)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zzz, 1\ntargets, factors\n", "targets, factors would mean something else"),
        ('#@ note: "of z"\ntargets, factors\nz, A\nA, z\n', "an annotation would mean"),
    ],
)
def test_an_order_that_would_change_what_is_said_is_refused(text, told):
    with pytest.raises(UnsupportedError, match=told):
        laid_out(text, "name")


def test_many_rules_are_laid_out():
    rules = "".join(f"N{i}, N{i - 1}&!N{(i * 7) % 3_000} # why\n" for i in range(1, 3_000))

    text = laid_out(f"N0,N0\n{rules}")

    assert 3_000 == text.count("# why") + 1


def test_depth_costs_no_recursion():
    depth = 15_000

    assert f"A, {'(' * depth}A{')' * depth}\n" == laid_out(f"A,{'(' * depth}A{')' * depth}\n")


def test_comments_are_taken_whole():
    source = SourceText.of('#@ A: note: "#" \nA, A #  b  \n')

    assert ['#@ A: note: "#"', "#  b"] == remarks(source)


def test_rules_too_entangled_to_be_compared_are_compared_as_they_are_spelled(monkeypatch):
    import boolnet.checking.layout as module

    monkeypatch.setattr(module, "compare_meanings", lambda _before, _after: None)

    assert "A, B & !C\nB, A\nC, A\n" == laid_out("A,B&!C\nB,A\nC,A\n")
    monkeypatch.setattr(module, "format_formula", id)
    with pytest.raises(UnsupportedError, match="cannot be compared"):
        laid_out("A,B&!C\nB,A\nC,A\n")
