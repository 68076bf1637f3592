"""Carrying out fixes: as text, in rounds, with the proof that the meaning stayed the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from boolnet.diagnostics import Applicability, Fix
from boolnet.errors import UnsupportedError
from boolnet.formats.reading import Reading
from boolnet.language.edits import apply_fixes
from boolnet.logic.table import find_difference
from boolnet.network.network import Network

_ROUNDS = 10  # a fix may make room for another one


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file after its fixes.

    Attributes:
        reading: The file as it would be read now.
        count: How many fixes were carried out.
        changed: The nodes whose rules mean something else now, those that came and those that
            went; `None` where there was no network before or is none now.
        refused: How many safe fixes were not carried out because the meaning would have changed.
    """

    reading: Reading
    count: int = 0
    changed: tuple[str, ...] | None = None
    refused: int = 0


def list_fixes(reading: Reading, *, unsafe: bool) -> list[Fix]:
    """The fixes of *reading* that may be carried out; a safe one first where two meet."""
    fixes = [finding.fix for finding in reading.diagnostics if finding.fix]
    safe = [fix for fix in fixes if fix.applicability is Applicability.SAFE]
    likely = [fix for fix in fixes if fix.applicability is Applicability.LIKELY]
    return safe + likely if unsafe else safe


def fix_reading(reading: Reading, read: Callable[[str], Reading], *, unsafe: bool) -> Fixed:
    """Carry out the fixes of *reading*, and of what comes to light by them.

    A safe fix keeps the meaning: where there is a network before and after, the two are
    compared, and fixes that would change it are not carried out.

    Args:
        reading: A file with the findings that are to be fixed.
        read: What reads a text as that file, with the findings that are to be fixed.
        unsafe: Also do what likely was meant.

    Cost:
        Reading the text once a round, at most ten times.
    """
    first = reading
    count = refused = 0
    for _ in range(_ROUNDS):
        fixes = list_fixes(reading, unsafe=unsafe)
        text, carried = apply_fixes(reading.source.text, fixes)
        if not carried or text == reading.source.text:
            break
        following = read(text)
        if not unsafe and not _keeps_meaning(reading.network, following.network):
            following, carried = _one_by_one(reading, fixes, read)
            refused += len(fixes) - carried
            count += carried
            reading = following
            break
        count += carried
        reading = following
    return Fixed(reading, count, compare_meanings(first.network, reading.network), refused)


def compare_meanings(before: Network | None, after: Network | None) -> tuple[str, ...] | None:
    """The nodes that mean something else, those of *before* first; `None` if there is no telling.

    Cost:
        None when the digests agree; else a comparison of two functions for each node.
    """
    if before is None or after is None:
        return None
    try:
        if before == after:
            return ()
        names = (*before.names, *(name for name in after.names if name not in before.index))
        return tuple(name for name in names if _differs(before, after, name))
    except UnsupportedError:
        return None


def _differs(before: Network, after: Network, name: str) -> bool:
    if name not in before.index or name not in after.index:
        return True
    return find_difference(before.rule(name), after.rule(name)) is not None


def _keeps_meaning(before: Network | None, after: Network | None) -> bool:
    """Whether *after* surely means what *before* meant; true where there was no meaning before."""
    return before is None or compare_meanings(before, after) == ()


def _one_by_one(
    reading: Reading, fixes: list[Fix], read: Callable[[str], Reading]
) -> tuple[Reading, int]:
    """The fixes that keep the meaning, found by trying each."""
    kept: list[Fix] = []
    best = reading
    for fix in fixes[:100]:
        text, _ = apply_fixes(reading.source.text, [*kept, fix])
        following = read(text)
        if _keeps_meaning(reading.network, following.network):
            kept.append(fix)
            best = following
    return best, len(kept)
