"""What there is to say about names (BN201, BN204 to BN208)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language.findings import Findings
from boolnet.language.mistakes import name_character
from boolnet.language.tokens import spell_name
from boolnet.network.checks.lookalike import look_of, portable_form
from boolnet.network.checks.suggestions import Suggestions
from boolnet.network.checks.uses import Uses


def find_name_problems(uses: Uses, text: str, findings: Findings) -> None:
    """Report names without a rule, and names that are too much alike.

    When a line could not be read at all, nothing is said about names without a rule: theirs
    may stand there.

    Cost:
        Linear in the number of names.
    """
    explained: set[str] = set()
    places = dict(uses.read)
    places.update(uses.defined)
    if "" in places:  # other formats have quotation marks of their own
        findings.add(_nameless(places[""]))
        return
    if uses.complete:
        explained = _find_undefined(uses, text, findings)
    names = sorted((name for name in places if name not in explained), key=places.__getitem__)
    _find_variants(uses, findings)
    case_pairs = _find_pairs(names, str.casefold)
    for one, two in case_pairs:
        findings.add(_case_pair(one, two, places))
    for one, two in _find_pairs(names, look_of):
        findings.add(_confusable(one, two, places))
    told = {two for _, two in case_pairs}
    for one, two in _find_pairs(names, portable_form):
        if two not in told and look_of(one) != look_of(two):
            findings.add(_collision(one, two, places))


def find_portability(uses: Uses, findings: Findings) -> None:
    """BN208 for every name. Only worth saying about a file without errors."""
    for name, span in (uses.read | uses.defined).items():
        _find_portability(name, span, findings)


def _nameless(span: Span) -> Diagnostic:
    return Diagnostic(
        "BN110",
        Severity.ERROR,
        "a node has no name",
        span,
        help="write a name between the quotation marks",
    )


def _find_pairs(names: Iterable[str], form: Callable[[str], str]) -> list[tuple[str, str]]:
    """Each name whose *form* an earlier name has, with that name."""
    first: dict[str, str] = {}
    pairs = []
    for name in names:
        earlier = first.setdefault(form(name), name)
        if earlier != name:
            pairs.append((earlier, name))
    return pairs


# -- names without a rule ------------------------------------------------------------------


def _find_undefined(uses: Uses, text: str, findings: Findings) -> set[str]:
    """Report the names without a rule; returns those for which a defined one was named."""
    undefined = [name for name in uses.read if name not in uses.defined]
    if not undefined:
        return set()
    suggestions = Suggestions(uses.defined)
    looks = {look_of(name): name for name in uses.defined}
    explained = set()
    # Where the line of an input goes, and what ends it.
    ending = _line_ending(text)
    addition = (len(text), ending, text.endswith(("\r", "\n")))
    for name in undefined:
        span = uses.read[name]
        node = uses.reader[name]
        alike = looks.get(look_of(name))
        other_case = suggestions.same_but_case(name)
        near = suggestions.near(name) if alike is None and other_case is None else ()
        if not near and name[:3].lower() == "not" and name[3:] in uses.defined:
            near = (f"not {name[3:]}",)
        if other_case is not None and alike is None:
            findings.add(_wrong_case(name, other_case, span, node, uses))
        elif alike is not None:
            findings.add(_confusable(alike, name, {alike: uses.defined[alike], name: span}))
        elif near:
            findings.add(_near_miss(name, near, span, node))
        else:
            findings.add(_undefined(name, span, node, addition))
            continue
        explained.add(name)
    return explained


def _undefined(name: str, span: Span, node: str, addition: tuple[int, str, bool]) -> Diagnostic:
    shown, written = shorten(name), spell_name(name)
    end, ending, fresh = addition
    line = f"{written}, {written}{ending}" if fresh else f"{ending}{written}, {written}"
    return Diagnostic(
        "BN201",
        Severity.WARNING,
        f"{shown} has no rule; it is treated as an input",
        span,
        notes=(f"mpbn would drop {shown} from its results",),
        help=f'add "{shown}, {shown}"',
        fix=Fix((Edit(Span(end, end), line),), Applicability.SAFE),
        node=node,
    )


def _line_ending(text: str) -> str:
    """What ends the first line of *text*."""
    for index, character in enumerate(text):
        if character == "\n":
            return "\n"
        if character == "\r":
            return "\r\n" if text[index + 1 : index + 2] == "\n" else "\r"
    return "\n"


def _wrong_case(name: str, other: str, span: Span, node: str, uses: Uses) -> Diagnostic:
    return Diagnostic(
        "BN204",
        Severity.ERROR,
        f'"{shorten(name)}" is not defined, but "{shorten(other)}" is: names are case-sensitive',
        span,
        related=((uses.defined[other], "defined here"),),
        help=f"write {shorten(other)}",
        fix=Fix((Edit(span, other),), Applicability.LIKELY),
        node=node,
    )


def _near_miss(name: str, near: tuple[str, ...], span: Span, node: str) -> Diagnostic:
    shown = " or ".join(shorten(other) for other in near)
    return Diagnostic(
        "BN205",
        Severity.WARNING,
        f"{shorten(name)} has no rule; did you mean {shown}?",
        span,
        label="read as a new input",
        help=f"write {shorten(near[0])}, or give {shorten(name)} a rule",
        fix=Fix((Edit(span, near[0]),), Applicability.LIKELY) if len(near) == 1 else None,
        node=node,
    )


# -- names that are too much alike ---------------------------------------------------------


def _case_pair(one: str, two: str, places: dict[str, Span]) -> Diagnostic:
    return Diagnostic(
        "BN204",
        Severity.WARNING,
        f'"{shorten(two)}" and "{shorten(one)}" differ only in case',
        places[two],
        related=((places[one], "the other one"),),
        notes=("Windows, spreadsheets and SQL databases take them for one name",),
        help="write both alike, or give one of them another name",
        node=two,
    )


def _confusable(one: str, two: str, places: dict[str, Span]) -> Diagnostic:
    preferred = two if two.isascii() else one
    details = ""
    for mine, other in zip(two, one, strict=False):
        if mine != other:
            details = f": {_describe(mine)} and {_describe(other)}"
            break
    return Diagnostic(
        "BN206",
        Severity.ERROR,
        f'"{shorten(two)}" and "{shorten(one)}" look alike but are different names{details}',
        places[two],
        related=((places[one], "the other one"),),
        help=f"write {shorten(preferred)} in both places, if they are the same",
        # The other way round, all rules with the first name would have to change.
        fix=Fix((Edit(places[two], one),), Applicability.LIKELY) if preferred == one else None,
        node=two,
    )


def _describe(character: str) -> str:
    return f"{character} (U+{ord(character):04X}, {name_character(character)})"


def _find_variants(uses: Uses, findings: Findings) -> None:
    """BN206 as a warning: the same letters, encoded in two ways; read as one name."""
    for form, span in uses.variants.values():
        findings.add(
            Diagnostic(
                "BN206",
                Severity.WARNING,
                f'"{shorten(form)}" is written with separate accents (not in NFC); '
                "it is read as the composed form",
                span,
                notes=("other programs take the two forms for two names",),
                help=f"write {shorten(form)} in its composed form (NFC)",
                fix=Fix((Edit(span, form),), Applicability.SAFE),
            )
        )


def _collision(one: str, two: str, places: dict[str, Span]) -> Diagnostic:
    return Diagnostic(
        "BN207",
        Severity.WARNING,
        f'"{shorten(one)}" and "{shorten(two)}" become the same name '
        f"({shorten(portable_form(two))}) in R BoolNet and SBML",
        places[two],
        related=((places[one], "the other one"),),
        help="give one of them another name",
        node=two,
    )


def _find_portability(name: str, span: Span, findings: Findings) -> None:
    """A name that other programs refuse or read as something else, once for each kind."""
    shown = shorten(name)
    severity = Severity.INFO
    advice = "nothing to do here; other programs need a name of letters, digits and _"
    if name == "None":
        severity = Severity.WARNING
        advice = "give it another name, such as None_"
        kind, message = "none", 'mpbn reads "None" as 0'
    elif name[0].isdigit():
        kind = "digit"
        message = f'the name "{shown}" starts with a digit: R BoolNet and SBML reject it'
    elif portable_form(name) != name:
        odd = next(c for c in name if portable_form(c) != c)
        kind = "sign"
        message = (
            f'the name "{shown}" contains "{odd}": R BoolNet reads it as '
            f'"{shorten(portable_form(name))}"'
        )
    else:
        return
    finding = Diagnostic(
        "BN208",
        severity,
        message,
        span,
        help=advice,
        node=name,
    )
    findings.add_once(finding, key=kind)
