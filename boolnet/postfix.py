"""Rules as a row of numbers: what the plain reader hands to the encoder.

A formula over the names ``names[0], names[1], ...`` is written behind its operands:

====================  =================================================
``0`` and ``1``       the constants
``2 + 2 i``           "not ``names[i]``"
``3 + 2 i``           ``names[i]``
``-1``                not: replaces the last operand by its negation
``-2 k``              and: replaces the last ``k`` operands, ``k > 1``
``-2 k - 1``          or: the same
====================  =================================================

so that ``A & !B | C`` is ``3 4 -4 7 -5``. Runs of one connective are one operator, whatever
parentheses they are written with.
"""

from __future__ import annotations

from typing import Final, NamedTuple

NOT: Final = -1


class Postfix(NamedTuple):
    """A formula in postfix form.

    Attributes:
        names: The names, in the order in which they are first read.
        code: The operands and operators.
    """

    names: tuple[str, ...]
    code: list[int]
