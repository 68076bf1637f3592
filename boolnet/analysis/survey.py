"""What a model shows in each of its environments, from rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from boolnet.analysis.protocol import Protocols, Selection
from boolnet.engines.budget import Budget
from boolnet.network.claim import Stage, Start
from boolnet.network.environment import Environment
from boolnet.network.library import Model


@dataclass(frozen=True)
class Shown:
    """What is reached in an environment.

    Attributes:
        environment: The environment; inputs that nobody names are 0.
        selection: The attractors that are reached from rest, among all there are.
    """

    environment: Environment
    selection: Selection

    def phenotypes(self) -> dict[str, bool | str]:
        """What each phenotype does in those that are reached: true, false, or ``"mixed"``."""
        found: dict[str, bool | str] = {}
        for name in self.selection.report.question.conditions:
            values = {attractor.phenotypes.get(name) for attractor in self.selection.reached}
            only = values.pop() if len(values) == 1 else "mixed"
            found[name] = only if isinstance(only, bool) else "mixed"
        return found


def survey_environments(model: Model, budget: Budget | None = None) -> tuple[Shown, ...]:
    """What is reached from rest in each environment of *model*, in order.

    Cost:
        A search for attractors for each environment, and where there are several their
        reachability.
    """
    phenotypes = tuple(model.phenotypes.values())
    protocols = Protocols(model.network, model.rest, phenotypes, budget or Budget())
    shown = []
    for environment in model.environments.values():
        whole = replace(environment, others=bool(environment.others))
        shown.append(Shown(whole, protocols.follow(Start("rest"), [Stage(whole)])[-1]))
    return tuple(shown)
