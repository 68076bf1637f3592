"""The first line of a rule file: ``targets, factors``, and what people write instead."""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from boolnet.language.distance import is_within
from boolnet.language.tokens import OPERANDS, Kind, Token

_SECOND = ("factors", "functions")
_THIRD = ("probabilities",)
# The words of header lines seen in the wild, on the left and on the right.
_LEFT_WORDS = ("targets", "target", "gene", "genes", "node", "nodes")
_RIGHT_WORDS = ("factors", "functions", "factor", "function", "rule", "rules")


def is_header(tokens: Sequence[Token]) -> bool:
    """Whether *tokens* are the header, in any case."""
    words = [token.text.lower() for token in tokens[::2]]
    return (
        2 <= len(words) <= 3
        and len(tokens) == 2 * len(words) - 1
        and all(token.kind is Kind.COMMA for token in tokens[1::2])
        and words[0] == "targets"
        and words[1] in _SECOND
        and words[2:] in ([], list(_THIRD))
    )


def find_misspelled_header(tokens: Sequence[Token]) -> Diagnostic | None:
    """BN121: *tokens*, the first line with anything on it, are nearly the header."""
    words = [token.text.lower() for token in tokens if token.kind in OPERANDS]
    signs = [token for token in tokens if token.kind not in OPERANDS]
    if len(words) != 2 or len(signs) > 1 or tokens[0].kind not in OPERANDS:
        return None
    if signs and signs[0].text not in (",", ";", ":", "=", "<-"):
        return None
    left, right = words
    likely = is_within(left, "targets", 2) and any(is_within(right, w, 2) for w in _SECOND)
    if not likely and not (left in _LEFT_WORDS and right in _RIGHT_WORDS):
        return None
    span = Span(tokens[0].start, tokens[-1].end)
    return Diagnostic(
        "BN121",
        Severity.WARNING,
        'is this the header? It should read "targets, factors"',
        span,
        notes=("it was read as the header, not as a rule",),
        help='write "targets, factors"',
        fix=Fix((Edit(span, "targets, factors"),), Applicability.LIKELY),
    )
