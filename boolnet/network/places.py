"""Where a file speaks of a node and of a regulation, whatever format it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from boolnet.diagnostics import Span
from boolnet.language.syntax import Document, names_of
from boolnet.network.rule import normalise


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the nodes of a file.

    Attributes:
        targets: The name at the head of each node's rule, or whatever stands for it.
        rules: The rule of each node: in ``.bnet`` what stands behind the comma.
        uses: For each target and regulator, every place where the rule names the regulator, in
            the order of the text.
    """

    targets: Mapping[str, Span] = field(default_factory=dict)
    rules: Mapping[str, Span] = field(default_factory=dict)
    uses: Mapping[tuple[str, str], tuple[Span, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Places:
        """The places in a tree; of two rules for a node, those of the first. Cost: linear."""
        targets: dict[str, Span] = {}
        rules: dict[str, Span] = {}
        uses: dict[tuple[str, str], list[Span]] = {}
        for rule in document.rules:
            if rule.target is None:
                continue
            target = normalise(rule.target.text)
            if target in targets:
                continue
            targets[target] = rule.target.span
            if rule.formula is None:
                continue
            rules[target] = rule.formula.span
            for name in names_of(rule.formula):
                uses.setdefault((target, normalise(name.text)), []).append(name.span)
        return cls(targets, rules, {pair: tuple(found) for pair, found in uses.items()})

    def use(self, target: str, regulator: str) -> Span | None:
        """Where the rule of *target* first names *regulator*, or the next best place."""
        found = self.uses.get((target, regulator))
        return found[0] if found else self.rules.get(target) or self.targets.get(target)
