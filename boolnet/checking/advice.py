"""What is said about a file that was read: everything there is, less what is turned off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from boolnet.checking.ignoring import apply_ignores, hide_ignored
from boolnet.checking.settings import Settings
from boolnet.diagnostics import Diagnostic, Severity
from boolnet.engines.budget import Budget
from boolnet.formats.dialect_findings import find_dialects
from boolnet.formats.dialects import find_reader
from boolnet.formats.reading import Reading
from boolnet.formats.review import in_order, review

PATIENCE = 10.0  # seconds for what needs a search


def advise(reading: Reading, settings: Settings, *, patience: float = PATIENCE) -> Reading:
    """*reading* with all findings that *settings* want to see, and no others.

    Args:
        reading: A file as it was read.
        settings: How it is to be checked; see `Settings.for_file`.
        patience: Seconds for what needs a search.

    Cost:
        That of `review`; for a network with ladders, a search.
    """
    reading = review(
        reading,
        publish=settings.says("BN502"),
        simpler=settings.says("BN308"),
        exact_limit=settings.exact_limit,
    )
    reading = _search(reading, patience)
    if settings.readers:
        more, told = find_dialects(reading, [find_reader(name) for name in settings.readers])
        found = in_order((*reading.diagnostics, *more))
        reading = replace(reading, diagnostics=found, readers=told)
    return _choose(apply_ignores(reading, settings), settings)


def add_findings(reading: Reading, found: Iterable[Diagnostic], settings: Settings) -> Reading:
    """*reading*, to which `advise` was given, with those of *found* that are to be said too."""
    more = hide_ignored(replace(reading, diagnostics=tuple(found)))
    told = (*reading.diagnostics, *_choose(more, settings).diagnostics)
    return replace(reading, diagnostics=in_order(told))


def _choose(reading: Reading, settings: Settings) -> Reading:
    readable = reading.network is not None
    wanted = tuple(
        _weighed(finding, settings, readable=readable)
        for finding in reading.diagnostics
        if is_wanted(finding, settings, readable=readable)
    )
    return replace(reading, diagnostics=wanted)


def is_wanted(finding: Diagnostic, settings: Settings, *, readable: bool) -> bool:
    """Whether *finding* is said.

    What keeps a file from being read is no opinion that can be turned off: a check that hides it
    would call a file fine that no command can use.
    """
    if finding.severity is Severity.ERROR and not readable:
        return True
    return settings.says(finding.code)


def ignored_names(settings: Settings, codes: Sequence[str]) -> tuple[str, ...]:
    """Those of *codes* that *settings* do not say: names are then read as they are written."""
    return tuple(code for code in codes if code.startswith(settings.ignore))


def _weighed(finding: Diagnostic, settings: Settings, *, readable: bool) -> Diagnostic:
    if finding.severity is Severity.ERROR and not readable:
        return finding  # no command can use the file, whatever is thought of it
    severity = settings.weight(finding.code, finding.severity)
    return finding if severity is finding.severity else replace(finding, severity=severity)


def _search(reading: Reading, patience: float) -> Reading:
    """*reading* with what only a search for attractors can tell."""
    if reading.network is None or not reading.network.ladders:
        return reading
    from boolnet.analysis.ladders import check_ladders  # loads the solver

    found = check_ladders(reading.network, reading.source.text, Budget(seconds=patience))
    return replace(reading, diagnostics=(*reading.diagnostics, *found))
