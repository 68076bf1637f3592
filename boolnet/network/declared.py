"""Regulations that a file declares beside the rules, as AEON, SBML-qual and GINML do."""

from __future__ import annotations

from dataclasses import dataclass

from boolnet.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared regulation; what the rules really say is in the influence graph.

    Attributes:
        regulator: The node that acts.
        target: The node it acts on.
        arrow: ``->`` activates, ``-|`` inhibits, ``-?`` not said, ``+-`` both.
        essential: Whether it is said to have an effect; `None` when that is left open.
        span: Where it is declared.
    """

    regulator: str
    target: str
    arrow: str
    essential: bool | None
    span: Span
