"""How rows of screens are judged: by a search of a network that is written anew."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.rules import read_rules
from benchmarks.screen_agreement import Trial, compare_fresh, iter_trials
from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.formats.files import parse_network

RULES = read_rules("A, B\nB, A & !C\nC, C\nD, A | E\nE, D & !A\n")
TRIAL = Trial("some", RULES, ASYNCHRONOUS, edges=True, seed=1)


def test_a_row_agrees_with_its_mutant_and_a_changed_row_does_not() -> None:
    screen = TRIAL.screen()
    rows = list(TRIAL.iter_rows(screen))

    assert rows
    for row in rows:
        mutant = parse_network(TRIAL.mutant(screen, row))
        words = "no" if row.phenotypes[0].words == "every" else "every"
        shown = (replace(row.phenotypes[0], words=words), *row.phenotypes[1:])
        assert [] == compare_fresh(screen, row, mutant, 20)
        assert compare_fresh(screen, replace(row, attractors=row.attractors + 1), mutant, 20)
        assert compare_fresh(screen, replace(row, fixed_points=row.fixed_points - 1), mutant, 20)
        assert compare_fresh(screen, replace(row, phenotypes=shown), mutant, 20)


def test_a_lower_bound_may_be_less_but_not_more() -> None:
    screen = TRIAL.screen()
    row = replace(next(TRIAL.iter_rows(screen)), coverage="lower-bound")
    mutant = parse_network(TRIAL.mutant(screen, row))

    assert [] == compare_fresh(screen, replace(row, attractors=0), mutant, 20)
    assert compare_fresh(screen, replace(row, attractors=row.attractors + 1), mutant, 20)


def test_all_networks_and_schemes_have_their_turn() -> None:
    trials = list(iter_trials({"some": RULES, "other": RULES}, 48, 0))

    assert 12 == len(trials)
    assert 12 == len({(trial.name, str(trial.update), trial.edges) for trial in trials})
