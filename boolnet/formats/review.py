"""Everything there is to say about a rule file: what reading it shows, and what its rules do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity
from boolnet.formats.reading import Reading
from boolnet.formats.tables.damage import find_damaged_names
from boolnet.network.checks.declared import find_declared_problems
from boolnet.network.checks.deeds import EXACT_LIMIT, find_deeds
from boolnet.network.checks.evidence import find_evidence_problems
from boolnet.network.checks.meaning import Meanings
from boolnet.network.checks.structure import Structure
from boolnet.network.network import Network

# About the network as a whole: they stand behind what has a place, as its summary.
_OVERVIEW = ("BN405", "BN401", "BN402", "BN406")


def review(
    reading: Reading,
    *,
    publish: bool = False,
    simpler: bool = False,
    exact_limit: int = EXACT_LIMIT,
) -> Reading:
    """*reading* with the findings that need a look at the functions (BN3xx to BN5xx).

    Reading does without them, since no answer depends on them. A file with errors has none.

    Args:
        reading: A file that was read.
        publish: Also what only matters before a model is published (BN502).
        simpler: Also which rules could be written more simply (BN308).
        exact_limit: Rules with more regulators are not decided exactly (BN012).

    Cost:
        Linear in the number of rules, but for wide ones: see `find_deeds`.
    """
    network = reading.network
    if network is None:
        return reading
    found = [
        *reading.diagnostics,
        *find_evidence_problems(network, publish=publish),
        *find_damaged_names(reading),
        *_look(reading, network, simpler, exact_limit),
    ]
    return replace(reading, diagnostics=in_order(found))


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """*findings* in the order of the text; the overview of the network last."""

    def place(finding: Diagnostic) -> tuple[int, int]:
        if finding.code in _OVERVIEW:
            return 1, _OVERVIEW.index(finding.code)
        return 0, finding.span.start if finding.span else -1

    return tuple(sorted(findings, key=place))


def without_overview(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """*findings* without the overview of the network, which has no place in the text."""
    return tuple(finding for finding in findings if finding.code not in _OVERVIEW)


def _look(
    reading: Reading, network: Network, simpler: bool, exact_limit: int
) -> Iterator[Diagnostic]:
    deeds = find_deeds(network, exact_limit)
    places = reading.places()
    meanings = Meanings(
        network, deeds, places, editable=reading.format == "bnet", declared=reading.declared
    )
    yield from meanings.find()
    if reading.declared and reading.format != "aeon":  # reading AEON finds them: they are errors
        yield from find_declared_problems(network, reading.declared, places, Severity.WARNING)
    if simpler:
        yield from meanings.find_simpler()
    structure = Structure(network, deeds, places)
    yield from structure.find()
    yield from structure.overview()
