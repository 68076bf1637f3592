"""Perturbations: what an experiment holds fixed.

A perturbation holds nodes at 0 (knockout) or 1 (overexpression), and single regulations at
a value ("RANK no longer sees RANKL"), in any combination. It holds names, not positions, so
that one therapy fits many networks.

    >>> therapy = knockout("TNF") + overexpression("OPG") + block("RANKL", "RANK")
    >>> str(therapy)
    'TNF=0 OPG=1 RANKL->RANK=0'
"""

from __future__ import annotations

from dataclasses import dataclass

from boolnet.errors import PerturbationError


@dataclass(frozen=True)
class Perturbation:
    """Nodes and regulations held at values.

    Attributes:
        nodes: Pairs of a node and the value it is held at.
        regulations: Triples of a regulator, a target and the value that the target sees
            in place of the regulator's.
        label: A name for people, for example a drug; not part of equality.

    Raises:
        PerturbationError: Something is held at both values.
    """

    nodes: tuple[tuple[str, bool], ...] = ()
    regulations: tuple[tuple[str, str, bool], ...] = ()
    label: str = ""

    def __post_init__(self) -> None:
        nodes: dict[str, bool] = {}
        for name, value in self.nodes:
            if nodes.setdefault(name, bool(value)) != bool(value):
                raise PerturbationError(f"{name} is both knocked out and overexpressed")
        regulations: dict[tuple[str, str], bool] = {}
        for regulator, target, value in self.regulations:
            if regulations.setdefault((regulator, target), bool(value)) != bool(value):
                raise PerturbationError(f"{regulator}->{target} is held both at 0 and at 1")
        object.__setattr__(self, "nodes", tuple(nodes.items()))
        triples = tuple((r, t, value) for (r, t), value in regulations.items())
        object.__setattr__(self, "regulations", triples)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Perturbation):
            return NotImplemented
        mine = frozenset(self.nodes), frozenset(self.regulations)
        return mine == (frozenset(other.nodes), frozenset(other.regulations))

    def __hash__(self) -> int:
        return hash((frozenset(self.nodes), frozenset(self.regulations)))

    def __bool__(self) -> bool:
        return bool(self.nodes or self.regulations)

    def __add__(self, other: Perturbation) -> Perturbation:
        """Both at once.

        Raises:
            PerturbationError: They contradict each other.
        """
        label = " + ".join(part for part in (self.label, other.label) if part)
        return Perturbation(self.nodes + other.nodes, self.regulations + other.regulations, label)

    def __str__(self) -> str:
        held = [f"{name}={int(value)}" for name, value in self.nodes]
        held += [f"{r}->{t}={int(value)}" for r, t, value in self.regulations]
        return " ".join(held)


def knockout(*nodes: str) -> Perturbation:
    """Hold *nodes* at 0."""
    return Perturbation(tuple((name, False) for name in nodes))


def overexpression(*nodes: str) -> Perturbation:
    """Hold *nodes* at 1."""
    return Perturbation(tuple((name, True) for name in nodes))


def block(regulator: str, target: str, value: bool = False) -> Perturbation:
    """Let *target* see *value* in place of *regulator*; other targets see it as it is."""
    return Perturbation(regulations=((regulator, target, value),))
