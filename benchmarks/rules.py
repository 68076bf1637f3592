"""Rule files as text: inputs written out or held, and a node to ask about.

Nothing of boolnet is used, so that every program reads the same file. The files are plain:
one ``name, rule`` a line with ``& | !`` and constants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
CONSTANTS = {"true", "false", "True", "False", "TRUE", "FALSE"}


def read_rules(text: str) -> dict[str, str]:
    """The rules in *text* by name, in order; a name without a rule becomes an input at the end."""
    rules: dict[str, str] = {}
    for line in text.splitlines():
        name, comma, rule = (part.strip() for part in line.partition(","))
        if not comma or line.lstrip().startswith("#"):
            continue
        if (name.lower(), rule.lower()) != ("targets", "factors"):
            rules[name] = rule
    for rule in list(rules.values()):
        for name in names_in(rule):
            rules.setdefault(name, name)
    return rules


def write_rules(rules: dict[str, str]) -> str:
    """The text of a rule file that every program reads."""
    lines = [f"{name}, {rule}" for name, rule in rules.items()]
    return "\n".join(["targets, factors", *lines]) + "\n"


def names_in(rule: str) -> list[str]:
    """The names in *rule*, each once, in order."""
    return [name for name in dict.fromkeys(NAME.findall(rule)) if name not in CONSTANTS]


def find_inputs(rules: dict[str, str]) -> list[str]:
    """The names whose rule is themselves."""
    return [name for name, rule in rules.items() if name == rule.strip("() ")]


def hold_inputs(rules: dict[str, str]) -> dict[str, str]:
    """The same rules with every input at 1."""
    inputs = set(find_inputs(rules))
    return {name: "1" if name in inputs else rule for name, rule in rules.items()}


def find_readout(rules: dict[str, str]) -> str | None:
    """The first node, no input, that no other node depends on."""
    read = {name for target, rule in rules.items() for name in names_in(rule) if name != target}
    inputs = set(find_inputs(rules))
    return next((name for name in rules if name not in read and name not in inputs), None)


def perturb_rules(
    rules: dict[str, str],
    nodes: Iterable[tuple[str, bool]],
    regulations: Iterable[tuple[str, str, bool]] = (),
) -> dict[str, str]:
    """The rules of a mutant: nodes held, and regulators that a target sees at a value."""
    mutant = dict(rules)
    for regulator, target, value in regulations:
        mutant[target] = re.sub(
            rf"(?<![\w.]){re.escape(regulator)}(?![\w.])", f"{value:d}", mutant[target]
        )
    return mutant | {name: f"{value:d}" for name, value in nodes}
