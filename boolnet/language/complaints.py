"""What is wrong with a formula, in words: one function for each kind of mistake.

The parser finds the mistake, this file says it. Each function returns the finding and decides
nothing; *node* is the target of the rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language.mistakes import OPERATOR_TYPOS, OPERATORS, UNSUPPORTED
from boolnet.language.other_readers import Reads, constant_row, name_readers
from boolnet.language.tokens import Kind, Token, control_character

_CLOCKS = frozenset(("timeis", "timelt", "timegt"))
_WORD = re.compile(r"[\w.:-]+")
_R_IS_SILENT = "the R package BoolNet reads this line without an error"


def _replace(span: Span, text: str, applicability: Applicability) -> Fix:
    return Fix((Edit(span, text),), applicability)


# -- operators -----------------------------------------------------------------------------


def foreign_operator(token: Token, node: str) -> Diagnostic:
    """BN103, from the table of mistakes."""
    mistake = OPERATORS[token.text]
    fix = _replace(token.span, mistake.reading, Applicability.LIKELY) if mistake.reading else None
    notes = (mistake.note,) if mistake.note else ()
    return Diagnostic(
        "BN103", Severity.ERROR, mistake.message, token.span,
        notes=notes, help=mistake.help, fix=fix, node=node,
    )  # fmt: skip


def repeated_operator(token: Token, node: str) -> Diagnostic:
    """BN113 for ``&&``, which many languages have; BN103 for longer runs."""
    sign = token.kind.value
    if len(token.text) == 2:
        return Diagnostic(
            "BN113",
            Severity.WARNING,
            f'"{token.text}" is read as "{sign}"; '
            f"{name_readers('doubled-operator', Reads.REFUSES)} reject it",
            token.span,
            help=f'write "{sign}"',
            fix=_replace(token.span, sign, Applicability.SAFE),
            node=node,
        )
    return Diagnostic(
        "BN103",
        Severity.ERROR,
        f'"{shorten(token.text)}" is not an operator in .bnet files',
        token.span,
        help=f'write "{sign}"',
        fix=_replace(token.span, sign, Applicability.LIKELY),
        node=node,
    )


def word_operator(token: Token, sign: str, replaced: Span, glued: str, node: str) -> Diagnostic:
    """BN114; *glued* is what pyboolnet makes of the words, *replaced* what *sign* stands for."""
    return Diagnostic(
        "BN114",
        Severity.WARNING,
        f'"{token.text}" is read as "{sign}"; pyboolnet would read a node called "{glued}"',
        token.span,
        help=f'write "{sign}"',
        fix=_replace(replaced, sign, Applicability.SAFE),
        node=node,
    )


def missing_operator(token: Token, left: str, right: str, node: str) -> Diagnostic:
    """BN104: *token*, shown as *right*, stands behind *left* with nothing in between."""
    meant = OPERATOR_TYPOS.get(token.text.lower()) if token.kind is Kind.NAME else None
    advice, fix = f'"{left} & {right}" or "{left} | {right}"?', None
    words = meant is None and token.kind is Kind.NAME and _WORD.fullmatch(left)
    notes = (f'if it is one name, write it in quotes: "{left} {right}"',) if words else ()
    if meant is not None:
        sign = {"and": "&", "or": "|", "not": "!"}[meant]
        advice = f'did you mean "{meant}"?'
        fix = _replace(token.span, sign, Applicability.LIKELY)
    return Diagnostic(
        "BN104",
        Severity.ERROR,
        f'there is no operator between "{left}" and "{right}"',
        token.span,
        notes=notes,
        help=advice,
        fix=fix,
        node=node,
    )


def missing_operand(token: Token, side: str, node: str) -> Diagnostic:
    """BN105: nothing stands on one side of *token*."""
    message = f'"{token.text}" has nothing on its {side}'
    place = "behind" if side == "right" else "in front of"
    advice = f'write what is missing {place} it, or delete the "{token.text}"'
    return Diagnostic("BN105", Severity.ERROR, message, token.span, help=advice, node=node)


# -- parentheses ---------------------------------------------------------------------------


def empty_parentheses(span: Span, node: str) -> Diagnostic:
    """BN105 for ``()``."""
    advice = "write a regulator between the parentheses, or delete them and the operator"
    return Diagnostic("BN105", Severity.ERROR, '"()" is empty', span, help=advice, node=node)


def unclosed(opener: Token, number: int, end: int, line: int | None, node: str) -> Diagnostic:
    """BN101: *number* parentheses, the last of them *opener*, are open at *end*.

    *line* is the number of the line in a ``.bnet`` file, of which R BoolNet is worth a note.
    """
    missing = '")"' if number == 1 else f'{number:,} ")"'
    return Diagnostic(
        "BN101",
        Severity.ERROR,
        'this "(" is never closed',
        opener.span,
        label="opened here",
        related=((Span(end, end), "the rule ends here"),),
        notes=(_R_IS_SILENT,) if line is not None else (),
        help=f"add {missing} at the end of the rule"
        + (f" (line {line})" if line is not None else ""),
        fix=_replace(Span(end, end), ")" * number, Applicability.LIKELY),
        node=node,
    )


def unopened(token: Token, node: str) -> Diagnostic:
    """BN102."""
    return Diagnostic(
        "BN102",
        Severity.ERROR,
        f'this "{token.text}" closes nothing',
        token.span,
        notes=(_R_IS_SILENT,),
        help='delete it, or add "(" before it',
        fix=_replace(token.span, "", Applicability.LIKELY),
        node=node,
    )


def wrong_brackets(wrong: Sequence[Token], node: str) -> Diagnostic:
    """BN116: other brackets than parentheses, one or both of a pair."""
    edits = tuple(Edit(t.span, "(" if t.kind is Kind.OPEN else ")") for t in wrong)
    return Diagnostic(
        "BN116",
        Severity.ERROR,
        f'use "(" and ")" for grouping; found "{wrong[0].text}"',
        wrong[0].span,
        help='write "(" and ")"',
        fix=Fix(edits, Applicability.SAFE),
        node=node,
    )


def too_deep(token: Token, depth: int, limit: int, node: str) -> Diagnostic:
    """BN007."""
    message = f"parentheses are nested {depth:,} deep; the limit is {limit:,}"
    return Diagnostic("BN007", Severity.ERROR, message, token.span, node=node)


def second_comma(token: Token, node: str) -> Diagnostic:
    """BN112."""
    return Diagnostic(
        "BN112",
        Severity.ERROR,
        "a rule has one comma; found a second one",
        token.span,
        help="join the parts with & or |",
        node=node,
    )


# -- operands ------------------------------------------------------------------------------


def bad_name(token: Token, node: str) -> Diagnostic | None:
    """BN110 for a name in a rule; `None` when there is nothing wrong with it."""
    text = shorten(token.text)
    fix = advice = None
    if token.kind is Kind.QUOTED:
        control = control_character(token.text)
        if not token.text.strip():
            message = "there is nothing between these quotation marks"
        elif control is not None:
            message = f"a node name cannot hold {control}"
        else:
            return None
    else:
        bad = next(character for character in token.text if character in "/@$?'\\")
        message = f'"{text}" cannot be a node name without quotes: "{bad}" is not allowed'
        advice = f'write it in quotes: "{text}"'
        fix = _replace(token.span, f'"{token.text}"', Applicability.LIKELY)
    return Diagnostic("BN110", Severity.ERROR, message, token.span, help=advice, fix=fix, node=node)


def word_constant(token: Token, node: str) -> Diagnostic:
    """BN117."""
    value = "1" if token.text.lower() == "true" else "0"
    return Diagnostic(
        "BN117",
        Severity.INFO,
        f'"{token.text}" is read as {value}; '
        f"{name_readers(constant_row(token.text), Reads.DIFFERENTLY)} would read "
        f'a node called "{token.text}"',
        token.span,
        help=f"write {value}",
        fix=_replace(token.span, value, Applicability.SAFE),
        node=node,
    )


def wrong_number(token: Token, node: str) -> Diagnostic:
    """BN126 for a number that is no constant."""
    return Diagnostic(
        "BN126",
        Severity.ERROR,
        f'"{shorten(token.text)}" is neither 0 nor 1, and not a node name',
        token.span,
        help="write 0 or 1, or the node's name in quotes if it is called so",
        node=node,
    )


def missing_number(macro: Token, span: Span, node: str) -> Diagnostic:
    """BN126 for a counting macro without its number."""
    return Diagnostic(
        "BN126",
        Severity.ERROR,
        f'"{macro.text}" needs a whole number as its last argument',
        span,
        help=f"for example {macro.text}(A, B, C, 2)",
        node=node,
    )


# -- what is not supported, and what does not belong here ------------------------------------


def unknown_function(token: Token, known: Sequence[str], node: str) -> Diagnostic:
    """BN122 for a name with parentheses right behind it."""
    if token.text.lower() in _CLOCKS:
        message = f'"{token.text}" is not supported: this is a BoolNet temporal network'
        advice = "rules depend on the nodes of one time step only"
    else:
        message = f'"{shorten(token.text)}" is not a function of .bnet files'
        advice = f"write it with &, | and !, or with one of {', '.join(known)}"
    return Diagnostic("BN122", Severity.ERROR, message, token.span, help=advice, node=node)


def delay(token: Token, node: str) -> Diagnostic:
    """BN122 for ``B[-2]``."""
    return Diagnostic(
        "BN122",
        Severity.ERROR,
        f'time delays ("{token.text}") are not supported: this is a BoolNet temporal network',
        token.span,
        help="introduce a node that follows with a delay: B_before, B",
        node=node,
    )


def unsupported(token: Token, node: str) -> Diagnostic:
    """BN122, from the table of mistakes."""
    mistake = UNSUPPORTED[token.text]
    return Diagnostic(
        "BN122", Severity.ERROR, mistake.message, token.span, help=mistake.help, node=node
    )


def semicolon(token: Token, node: str) -> Diagnostic:
    """BN118."""
    return Diagnostic(
        "BN118",
        Severity.ERROR,
        'a rule does not end with ";"',
        token.span,
        notes=("R BoolNet would read this as part of a node's name",),
        help="delete it",
        fix=_replace(token.span, "", Applicability.SAFE),
        node=node,
    )


def unclosed_quotation(token: Token, node: str) -> Diagnostic:
    """BN120 within a formula."""
    span = Span(token.start, token.start + 1)
    message = "this quotation mark is never closed"
    return Diagnostic("BN120", Severity.ERROR, message, span, node=node)


def foreign_comment(token: Token) -> Diagnostic:
    """BN108 for what starts a comment in other languages."""
    return Diagnostic(
        "BN108",
        Severity.ERROR,
        f'"{token.text}" does not start a comment here; comments start with "#"',
        token.span,
        help='write "#"',
        fix=_replace(token.span, "#", Applicability.SAFE),
    )


def unexpected(token: Token, node: str) -> Diagnostic:
    """BN108 for a character that means nothing."""
    message = f'unexpected "{shorten(token.text)}"'
    return Diagnostic("BN108", Severity.ERROR, message, token.span, node=node)
