"""A formula of some dialect, cut into names and signs."""

from __future__ import annotations

from boolnet.language.dialect import Dialect
from boolnet.language.tokens import Kind, Token

_KINDS = {
    "name": Kind.NAME,
    "sign": Kind.OTHER,
    "open": Kind.OPEN,
    "close": Kind.CLOSE,
    "comma": Kind.COMMA,
    "other": Kind.OTHER,
}


def scan(text: str, offset: int, dialect: Dialect) -> list[Token]:
    """Cut *text*, whose first character stands at *offset*. Cost: linear in its length.

    Operators are of the kind "anything else": what they mean is the dialect's business.
    """
    tokens = []
    position, stop = 0, len(text.rstrip())
    match_at = dialect.pattern.match
    while match := match_at(text, position, stop):
        group = match.lastgroup or ""
        word = match[group]
        position = match.end()
        kind = _KINDS[group]
        if kind is Kind.NAME and dialect.operator(word) is not None:
            kind = Kind.OTHER
        end = offset + position
        tokens.append(Token(kind, word, end - len(word), end))
    return tokens
