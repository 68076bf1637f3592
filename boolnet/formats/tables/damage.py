"""Names that a spreadsheet damaged, or that are formulas: what they may have been.

Spreadsheets turn MARCH1 into a date, 2310009E13 into a number, and take ``=...`` for a formula.
"""

from __future__ import annotations

import re

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.reading import Reading

# Month names as spreadsheets abbreviate them, by language, January first.
_LANGUAGES = (
    "jan feb mar apr may jun jul aug sep oct nov dec",  # English
    "jan feb mrz apr mai jun jul aug sep okt nov dez",  # German
    "jän feb mär apr mai juni juli aug sept okt nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc",  # French
    "ene feb mar abr may jun jul ago sep oct nov dic",  # Spanish
    "gen feb mar apr mag giu lug ago set ott nov dic",  # Italian
    "jan fev mar abr mai jun jul ago set out nov dez",  # Portuguese
    "jan feb mrt apr mei jun jul aug sep okt nov dec",  # Dutch
    "jan feb mar apr maj jun jul aug sep okt nov dec",  # Swedish, Danish
    "jan feb mar apr mai jun jul aug sep okt nov des",  # Norwegian
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",  # Polish
    "oca şub mar nis may haz tem ağu eyl eki kas ara",  # Turkish
    "янв фев мар апр май июн июл авг сен окт ноя дек",  # Russian
    "ian feb mar apr mai iun iul aug sep oct noi dec",  # Romanian
    "led úno bře dub kvě čvn čvc srp zář říj lis pro",  # Czech
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",  # Finnish
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)
_MONTHS: dict[str, set[int]] = {}
for _names in _LANGUAGES:
    for _number, _name in enumerate(_names.split(), 1):
        _MONTHS.setdefault(_name, set()).add(_number)

# Genes by month: the old symbol, and what it is called now.
_GENES = {
    2: (("FEB{0}", ""),),
    3: (("MARCH{0}", "MARCHF{0}"), ("MARC{0}", "MTARC{0}")),
    4: (("APR{0}", ""),),
    9: (("SEPT{0}", "SEPTIN{0}"),),
    10: (("OCT{0}", ""),),
    11: (("NOV{0}", ""),),
    12: (("DEC{0}", "DELEC{0}"),),
}
_NOW = {"OCT1": "POU2F1", "OCT2": "POU2F2", "OCT3": "POU5F1", "OCT4": "POU5F1", "OCT6": "POU3F1",
        "DEC2": "BHLHE41", "SEPT15": "SELENOF"}  # fmt: skip
_ENGLISH = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_SEPARATOR = r"[-./ \u00a0]{1,2}"
_WORD = r"([^\W\d_]{3,9})\.?"
_DAY_MONTH = re.compile(rf"(\d{{1,2}})\.?{_SEPARATOR}{_WORD}(?:{_SEPARATOR}\d{{2,4}})?")
_MONTH_YEAR = re.compile(rf"{_WORD}{_SEPARATOR}(\d\d|(?:19|20)\d\d)")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d([-/.])(\d{1,2})\1(\d{1,2})(?:[T ][\d:.]{4,15})?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(?:(?:19|20)\d\d|\d\d)(?: [\d:.]{4,15})?")
_EASTERN = re.compile(r"(?:\d{4}\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NUMBER = re.compile(r"(\d)(?:[.,](\d{1,14}))?E\+(\d{2,3})")
_ERROR = re.compile(r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|NV|WERT!|BEZUG!|NOM\s?\?)")
_FORMULA = re.compile("[=+\\-@\t\r＝＋－＠]")


def is_formula(written: str) -> bool:
    """Whether a spreadsheet would take a cell, as it is written, for a formula."""
    return _FORMULA.match(written) is not None


def is_error_value(written: str) -> bool:
    """Whether a cell holds what a spreadsheet shows for a formula that failed."""
    return _ERROR.fullmatch(written) is not None


def find_damaged_names(reading: Reading) -> list[Diagnostic]:
    """BN711, as a warning, for the nodes of a network whose names look like dates or numbers.

    Cost:
        Linear in the names; where there are such, the places of all nodes are looked up.
    """
    names = reading.network.names if reading.network is not None else ()
    damaged = [(name, damage) for name in names if (damage := find_damage(name)) is not None]
    if not damaged:
        return []
    places = reading.places()
    first: dict[str, Span] = {}
    for (_, regulator), spans in places.uses.items():
        first.setdefault(regulator, spans[0])
    return [
        describe_damage(name, damage, places.targets.get(name) or first.get(name), Severity.WARNING)
        for name, damage in damaged
    ]


def describe_damage(name: str, damage: str, span: Span | None, severity: Severity) -> Diagnostic:
    """BN711 about *name*, which may have been *damage* (see `find_damage`)."""
    hint = f" ({damage}?)" if damage else ""
    return Diagnostic(
        "BN711",
        severity,
        f'"{shorten(name)}" looks like a gene name damaged by a spreadsheet{hint}',
        span,
        help="write the name that was there; import the column as text next time",
    )


def find_damage(name: str) -> str | None:
    """What *name* may have been before a spreadsheet changed it, such as ``MARCH1``.

    Returns:
        The likeliest names, in words; empty when it is damaged and nobody knows what it was;
        `None` when it is not damaged.
    """
    if not 4 <= len(name) <= 40 or not (name[0].isdigit() or name[0].isalpha() or name[0] == "#"):
        return None
    if name[0].isalpha() and not name[-2:].isdigit():
        return None
    if is_error_value(name):
        return ""
    number = _NUMBER.fullmatch(name)
    if number is not None:
        digits = number[1] + (number[2] or "")
        exponent = int(number[3]) - 6
        if len(digits) > 7 or exponent < 0:
            return ""
        return f"a RIKEN number, {digits}{'?' * (7 - len(digits))}E{exponent:02d}"
    pairs = list(_dates(name))
    if not pairs:
        return None
    found: list[str] = []
    for month, day in pairs:
        for old, new in _GENES.get(month, ()):
            old, new = old.format(day), new.format(day)
            new = _NOW.get(old, new)
            found.append(f"{old}, now {new}" if new else old)
    if not found:
        month, day = pairs[0]
        found.append(f"{_ENGLISH[month - 1]}{day}")
    return " or ".join(dict.fromkeys(found[:2]))


def _dates(name: str) -> list[tuple[int, int]]:
    """The months and days that *name* can be read as."""
    match = _DAY_MONTH.fullmatch(name)
    if match is not None:
        return _named(match[2], int(match[1]))
    match = _MONTH_YEAR.fullmatch(name)
    # A spreadsheet capitalises the month, "Oct-04"; OCT-4 and DEC-205 are names.
    if match is not None and not match[1].isupper():
        return _named(match[1], int(match[2]) % 100 if int(match[2]) > 31 else int(match[2]))
    match = _YEAR_FIRST.fullmatch(name)
    if match is not None:
        return _checked([(int(match[2]), int(match[3]))])
    match = _YEAR_LAST.fullmatch(name)
    if match is not None:
        one, two = int(match[1]), int(match[3])
        return _checked(sorted([(one, two), (two, one)], key=lambda pair: pair[0] not in _GENES))
    match = _EASTERN.fullmatch(name)
    if match is not None:
        return _checked([(int(match[1]), int(match[2]))])
    return []


def _named(word: str, day: int) -> list[tuple[int, int]]:
    months = _MONTHS.get(word.lower(), set())
    return _checked([(month, day) for month in sorted(months, key=lambda m: m not in _GENES)])


def _checked(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(month, day) for month, day in pairs if 1 <= month <= 12 and 1 <= day <= 31]
