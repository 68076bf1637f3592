"""Phenotypes: named conditions over the nodes, read off attractors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from boolnet.errors import UnknownNodeError
from boolnet.logic import expression as ex
from boolnet.network.names import suggest

if TYPE_CHECKING:
    from boolnet.network.network import Network


@dataclass(frozen=True)
class Phenotype:
    """A condition with a name, for example ``BoneLoss: Resorption_hi & !OB_hi``.

    A state shows the phenotype or not; an attractor shows it in all of its states, in
    none, or in some (*mixed*).

    Attributes:
        name: How people call it.
        condition: An expression over node names.
        source: Where the definition comes from; may be empty.
        title: One line for people; `titles` has it in further languages.
        titles: The title by language code.
    """

    name: str
    condition: ex.Expression = field(compare=False)
    source: str = ""
    title: str = field(default="", compare=False)
    titles: Mapping[str, str] = field(default_factory=dict, compare=False)
    text: str = field(init=False, repr=False)  # stands for the condition in comparisons

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", ex.format_expression(self.condition))

    def __hash__(self) -> int:
        return hash((self.name, self.text))

    @property
    def markers(self) -> tuple[str, ...]:
        """The nodes that the condition reads."""
        return ex.symbols_of(self.condition)

    def check(self, network: Network) -> None:
        """Make sure that the condition fits *network*.

        Raises:
            UnknownNodeError: It reads something that is no node.
        """
        for name in self.markers:
            if name not in network.index:
                raise UnknownNodeError(name, suggest(name, network.names))
