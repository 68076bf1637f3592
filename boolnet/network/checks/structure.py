"""What the network of a file is made of: BN401 to BN408.

Most of it is worth knowing and no mistake: the inputs, the readouts, what no input reaches, what
never changes. A node that is used by nothing, and parts that nothing connects, often are mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.logic.bits import column
from boolnet.network.checks.deeds import Deeds
from boolnet.network.checks.gather import gather, join
from boolnet.network.network import Network, Node
from boolnet.network.places import Places
from boolnet.postfix import NOT

HUB: Final = 16  # regulators from which on a rule is a hub
_LISTED: Final = 8  # names in a list
_PARTS: Final = 3  # parts that are listed


class Structure:
    """The findings about a network as a whole.

    Args:
        network: As it was read from a file.
        deeds: What each rule does (`boolnet.network.checks.deeds.find_deeds`).
        places: Where the file speaks of each node.
    """

    def __init__(self, network: Network, deeds: Sequence[Deeds], places: Places) -> None:
        self.network = network
        self.deeds = deeds
        self.places = places
        self.inputs = set(network.inputs)
        # What acts on what, and what is named in whose rule; a node by itself is left out.
        self.acts: dict[str, list[str]] = {name: [] for name in network.names}
        self.named: dict[str, list[str]] = {name: [] for name in network.names}
        for target, deed in zip(network.names, deeds, strict=True):
            for regulator in deed.acting:
                if regulator != target:
                    self.acts[regulator].append(target)
            for regulator in deed.names:
                if regulator != target:
                    self.named[regulator].append(target)
        self.frozen = self._percolate()

    def find(self) -> list[Diagnostic]:
        """What there is to say about single nodes: BN403, BN404, BN407 and BN408."""
        return gather(self._find(), ("BN407", "BN408"))

    def _find(self) -> Iterator[Diagnostic]:
        for node, deeds in zip(self.network.nodes, self.deeds, strict=True):
            if self._stands_alone(node, deeds):
                yield self._alone(node)
            if len(deeds.names) >= HUB:
                yield self._hub(node.name, len(deeds.names))
        yield from self._frozen()

    def overview(self) -> Iterator[Diagnostic]:
        """What there is to say about the whole: BN405, BN401, BN402 and BN406."""
        alone = {
            node.name
            for node, deeds in zip(self.network.nodes, self.deeds, strict=True)
            if self._stands_alone(node, deeds)
        }
        parts = [part for part in self._parts() if not alone.issuperset(part)]
        if len(parts) > 1:
            told = ["{" + _list(part) + "}" for part in parts[:_PARTS]]
            more = len(parts) - _PARTS
            told += [f"{more:,} more"] if more > 0 else []
            yield _whole("BN405", f"the network falls into {len(parts):,} separate parts: "
                                  f"{', '.join(told[:-1])} and {told[-1]}")  # fmt: skip
        inputs = self.network.inputs
        if inputs:
            one = len(inputs) == 1
            keep = "it keeps the value it starts with" if one else (
                "they keep the value they start with"
            )  # fmt: skip
            noun = "input" if one else "inputs"
            yield _whole("BN401", f"{len(inputs):,} {noun}: {_list(inputs)}; {keep}")
        readouts = [
            name
            for name, deeds in zip(self.network.names, self.deeds, strict=True)
            if not self.acts[name]
            and name not in self.inputs
            and name not in alone
            and deeds.constant is None
        ]
        if readouts:
            noun = "readout (nothing depends on it)" if len(readouts) == 1 else (
                "readouts (nothing depends on them)"
            )  # fmt: skip
            yield _whole("BN402", f"{len(readouts):,} {noun}: {_list(readouts)}")
        beyond = self._not_downstream(alone)
        if beyond:
            noun = "node is" if len(beyond) == 1 else "nodes are"
            yield _whole(
                "BN406", f"{len(beyond):,} {noun} not downstream of any input: {_list(beyond)}"
            )

    # -- nodes that nothing needs ----------------------------------------------------------

    def _stands_alone(self, node: Node, deeds: Deeds) -> bool:
        if self.named[node.name] or len(self.network) == 1:
            return False
        return not deeds.names or node.name in self.inputs or deeds.names == (node.name,)

    def _alone(self, node: Node) -> Diagnostic:
        name = shorten(node.name)
        if node.name in self.inputs:
            return Diagnostic(
                "BN403",
                Severity.WARNING,
                f"the input {name} is not used by any rule",
                self.places.targets.get(node.name),
                help="delete the line, or use it in the rule of what it acts on",
                node=node.name,
            )
        if node.function.regulators:
            message = f"{name} is regulated by itself only and regulates nothing else"
        else:
            message = f"{name} has no regulators and regulates nothing"
        return Diagnostic(
            "BN404",
            Severity.WARNING,
            message,
            self.places.targets.get(node.name),
            help="delete the line, or connect the node",
            node=node.name,
        )

    def _hub(self, name: str, count: int) -> Diagnostic:
        return Diagnostic(
            "BN408",
            Severity.INFO,
            f"{shorten(name)} has {count:,} regulators; a rule this wide is hard to justify from "
            "evidence",
            self.places.targets.get(name),
            help="a node for each complex or pathway in between makes the rule readable",
            node=name,
        )

    # -- parts and reach -------------------------------------------------------------------

    def _parts(self) -> list[list[str]]:
        """The nodes that are connected by what rules name, largest part first."""
        leader = {name: name for name in self.network.names}

        def find(name: str) -> str:
            while leader[name] != name:
                leader[name] = leader[leader[name]]
                name = leader[name]
            return name

        for regulator, targets in self.named.items():
            for target in targets:
                one, other = find(regulator), find(target)
                if one != other:
                    leader[other] = one
        parts: dict[str, list[str]] = {}
        for name in self.network.names:
            parts.setdefault(find(name), []).append(name)
        return sorted(parts.values(), key=len, reverse=True)

    def _not_downstream(self, alone: set[str]) -> list[str]:
        if not any(self.acts[name] for name in self.inputs):
            return []
        reached = set(self.inputs) | self.frozen.keys()
        stack = list(self.inputs)
        while stack:
            for target in self.acts[stack.pop()]:
                if target not in reached:
                    reached.add(target)
                    stack.append(target)
        return [
            name
            for name, deeds in zip(self.network.names, self.deeds, strict=True)
            if name not in reached and name not in alone and deeds.constant is None
        ]

    # -- what never changes ----------------------------------------------------------------

    def _frozen(self) -> Iterator[Diagnostic]:
        for name in sorted(self.frozen, key=self.network.index.__getitem__):
            value, why = self.frozen[name]
            reasons = [f"{shorten(reason)} is {int(held)}" for reason, held in why.items()]
            related = [
                (span, told)
                for reason, told in zip(why, reasons, strict=True)
                if (span := self.places.targets.get(reason)) is not None
            ]
            yield Diagnostic(
                "BN407",
                Severity.INFO,
                f"{shorten(name)} ends up {int(value)} in every attractor, because "
                f"{join(reasons[:_LISTED], len(reasons))}",
                self.places.targets.get(name),
                related=tuple(related[:2]),
                node=name,
            )

    def _percolate(self) -> dict[str, tuple[bool, Mapping[str, bool]]]:
        """The nodes that get a value from constants: that value, and the values it follows from."""
        index = self.network.index
        known = {
            name: deeds.constant
            for name, deeds in zip(self.network.names, self.deeds, strict=True)
            if deeds.constant is not None
        }
        found: dict[str, tuple[bool, Mapping[str, bool]]] = {}
        stack = list(known)
        while stack:
            for target in self.acts[stack.pop()]:
                if target in known:
                    continue
                position = index[target]
                node, deeds = self.network.nodes[position], self.deeds[position]
                given = {name: known[name] for name in deeds.acting if name in known}
                value = _value(node, deeds, given)
                if value is None:
                    continue
                found[target] = value, _reasons(node, deeds, given)
                known[target] = value
                stack.append(target)
        return found


def _reasons(node: Node, deeds: Deeds, given: Mapping[str, bool]) -> Mapping[str, bool]:
    """Few of the *given* values that fix the node."""
    if len(given) > _LISTED:
        for name, value in given.items():  # one is often enough
            if _value(node, deeds, {name: value}) is not None:
                return {name: value}
        return given
    kept = dict(given)
    for name in given:
        fewer = {other: value for other, value in kept.items() if other != name}
        if fewer and _value(node, deeds, fewer) is not None:
            kept = fewer
    return kept


def _value(node: Node, deeds: Deeds, given: Mapping[str, bool]) -> bool | None:
    """The value of a rule where some regulators are *given*; `None` when it is not fixed."""
    if deeds.table is not None:
        width = len(deeds.names)
        rows = (1 << (1 << width)) - 1
        for position, name in enumerate(deeds.names):
            if name in given:
                on = column(position, width)
                rows &= on if given[name] else ~on
        left = deeds.table & rows
        return None if left not in (0, rows) else left != 0
    postfix = node.function.postfix
    if postfix is None:
        return None
    # Three values, as far as the text goes: it may miss what only the meaning fixes.
    stack: list[bool | None] = []
    for sign in postfix.code:
        if sign >= 2:
            value = given.get(postfix.names[(sign - 2) >> 1])
            stack.append(value if value is None or sign & 1 else not value)
        elif sign >= 0:
            stack.append(bool(sign))
        elif sign == NOT:
            top = stack.pop()
            stack.append(None if top is None else not top)
        else:
            count = -sign >> 1
            parts = stack[-count:]
            del stack[-count:]
            wins = bool(sign & 1)
            if wins in parts:
                stack.append(wins)
            else:
                stack.append(None if None in parts else not wins)
    return stack[0]


def _list(names: Sequence[str]) -> str:
    shown = [shorten(name) for name in names[:_LISTED]]
    return ", ".join(shown) + (", …" if len(names) > _LISTED else "")


def _whole(code: str, message: str) -> Diagnostic:
    return Diagnostic(code, Severity.INFO, message)
