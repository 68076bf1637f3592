"""Examples as they are written in pages and fixtures."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\x([0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})|\\(r)")


def unescape(text: str) -> bytes:
    r"""The bytes of an example: ``\xE9`` is a byte, ``\u200b`` a character, ``\r`` a CR."""
    parts: list[bytes] = []
    done = 0
    for match in _ESCAPE.finditer(text):
        parts.append(text[done : match.start()].encode())
        byte, character, _ = match.groups()
        if byte:
            parts.append(bytes.fromhex(byte))
        else:
            parts.append(chr(int(character, 16)).encode() if character else b"\r")
        done = match.end()
    parts.append(text[done:].encode())
    return b"".join(parts)
