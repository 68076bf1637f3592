"""Tests of `boolnet.language.parser` and the files it consists of."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.diagnostics import Severity
from boolnet.language.decode import decode
from boolnet.language.edits import apply_fixes
from boolnet.language.parser import parse_document
from boolnet.language.source import SourceText
from boolnet.language.syntax import (
    Annotation,
    Blank,
    Comment,
    Connective,
    Group,
    Header,
    Macro,
    Negation,
    Operation,
    Rule,
    names_of,
)

MODEL = """\
targets, factors
# Macrophage, much simplified
RANKL, RANKL
OPG, OPG
RANK, RANKL & !OPG
#@ RANK: kind: protein
TRAF6, RANK | (IL1B & MYD88)
IL1B, IL1B
MYD88, IL1B & !(TOLLIP | SIGIRR)
TOLLIP, 0
SIGIRR, 1  # always there

NFATC1, maj(TRAF6, CALCIUM, NFATC1)
CALCIUM, TRAF6
"""


def parse(text):
    return parse_document(SourceText.of(text))


def formula(text):
    document, findings = parse(f"A, {text}\n")
    assert [d.code for d in findings if d.severity is Severity.ERROR] == []
    return document.rules[0].formula


def codes(text):
    return [finding.code for finding in parse(text)[1]]


def test_every_line_is_in_the_tree_in_order():
    document, findings = parse(MODEL)

    assert findings == ()
    kinds = [type(line) for line in document.lines]
    assert kinds[:3] == [Header, Comment, Rule]
    assert kinds[5] is Annotation
    assert kinds[11] is Blank
    assert document.lines[5].text == " RANK: kind: protein"
    assert isinstance(document.rules[7].remark, Comment)


def test_and_binds_tighter_than_or():
    tree = formula("A | B & !C")

    assert isinstance(tree, Operation)
    assert tree.connective is Connective.OR
    conjunction = tree.operands[1]
    assert conjunction.connective is Connective.AND
    assert isinstance(conjunction.operands[1], Negation)


def test_spans_say_where_things_stand():
    text = "A, (B  &  !C)\n"
    document, _ = parse(text)
    group = document.rules[0].formula
    assert isinstance(group, Group)

    places = [group.span, group.inner.span, group.inner.operators[0], group.inner.operands[1].span]

    assert [text[p.start : p.end] for p in places] == ["(B  &  !C)", "B  &  !C", "&", "!C"]


@pytest.mark.parametrize(
    "name", ["IL-2", "14_3_3", "4EBP1", "protéine", "凋亡", "a.b", "x:y", "nor"]
)
def test_a_name_may_stand_bare(name):
    assert [n.text for n in names_of(formula(f"{name} & !B"))] == [name, "B"]


@pytest.mark.parametrize("name", ["NOT", "TNF (α), soluble", "A/B", "1", "#".replace("#", "a b")])
def test_a_name_in_quotes_may_be_anything(name):
    assert [n.text for n in names_of(formula(f'"{name}" | B'))] == [name, "B"]


def test_a_macro_is_a_name_when_nothing_is_in_parentheses_behind_it():
    assert [n.text for n in names_of(formula("all & any"))] == ["all", "any"]
    assert isinstance(formula("sumgt(A, B & C, 1)"), Macro)


def test_parity_alone_or_in_parentheses_is_clear():
    assert formula("A ^ B ^ C").connective is Connective.XOR
    assert formula("(A ^ B) & C").connective is Connective.AND
    assert codes("A, B | C ^ A\n") == ["BN115"]


def test_a_file_with_three_mistakes_gets_three_messages():
    assert codes("A, B &\nB, (A\nC, C\nD, A C\n") == ["BN105", "BN101", "BN104"]


def test_a_bad_rule_leaves_its_target_defined():
    document, _ = parse("A, B &\nB, A\n")

    assert [rule.target.text for rule in document.rules] == ["A", "B"]
    assert document.rules[0].formula is None
    assert document.rules[1].formula is not None


def test_a_rule_over_three_lines_is_one_mistake():
    assert codes("A, B &\n  (C |\n  D)\nB, A\n") == ["BN119"]
    assert codes("A, B\n  & C\nB, A\n") == ["BN119"]


def test_a_parenthesis_left_open_before_a_proper_rule_costs_one_rule():
    assert codes("A, (B\nB, A\n") == ["BN101"]


def test_the_same_mistake_on_many_lines_is_said_once_with_a_count():
    document, findings = parse("".join(f"N{i} = N{i}\n" for i in range(40)))

    assert [d.code for d in findings] == ["BN106"]
    assert findings[0].notes == ("the same at 39 more places",)
    assert len(findings[0].fix.edits) == 40
    assert len(document.rules) == 40


def test_only_the_first_line_can_be_the_header():
    document, findings = parse("targets, factors\ntargets, factors & A\nfactors, targets\nA, A\n")

    assert findings == ()
    assert [rule.target.text for rule in document.rules] == ["targets", "factors", "A"]


def test_look_alikes_in_comments_and_quotes_are_left_alone():
    assert codes('A, "B，C" # （remark）\n') == []


def test_ten_thousand_parentheses_are_read():
    depth = 10_000
    group = formula("(" * depth + "B" + ")" * depth)

    assert isinstance(group, Group)
    assert [n.text for n in names_of(group)] == ["B"]


def test_more_parentheses_than_the_limit_are_counted():
    (finding,) = parse("A, " + "(" * 100_000 + "B\n")[1]

    assert finding.code == "BN007"
    assert finding.message == "parentheses are nested 100,000 deep; the limit is 20,000"


def test_a_run_of_negations_is_one_node():
    tree = formula("!" * 100_000 + "B")

    assert isinstance(tree, Negation)
    assert len(tree.operators) == 100_000


@pytest.mark.parametrize(
    "text",
    [
        "A, " + "[" * 20_000,
        "A, " + "[" + " " * 20_000 + "B",
        "A, " + '"' * 20_001,
        "A" + " " * 20_000 + "B",
        "A, " + "a-" * 20_000,
        "A, " + "/" * 20_000,
        "A, " + "“" * 20_000,
        "A, B and " * 5_000,
        "A = B\n" * 5_000,
    ],
    ids=["brackets", "blanks", "quotes", "gap", "hyphens", "slashes", "smart", "words", "lines"],
)
def test_hostile_lines_take_linear_time(text):
    started = time.process_time()

    parse(text)

    assert time.process_time() - started < 3


@given(st.binary(max_size=200))
def test_no_bytes_lead_to_an_exception(data):
    source, _ = decode(data)

    parse_document(source)


@given(st.text(alphabet='AB1 \t\n\r,!&|^()[]{}"#=<->:;.@*~+/$%\\`\ufeff\u200b，（“é'))
def test_no_text_leads_to_an_exception(text):
    document, findings = parse(text)

    for finding in findings:
        assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(text)
    assert bool(document.rules) or any(d.severity is Severity.ERROR for d in findings)


@given(st.integers(0, len(MODEL) - 1))
def test_a_lost_character_costs_a_few_messages_near_by(position):
    text = MODEL[:position] + MODEL[position + 1 :]
    source = SourceText.of(text)

    errors = [d for d in parse_document(source)[1] if d.severity is Severity.ERROR]

    assert len(errors) <= 3
    for finding in errors:
        assert abs(source.line(finding.span.start) - source.line(min(position, len(text)))) <= 1


def test_overlapping_fixes_are_not_both_carried_out():
    text = "A, B；\n"
    _, findings = parse(text)
    fixes = [finding.fix for finding in findings if finding.fix]

    fixed, carried = apply_fixes(text, fixes)

    assert (fixed, carried) == ("A, B;\n", 1)
