"""Giving a node another name, wherever the file names it."""

from __future__ import annotations

from boolnet.diagnostics import Applicability, Edit, Fix, Severity, Span, shorten
from boolnet.errors import InputError
from boolnet.formats.bnet import can_hold
from boolnet.formats.files import read_bytes
from boolnet.formats.knowledge import spell_subject
from boolnet.language.edits import apply_fixes
from boolnet.language.source import SourceText
from boolnet.language.tokens import spell_name
from boolnet.lsp.line import Role, Use
from boolnet.lsp.view import RULES, View
from boolnet.network.rule import normalise


def find_renamed(view: View, offset: int) -> Use | None:
    """The name at *offset* that can be changed; `None` when there is none."""
    return view.use_at(offset) if view.format == RULES else None


def rename(view: View, offset: int, wanted: str) -> tuple[Edit, ...]:
    """The edits that give the node at *offset* the name *wanted*.

    Rules, subjects of annotations and ladders are changed, comments are not. The text that comes
    of it is read again: it must name the same nodes at the same places, and have no error that
    it had not before.

    Raises:
        InputError: There is no node at *offset*, another node has that name, or the name cannot
            stand in the file; the message says which.

    Cost:
        That of reading the file twice.
    """
    use = find_renamed(view, offset)
    if use is None:
        raise InputError("there is no name of a node here")
    name = _read_name(wanted)
    if name == use.name:
        return ()
    _refuse_taken(view, use.name, name)
    edits = tuple(_edit(other, name) for other in view.uses_of(use.name))
    _prove(view, edits, use.name, name)
    return edits


def _read_name(wanted: str) -> str:
    """The name that somebody typed, who may have put it in quotes."""
    text = wanted.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1]
    name = normalise(text.strip())
    if not name:
        raise InputError("a node needs a name")
    if not can_hold(name):
        raise InputError(
            f'a node cannot be called "{shorten(name)}": a name holds no quotation mark, '
            'no "#" and no character that cannot be seen'
        )
    return name


def _refuse_taken(view: View, old: str, name: str) -> None:
    uses = view.uses_of(name)
    if uses:
        number = view.targets.get(name) or view.source.line(uses[0].span.start)
        raise InputError(f'there is already a node "{shorten(name)}" (line {number:,})')
    folded = name.casefold()
    for other in view.index:
        if other != old and other.casefold() == folded:
            raise InputError(
                f'"{shorten(name)}" differs from the node "{shorten(other)}" only in upper and '
                "lower case"
            )


def _edit(use: Use, name: str) -> Edit:
    if use.role.in_rule:
        return Edit(use.span, spell_name(name))
    if use.role is not Role.LEVEL:
        return Edit(use.span, spell_subject(name))
    if set(name) & set("<|"):
        raise InputError(f'"{shorten(name)}" cannot stand in levels: it holds "<" or "|"')
    return Edit(use.span, name)


def _prove(view: View, edits: tuple[Edit, ...], old: str, name: str) -> None:
    fix = Fix(edits, Applicability.SAFE)
    text, _ = apply_fixes(view.source.text, [fix])
    after = view.after(SourceText.of(text, view.source.path))
    expected = [(name if use.name == old else use.name, use.role) for use in view.uses]
    found = [(use.name, use.role) for use in after.uses]
    new = _errors(after) - _errors(view)
    if expected != found or new:
        reason = f" ({', '.join(sorted(new))})" if new else ""
        raise InputError(
            f'the file could not be read as before with a node called "{shorten(name)}"{reason}'
        )


def _errors(view: View) -> set[str]:
    data = view.source.text.encode("utf-8", "replace")
    reading = read_bytes(data, view.source.path, form=view.format)
    return {d.code for d in reading.diagnostics if d.severity is Severity.ERROR}


def span_of_name(use: Use, view: View) -> Span:
    """The place of a name without its quotes: what an editor shows for changing."""
    start, end = use.span
    if view.source.text[start : start + 1] == '"' and end - start > 1:
        return Span(start + 1, end - 1)
    return use.span
