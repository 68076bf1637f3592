"""What a model knows about its nodes and regulations: the ``#@`` lines of a rule file.

Nothing here changes what a network does: two networks are equal whatever is known about them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from boolnet.diagnostics import Span

_CONFIDENCE = {"low": 0.3, "medium": 0.6, "high": 0.9}


@dataclass(frozen=True, slots=True)
class About:
    """What a node is.

    Attributes:
        name: The name for people, where the node's own is an abbreviation.
        names: The name in further languages, as pairs of a language code and the name.
        kind: ``protein``, ``gene``, ``input``, ``drug`` and so on; empty when not said.
        compartment: Where it is: a cell, a tissue, the medium.
        identifiers: Compact identifiers, ``hgnc:3236``; the prefix in its usual spelling.
        sources: Where the rule comes from, in words.
        note: One line: what the node is, or why its rule is as it is.
        verify: Whether the details of a citation have not been compared with the paper.
        more: Everything else that is said, as pairs of a key and a value.
        span: Where the file says so first.
    """

    name: str = ""
    names: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    compartment: str = ""
    identifiers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    verify: bool = False
    more: tuple[tuple[str, str], ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    def named(self, language: str) -> str:
        """The name in *language*; the plain one when there is none."""
        return dict(self.names).get(language, self.name)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report of a regulation.

    Attributes:
        regulator: The node that acts.
        target: The node whose rule it is in.
        arrow: What the report says: ``->`` activates, ``-|`` inhibits, ``-?`` not said.
        references: Compact identifiers, ``PMID:9529147``.
        sources: Citations in words.
        cell: The cells it was seen in.
        species: The organism.
        assay: How it was seen.
        mechanism: How the regulator acts.
        confidence: As written: ``low``, ``medium``, ``high``, or a number from 0 to 1.
        quote: A sentence of the source, word for word.
        direct: ``yes``, ``no`` or ``unknown``; empty when not said.
        note: One line for people.
        conflict: What the other side reports. A line whose arrow is against the rule is the
            other side.
        verify: Whether the details of a citation have not been compared with the paper.
        more: Everything else that is said, as pairs of a key and a value.
        span: Where the file says so: the two names with the arrow.
    """

    regulator: str
    target: str
    arrow: str = "-?"
    references: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    cell: str = ""
    species: str = ""
    assay: str = ""
    mechanism: str = ""
    confidence: str = ""
    quote: str = ""
    direct: str = ""
    note: str = ""
    conflict: str = ""
    verify: bool = False
    more: tuple[tuple[str, str], ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def sign(self) -> str:
        """``+``, ``-`` or ``?``: the arrow as a sign."""
        return {"->": "+", "-|": "-"}.get(self.arrow, "?")

    @property
    def cites(self) -> tuple[str, ...]:
        """Everything that can be looked up: sources, then references."""
        return (*self.sources, *self.references)

    @property
    def weight(self) -> float | None:
        """The confidence as a number from 0 to 1; `None` when it is not given as one."""
        try:
            number = _CONFIDENCE.get(self.confidence.lower())
            number = float(self.confidence) if number is None else number
        except ValueError:
            return None
        return number if 0 <= number <= 1 else None

    def __str__(self) -> str:
        return f"{self.regulator} {self.arrow} {self.target}"
