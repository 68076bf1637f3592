"""A small screen whose every row can be worked out by hand: a little of bone, without feedback.

Bone is lost when RANKL is not caught by OPG, or when TNF and IL6 are both there: the network says
so, too. Repair is made up, so that there are means between 0 and 1: it is there when Wnt is, but
in every other attractor only while bone is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from boolnet.analysis.epistasis import add_epistasis
from boolnet.analysis.screen import Screen
from boolnet.analysis.screen_row import ScreenRow, Shown
from boolnet.formats.files import parse_network
from boolnet.network.conditions import parse_condition
from boolnet.network.environment import Environment
from boolnet.network.perturbation import Perturbation
from boolnet.network.perturbation_set import Combinations, list_nodes
from boolnet.network.phenotype import Phenotype

NODES = ("RANKL", "OPG", "TNF", "IL6", "Wnt")
NETWORK = parse_network(
    "targets, factors\n"
    + "".join(f"{name}, {name}\n" for name in NODES)
    + "Loss, RANKL & !OPG | TNF & IL6\n",
    "bone",
)
PHENOTYPES = (
    Phenotype("BoneLoss", parse_condition("Loss"), title="bone is lost"),
    Phenotype("Repair", parse_condition("Wnt & !Loss"), title="bone is repaired"),
)
HEALTHY = {"RANKL": 1, "OPG": 1, "TNF": 0, "IL6": 0, "Wnt": 1}
WORLDS = {"healthy": HEALTHY, "inflamed": {**HEALTHY, "TNF": 1, "IL6": 1, "Wnt": 0}}
PARTS = tuple((name, value) for name in (*NODES, "Loss") for value in (0, 1))


def screen_of(environments: Sequence[str] = ("healthy",), largest: int = 1) -> Screen:
    """What is asked."""
    return Screen(
        NETWORK,
        Combinations(list_nodes(NETWORK), largest),
        tuple(
            Environment({name: bool(value) for name, value in WORLDS[each].items()}, each)
            for each in environments
        ),
        Perturbation(),
        phenotypes=PHENOTYPES,
    )


def rows_of(
    environments: Sequence[str] = ("healthy",),
    largest: int = 1,
    incomplete: Sequence[int] = (),
) -> Iterator[ScreenRow]:
    """The rows of all experiments of up to *largest* parts, in the order of a screen."""
    number = 0
    first: dict[tuple[object, ...], ScreenRow] = {}
    for size in range(largest + 1):
        for member in combinations(range(len(PARTS)), size):
            held = dict(PARTS[place] for place in member)
            for where in environments if len(held) == size else ():
                row = _row(number, member, held, where, number in incomplete)
                if size < 2:
                    first[member, where] = row
                elif size == 2:
                    alone = (first[member[:1], where], first[member[1:], where])
                    row = add_epistasis(row, first[(), where], *alone)
                yield row
            number += 1


def _row(
    number: int, member: tuple[int, ...], held: Mapping[str, int], where: str, cut: bool
) -> ScreenRow:
    wild, world = WORLDS[where], WORLDS[where] | held
    shown, before = _levels(world), _levels(wild)
    loss = tuple((f"{m}", b, a) for m, b, a in [("Loss", before[0], shown[0])] if a != b)
    notes = []
    if held and all(wild.get(name) == value for name, value in held.items()):
        told = "; ".join(f"{n} is already {v} in every attractor" for n, v in held.items())
        notes.append(f"BN604: changes nothing: {told}")
    if "Loss" in held:
        notes += [
            f"BN609: {p.name} reads Loss, which is held at {held['Loss']}" for p in PHENOTYPES
        ]
    same = shown == before
    return ScreenRow(
        number,
        member,
        " + ".join(f"{name}={value}" for name, value in held.items()),
        len(member),
        where,
        *(1, 1, 0),
        *((1, 0, 0) if same else (0, 1, 1)),
        tuple(Shown("every" if m == 1 else "some" if m else "no", m) for m in shown),
        () if "Loss" in held else loss,
        "lower-bound" if cut else "complete",
        "propagation" if len(member) % 2 else f"search of {number} nodes",
        tuple(notes),
    )


def _levels(world: Mapping[str, int]) -> tuple[Fraction, Fraction]:
    loss = bool((world["RANKL"] and not world["OPG"]) or (world["TNF"] and world["IL6"]))
    loss = bool(world.get("Loss", loss))
    repair = Fraction(world["Wnt"], 2 if loss else 1)
    return Fraction(loss), repair
