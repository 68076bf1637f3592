"""What an intervention is to bring about: a phenotype on, off, or coming and going."""

from __future__ import annotations

from dataclasses import dataclass

from boolnet.engines.tendency import Tendency
from boolnet.network.phenotype import Phenotype

OSCILLATES = "oscillates"


@dataclass(frozen=True)
class Wanted:
    """A phenotype with the value that an attractor is to have.

    Attributes:
        phenotype: The phenotype.
        value: ``True`` (in all states of an attractor), ``False`` (in none), or `OSCILLATES`
            (in some and not in others).

    Raises:
        ValueError: There is no such value.
    """

    phenotype: Phenotype
    value: bool | str = True

    def __post_init__(self) -> None:
        if self.value not in (False, True, OSCILLATES):
            raise ValueError(f"a phenotype is 0, 1 or {OSCILLATES}, not {self.value!r}")

    def is_met(self, found: bool | str | None) -> bool | None:
        """Whether an attractor that shows the phenotype like this is as wanted.

        Args:
            found: As in `Attractor.phenotypes`.
        """
        if found is None:
            return None
        return found == (self.value if isinstance(self.value, bool) else "mixed")

    def count(self, tendency: Tendency) -> tuple[int, int]:
        """How many attractors are as wanted, and how many may be or not."""
        number = {True: tendency.on, False: tendency.off, OSCILLATES: tendency.mixed}
        return number[self.value], tendency.unknown

    def spoilers(self, pair: tuple[int, int]) -> tuple[int, ...]:
        """The circuits of which one being false everywhere in a space means failure there.

        Args:
            pair: The circuits of the phenotype's condition and of the negation.
        """
        return pair if self.value == OSCILLATES else (pair[self.value is False],)

    def __str__(self) -> str:
        if self.value == OSCILLATES:
            return f"{self.phenotype.name} {OSCILLATES}"
        return f"{self.phenotype.name} = {int(self.value is True)}"
