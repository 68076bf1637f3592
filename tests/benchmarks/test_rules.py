"""Rule files as text: what every program is given to read."""

from __future__ import annotations

from benchmarks.rules import (
    find_inputs,
    find_readout,
    hold_inputs,
    perturb_rules,
    read_rules,
    write_rules,
)

TEXT = """targets,factors
# a comment, with a comma
A, (A)
B, A & !C
C, B | true
D, D & B & E
F, D
G, G
"""


def test_rules_are_read_in_order_and_names_without_one_become_inputs() -> None:
    rules = read_rules(TEXT)

    assert ["A", "B", "C", "D", "F", "G", "E"] == list(rules)
    assert "E" == rules["E"]
    assert ["A", "G", "E"] == find_inputs(rules)


def test_held_inputs_are_constants_for_every_program() -> None:
    held = hold_inputs(read_rules(TEXT))

    assert [("A", "1"), ("G", "1"), ("E", "1")] == [p for p in held.items() if p[1] == "1"]
    assert read_rules(write_rules(held)) == held


def test_the_readout_is_the_first_node_that_no_other_depends_on() -> None:
    assert "F" == find_readout(read_rules(TEXT))
    assert find_readout(read_rules("A, B\nB, A\nC, C")) is None


def test_a_mutant_holds_nodes_and_what_a_target_sees() -> None:
    rules = {"A": "A & AB | !A.B", "AB": "A | AB", "A.B": "A"}

    assert rules | {"AB": "1"} == perturb_rules(rules, [("AB", True)])
    assert {"A": "0 & AB | !A.B", "AB": "A | 1", "A.B": "A"} == perturb_rules(
        rules, [], [("A", "A", False), ("AB", "AB", True)]
    )
