"""What the attractors say about phenotypes that are asked about: BN501, BN607 and BN608."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from boolnet.analysis.attractors import AttractorSearch
from boolnet.analysis.question import Question
from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.engines.budget import Budget
from boolnet.logic.bits import tabulate
from boolnet.logic.circuit import FALSE
from boolnet.logic.encoding import encode
from boolnet.logic.expression import FALSE as FALSE_RULE
from boolnet.logic.expression import conjunction, disjunction, negation
from boolnet.logic.table import find_difference
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype

_NARROW = 16  # nodes up to which the states with a phenotype are counted
_NONE = "(none of them)"
_MOST = 12  # phenotypes whose pairs are looked at


def find_phenotype_problems(
    network: Network, phenotypes: Sequence[Phenotype], budget: Budget
) -> list[Diagnostic]:
    """Phenotypes that no attractor shows, that overlap, and attractors that show none.

    Asynchronously, under every setting of the inputs. What the budget leaves open is not said.

    Args:
        network: The network.
        phenotypes: Those asked about; each can hold in some state.
        budget: What may be spent.

    Cost:
        A search for all attractors.
    """
    pairs = {
        f"{first.name} and {second.name}": (first, second, both)
        for first, second in combinations(phenotypes[:_MOST], 2)
        if (both := _meet(network, first, second)) is not None
    }
    watched = [*phenotypes, *(both for _, _, both in pairs.values())]
    none = negation(disjunction([phenotype.condition for phenotype in phenotypes]))
    several = len(phenotypes) > 1
    if several and encode(network.circuits, none, network.index)[0] != FALSE:
        watched.append(Phenotype(_NONE, none))
    search = AttractorSearch(Question(network, inputs="free", phenotypes=watched), budget)
    findings = [f for phenotype in phenotypes for f in _find_unshown(network, search, phenotype)]
    for first, second, both in pairs.values():
        findings += _overlap(search, first, second, both)
    if watched[-1].name == _NONE:
        findings += _uncovered(search)
    return findings


def _find_unshown(
    network: Network, search: AttractorSearch, phenotype: Phenotype
) -> Iterator[Diagnostic]:
    found = search.phenotype(phenotype.name)
    if found.on or found.mixed or found.unknown or not search.answer.complete:
        return
    markers = phenotype.markers
    count = ""
    if len(markers) <= _NARROW:
        states = tabulate(phenotype.condition, markers).bit_count() << (len(network) - len(markers))
        count = f" ({states:,})" if states < 10**12 else ""
    yield Diagnostic(
        "BN501",
        Severity.WARNING,
        f"no attractor shows {shorten(phenotype.name)}",
        notes=(f"states with it exist{count}, but each of them is left in the end",),
        help="boolnet conditions FILE --phenotype CONDITION looks at each setting of the inputs; "
        "boolnet control FILE finds what would bring it about",
    )


def _meet(network: Network, first: Phenotype, second: Phenotype) -> Phenotype | None:
    both = conjunction([first.condition, second.condition])
    if encode(network.circuits, both, network.index)[0] == FALSE:
        return None
    return Phenotype(f"{first.name} and {second.name}", both)


def _overlap(
    search: AttractorSearch, first: Phenotype, second: Phenotype, both: Phenotype
) -> Iterator[Diagnostic]:
    found = search.phenotype(both.name)
    count = found.on + found.mixed
    if not count:
        return
    state = find_difference(both.condition, FALSE_RULE)
    values = ", ".join(f"{name}={int(value)}" for name, value in (state or {}).items())
    least = "" if found.unknown == 0 and search.answer.complete else "at least "
    yield Diagnostic(
        "BN607",
        Severity.WARNING,
        f'the phenotypes "{shorten(first.name)}" and "{shorten(second.name)}" overlap, '
        f"for example at {values}",
        notes=(f"{least}{count:,} attractor{'s show' if count != 1 else ' shows'} both",),
        help="add what tells them apart to one of the conditions, if one state is to have one name",
    )


def _uncovered(search: AttractorSearch) -> Iterator[Diagnostic]:
    found = search.phenotype(_NONE)
    if found.on and not found.unknown and search.answer.complete:
        match = "match" if found.on != 1 else "matches"
        yield Diagnostic(
            "BN608",
            Severity.INFO,
            f"{found.on:,} of {found.total:,} attractors {match} no phenotype",
        )
