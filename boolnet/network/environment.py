"""Environments: named settings of the inputs.

An environment says which inputs are on and off: a culture medium, a disease, a drug. It
holds names, not positions, so that one environment fits many networks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from boolnet.errors import InputError, UnknownNodeError
from boolnet.network.ladder import complete_levels
from boolnet.network.names import suggest

if TYPE_CHECKING:
    from boolnet.network.network import Network


@dataclass(frozen=True)
class Environment:
    """Values of some inputs.

    Attributes:
        inputs: The value of each input that is set; equality ignores their order.
        name: How people call it; may be empty.
        others: The value of every input that is not named, or `None` to leave them free.
        title: One line for people; `titles` has it in further languages.
        titles: The title by language code, for example ``{"zh": "健康"}``.
    """

    inputs: Mapping[str, bool] = field(default_factory=dict)
    name: str = ""
    others: bool | None = None
    title: str = field(default="", compare=False)
    titles: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __hash__(self) -> int:
        return hash((frozenset(self.inputs.items()), self.name, self.others))

    def settle(self, network: Network) -> dict[str, bool]:
        """The value of every input of *network* that this environment holds.

        The levels that go along with an input that is named have their values too, whatever
        `others` says.

        Raises:
            UnknownNodeError: It names something that is no node of *network*.
            InputError: It names a node that is no input, or a level without one below it.
        """
        inputs = set(network.inputs)
        for name in self.inputs:
            if name not in network.index:
                raise UnknownNodeError(name, suggest(name, network.inputs or network.names))
            if name not in inputs:
                raise InputError(
                    f'"{name}" is not an input: its rule decides its value; '
                    "hold it with a perturbation instead"
                )
        settled = {} if self.others is None else dict.fromkeys(network.inputs, self.others)
        named = complete_levels(network.ladders, self.inputs)
        return settled | {name: value for name, value in named.items() if name in inputs}
