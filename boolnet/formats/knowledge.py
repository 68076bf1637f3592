"""What a network knows about its nodes, as the ``#@`` lines of a ``.bnet`` file.

What is written here is read back as it was: see `boolnet.network.annotate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from boolnet.language.annotations import is_key, is_prefix
from boolnet.network.evidence import About, Evidence
from boolnet.network.ladder import Ladder

_BARE = re.compile(r"[^\W\d][\w.]*")
_WORD = re.compile(r"[\w-]+")
_SIMPLE = re.compile(r"[\w.+-]+", re.ASCII)
_UNSAFE = re.compile(r'[|\s"]')
_TEXTS = ("cell", "species", "assay", "mechanism", "confidence", "quote", "direct", "note")
_PLAIN_VALUES = ("kind", "confidence", "direct")


def format_about(name: str, about: About) -> str:
    """The line about the node *name*; empty when nothing is known."""
    parts = [_format_pair("name", about.name)]
    parts += [_format_pair(f"name-{code}", value, empty=True) for code, value in about.names]
    parts += [_format_pair(k, getattr(about, k)) for k in ("kind", "compartment")]
    parts += map(_format_reference, about.identifiers)
    parts += [_format_pair("source", value) for value in about.sources]
    parts.append(_format_pair("note", about.note))
    parts += _format_rest(about.verify, about.more)
    return _join(f"{spell_subject(name)}:", parts, " ")


def format_evidence(report: Evidence) -> str:
    """The line that says what *report* says."""
    subject = f"{spell_subject(report.regulator)} {report.arrow} {spell_subject(report.target)}"
    parts = [_format_reference(reference) for reference in report.references]
    parts += [_format_pair("source", value) for value in report.sources]
    parts += [_format_pair(key, getattr(report, key)) for key in (*_TEXTS, "conflict")]
    parts += _format_rest(report.verify, report.more)
    return _join(subject, parts, " | ") or f"#@ {subject}"


def format_levels(ladder: Ladder) -> str:
    """The line that declares *ladder*; empty when a name of it cannot stand there."""
    if any("<" in name or "|" in name or name != name.strip(' "') for name in ladder):
        return ""
    return f"#@ levels: {' < '.join(ladder)}"


def _join(subject: str, parts: Iterable[str], first: str) -> str:
    parts = [part for part in parts if part]
    if not parts:
        return ""
    # What follows a subject could be taken for an arrow, or for a word with a key.
    first = first if _WORD.match(parts[0]) else " | "
    return f"#@ {subject}{first}{' | '.join(parts)}"


def _format_rest(verify: bool, more: Iterable[tuple[str, str]]) -> Iterator[str]:
    if verify:
        yield "verify"
    for key, value in more:
        if value or is_key(key) or not _WORD.fullmatch(key) or key.isdecimal():
            yield _format_pair(key, value, empty=True) if key else clean(value)
        else:
            yield key


def _format_pair(key: str, value: str, *, empty: bool = False) -> str:
    value = clean(value)
    if not value and not empty:
        return ""
    plain = key in _PLAIN_VALUES and _SIMPLE.fullmatch(value)
    return f"{key}: {value if plain else _quote(value)}"


def _format_reference(reference: str) -> str:
    prefix, _, value = reference.partition(":")
    value = clean(value)
    return (
        f"{prefix}:{_quote(value)}" if _UNSAFE.search(value) or not value else f"{prefix}:{value}"
    )


def spell_subject(name: str) -> str:
    """*name* as the subject of a line."""
    free = _BARE.fullmatch(name) and not is_key(name) and not is_prefix(name) and name != "model"
    return name if free else f'"{name}"'


def _quote(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def clean(value: str) -> str:
    """*value* on one line, without characters that cannot be seen."""
    if value.isprintable():
        return value.strip()
    return "".join(c if c.isprintable() else " " for c in value).strip()
