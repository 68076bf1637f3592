"""Where a file speaks of a node and of a regulation, whatever format it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from boolnet.diagnostics import Span
from boolnet.language.plain import PlainRule, find_words
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

    @classmethod
    def of_plain(cls, rules: Sequence[PlainRule]) -> Places:
        """The places in a plain file. Cost: those of regulators are looked for when asked for."""
        targets = {rule.target: Span(rule.start, rule.start + len(rule.target)) for rule in rules}
        written = {rule.target: _written(rule) for rule in rules}
        return cls(targets, written, _PlainUses({rule.target: rule for rule in rules}))

    def use(self, target: str, regulator: str) -> Span | None:
        """Where the rule of *target* first names *regulator*, or the next best place."""
        found = self.uses.get((target, regulator))
        return found[0] if found else self.rules.get(target) or self.targets.get(target)


def _written(rule: PlainRule) -> Span:
    """The rule without the blanks around it."""
    start = rule.comma + 1 + len(rule.written) - len(rule.written.lstrip(" \t"))
    return Span(start, start + len(rule.written.strip(" \t")))


class _PlainUses(Mapping[tuple[str, str], tuple[Span, ...]]):
    """Where the rules of a plain file name their regulators."""

    def __init__(self, rules: Mapping[str, PlainRule]) -> None:
        self._rules = rules

    def __getitem__(self, key: tuple[str, str]) -> tuple[Span, ...]:
        target, regulator = key
        rule = self._rules[target]
        start = rule.comma + 1
        found = find_words(rule.written, regulator)
        if not found:
            raise KeyError(key)
        return tuple(Span(start + place, start + place + len(regulator)) for place in found)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for target, rule in self._rules.items():
            for name in rule.formula.names:
                yield target, name

    def __len__(self) -> int:
        return sum(len(rule.formula.names) for rule in self._rules.values())
