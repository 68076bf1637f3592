"""Everything there is to say about a rule file: what reading it shows, and what its rules do."""

from __future__ import annotations

from dataclasses import replace

from boolnet.diagnostics import Severity
from boolnet.formats.reading import Reading
from boolnet.formats.tables.damage import find_damaged_names
from boolnet.network.checks.declared import find_declared_problems
from boolnet.network.checks.evidence import find_evidence_problems


def review(reading: Reading, *, publish: bool = False) -> Reading:
    """*reading* with the findings that need a look at the functions (BN305 and up).

    Reading does without them, since no answer depends on them.

    Args:
        reading: A file that was read.
        publish: Also what only matters before a model is published (BN502).
    """
    if reading.network is None:
        return reading
    more = find_evidence_problems(reading.network, publish=publish)
    if reading.declared and reading.format != "aeon":  # reading AEON finds them: they are errors
        more += find_declared_problems(
            reading.network, reading.declared, reading.places(), Severity.WARNING
        )
    damaged = find_damaged_names(reading)
    found = sorted(
        (*reading.diagnostics, *damaged, *more), key=lambda d: d.span.start if d.span else -1
    )
    return replace(reading, diagnostics=tuple(found))
