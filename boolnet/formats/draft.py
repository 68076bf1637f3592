"""A network in the making, from a file whose components have levels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from boolnet.diagnostics import Diagnostic, Severity, Span
from boolnet.formats.levels import Levels
from boolnet.formats.reading import Reading
from boolnet.language.findings import Findings
from boolnet.language.parser import parse_document
from boolnet.language.source import SourceText
from boolnet.logic.expression import Expression
from boolnet.network.annotate import Knowledge, collect_knowledge, read_statements
from boolnet.network.declared import Declared
from boolnet.network.evidence import About, Evidence
from boolnet.network.function import UpdateFunction
from boolnet.network.network import Network, Node
from boolnet.network.places import Places

_NOTHING = About()


@dataclass(slots=True)
class Draft:
    """What is known so far, in terms of the components of the file.

    Attributes:
        source: The file.
        title: The network's title.
        levels: The components and the coding of their levels.
        findings: Everything found so far.
        targets: Where each component stands: what a message about its rule underlines.
        rules: Where the rule of each component is written.
        uses: For each component, the places where its rule names another.
        claims: Declared regulations between components.
        about: What a component is.
        evidence: Reports of regulations, by target.
        start: Start levels.
        lost: What a network does not hold.
        lines: ``#@`` lines that the file holds somewhere, each with its place.
    """

    source: SourceText
    title: str
    levels: Levels
    findings: Findings
    targets: dict[str, Span] = field(default_factory=dict)
    rules: dict[str, Span] = field(default_factory=dict)
    uses: dict[str, Mapping[str, Iterable[Span]]] = field(default_factory=dict)
    claims: list[Declared] = field(default_factory=list)
    about: dict[str, About] = field(default_factory=dict)
    evidence: dict[str, list[Evidence]] = field(default_factory=dict)
    start: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    lines: list[tuple[str, Span]] = field(default_factory=list)
    _written: dict[str, dict[str, Expression]] = field(default_factory=dict)

    def decide(self, name: str, target: Callable[[int], Expression]) -> None:
        """Give *name* the rule that moves it toward *target* (see `Levels.rules`)."""
        self._written[name] = self.levels.rules(name, target)

    def set_rule(self, name: str, rule: Expression) -> None:
        """Give *name*, a component with two levels, the rule *rule*."""
        self.decide(name, lambda _: rule)

    def finish(self) -> Reading:
        """The reading; components without a rule are inputs.

        Cost:
            Linear in the rules, and in the pairs of nodes that regulate each other.
        """
        if self.findings.errors:
            found = self.findings.in_order()
            return Reading(self.source, None, found, rules=len(self._written))
        for finding in self.levels.findings():
            self.findings.add(finding)
        nodes: list[Node] = []
        start: dict[str, bool] = {}
        targets: dict[str, Span] = {}
        rules: dict[str, Span] = {}
        uses: dict[tuple[str, str], tuple[Span, ...]] = {}
        pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
        home = {node: name for name, group in self.levels.nodes.items() for node in group}
        for name, component in self.levels.components.items():
            written = self._written.get(name) or self.levels.free(name)
            places = {other: tuple(spans) for other, spans in self.uses.get(name, {}).items()}
            for node, rule in written.items():
                function = UpdateFunction(rule)
                targets[node] = self.targets.get(name, component.span)
                if name in self.rules:
                    rules[node] = self.rules[name]
                for regulator in function.regulators:
                    pairs.setdefault((home[regulator], name), []).append((regulator, node))
                    if places.get(home[regulator]):
                        uses[node, regulator] = places[home[regulator]]
                nodes.append(Node(node, function, self.about.get(name, _NOTHING)))
            if name in self.start:
                start |= self.levels.values(name, self.start[name])
        evidence: dict[str, list[Evidence]] = {}
        for name, reports in self.evidence.items():
            for report in reports:
                for regulator, node in pairs.get((report.regulator, name), ()):
                    evidence.setdefault(node, []).append(
                        replace(report, regulator=regulator, target=node)
                    )
        known = self._read_lines({node.name: node.function for node in nodes})
        whole = [
            replace(
                node,
                about=_merge(node.about, known.about.get(node.name, _NOTHING)),
                evidence=(*evidence.get(node.name, ()), *known.evidence.get(node.name, ())),
            )
            for node in nodes
        ]
        taken = {node for ladder in self.levels.ladders for node in ladder}
        ladders = [ladder for ladder in known.ladders if not taken & set(ladder)]
        network = Network(tuple(whole), self.title, (*self.levels.ladders, *ladders))
        return Reading(
            self.source,
            network,
            self.findings.in_order(),
            rules=len(self._written),
            declared=tuple(self._declared(pairs)),
            start=start,
            known_places=Places(targets, rules, uses),
            lost=tuple(self.lost),
        )

    def _read_lines(self, functions: Mapping[str, UpdateFunction]) -> Knowledge:
        """What the ``#@`` lines say; mistakes in them are warnings at their places."""
        text = "\n".join(" ".join(line.split()) for line, _ in self.lines)
        source = SourceText.of(text)
        document, _ = parse_document(source)
        found = Findings()
        known = collect_knowledge(read_statements(document, found), functions, found)

        def place(span: Span | None) -> Span:
            return self.lines[source.line(span.start if span else 0) - 1][1]

        for finding in found.in_order():
            message = Diagnostic(finding.code, Severity.WARNING, finding.message)
            self.findings.add(replace(message, span=place(finding.span), help=finding.help))
        about = {k: replace(one, span=place(one.span)) for k, one in known.about.items()}
        evidence = {
            target: tuple(replace(report, span=place(report.span)) for report in reports)
            for target, reports in known.evidence.items()
        }
        return Knowledge(about, evidence, known.ladders)

    def _declared(
        self, pairs: Mapping[tuple[str, str], list[tuple[str, str]]]
    ) -> Iterable[Declared]:
        """The claims in terms of nodes.

        What is claimed of a component with several levels is claimed of the nodes that really
        regulate each other. The coding itself lets the nodes of one component do so.
        """
        nodes = self.levels.nodes
        for claim in self.claims:
            ours = nodes[claim.regulator], nodes[claim.target]
            if len(ours[0]) == len(ours[1]) == 1:
                yield replace(claim, regulator=ours[0][0], target=ours[1][0])
            elif claim.regulator != claim.target:
                for regulator, target in pairs.get((claim.regulator, claim.target), ()):
                    yield replace(claim, regulator=regulator, target=target, essential=None)
        for name, component in self.levels.components.items():
            if component.highest > 1 and self.claims:
                for regulator, target in pairs.get((name, name), ()):
                    yield Declared(regulator, target, "-?", None, component.span)


def _merge(first: About, second: About) -> About:
    """What two sources say of a node: the second, and what only the first knows."""
    if second == _NOTHING:
        return first
    more = tuple(pair for pair in first.more if pair not in second.more)
    return replace(second, name=second.name or first.name, more=(*second.more, *more))
