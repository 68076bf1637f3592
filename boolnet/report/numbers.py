"""Numbers as people read them: exact as long as that helps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

MANY = 1000  # from here on shares say more than numbers
_LONGEST = 10**30  # from here on digits help nobody; JSON has them all


def format_count(number: int) -> str:
    """``268,435,456``; powers of two as such beyond thirty digits, others rounded.

    >>> format_count(2**28)
    '268,435,456'
    >>> format_count(2**200), format_count(3**200)
    ('2^200', 'about 2.7e95')
    """
    if number < _LONGEST:
        return f"{number:,}"
    exponent = number.bit_length() - 1
    if number == 1 << exponent:
        return f"2^{exponent}"
    return f"about {Decimal(number):.1e}".replace("e+", "e")


def format_power(number: int) -> str:
    """A number of settings by its power of two: ``2^28``, ``3*2^26``."""
    twos = (number & -number).bit_length() - 1
    odd = number >> twos
    return f"{f'{odd}*' if odd > 1 else ''}2^{twos}"


def format_share(share: Fraction) -> str:
    """A share between 0 and 1 in two digits: ``.5``, ``.33``; never rounded to 0 or 1.

    >>> [format_share(Fraction(*pair)) for pair in ((1, 2), (1, 3), (1, 999), (998, 999))]
    ['.5', '.33', '>0', '<1']
    """
    if share in (0, 1):
        return str(share)
    text = f"{float(share):.2f}"
    if text == "0.00":
        return ">0"
    if text == "1.00":
        return "<1"
    return text.removeprefix("0").rstrip("0")


def format_percent(share: Fraction) -> str:
    """``6.9%``; never rounded to nothing or to all.

    >>> [format_percent(Fraction(*pair)) for pair in ((1, 2), (69, 1000), (1, 9**9))]
    ['50%', '6.9%', 'under 0.1%']
    """
    percent = float(share) * 100
    if 0 < percent < 0.1:
        return "under 0.1%"
    if 99.9 < percent < 100:
        return "over 99.9%"
    return f"{percent:.1f}".removesuffix(".0") + "%"


def plural(number: int, noun: str) -> str:
    """``1 node``, ``2 nodes``, ``2 phenotypes``; the number as `format_count` writes it."""
    if number == 1:
        return f"1 {noun}"
    ending = "es" if noun.endswith(("s", "x")) else "s"
    return f"{format_count(number)} {noun}{ending}"
