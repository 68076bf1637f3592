"""boolnet, a simulator of Boolean signalling networks.

At a low dose of RANKL a precursor stays what it is, and an osteoclast stays what it is.
Without NFATc1 there are no osteoclasts:

    >>> import boolnet
    >>> model = boolnet.load_model("rank_nfatc1")
    >>> low_dose = model.environment("low_rankl")
    >>> report = boolnet.find_attractors(model.network, environment=low_dose)
    >>> print(report)
    3 attractors; complete
    >>> [attractor.fixed["NFATc1"] for attractor in report]
    [0, 1, 1]
    >>> loss = boolnet.knockout("NFATc1")
    >>> print(boolnet.find_attractors(model.network, environment=low_dose, perturbation=loss))
    1 attractor; complete

The names in `__all__` are what boolnet promises; what else there is has the path of its
module and may change. Each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from boolnet.analysis.attractors import (
        AttractorReport,
        find_attractors,
        find_fixed_points,
        find_trap_spaces,
    )
    from boolnet.analysis.basins import BasinReport, compute_basins
    from boolnet.analysis.claims import ClaimResult, verify_claims
    from boolnet.analysis.compare import Comparison, compare_schemes
    from boolnet.analysis.conditions import find_conditions
    from boolnet.analysis.decision_table import ConditionsReport, DecisionTable, Verdict
    from boolnet.analysis.experiments import list_experiments
    from boolnet.analysis.interventions import InterventionReport, find_interventions
    from boolnet.analysis.knockout import KnockoutReport, find_knockout_effects
    from boolnet.analysis.question import Question
    from boolnet.analysis.reachability import ReachReport, find_reachable
    from boolnet.analysis.screen_row import ScreenRow
    from boolnet.analysis.screen_run import ScreenResult, screen
    from boolnet.analysis.wanted import Wanted
    from boolnet.diagnostics import Diagnostic, Severity
    from boolnet.dynamics.scheme import (
        ASYNCHRONOUS,
        GENERAL,
        MOST_PERMISSIVE,
        SYNCHRONOUS,
        UpdateScheme,
        block_sequential,
    )
    from boolnet.engines.attractor import Attractor, AttractorKind
    from boolnet.engines.budget import Budget, Cause, Coverage
    from boolnet.errors import (
        BoolnetError,
        BudgetExceeded,
        RuleFileError,
        UnknownNodeError,
        UnsupportedError,
    )
    from boolnet.formats.files import parse_network, read_network, write_network
    from boolnet.network.claim import Claim
    from boolnet.network.claims_file import read_claims
    from boolnet.network.conditions import parse_condition
    from boolnet.network.environment import Environment
    from boolnet.network.function import UpdateFunction
    from boolnet.network.influence import InfluenceGraph
    from boolnet.network.library import Model, list_models, load_model, read_model
    from boolnet.network.network import Network, Node
    from boolnet.network.perturbation import Perturbation, block, knockout, overexpression
    from boolnet.network.perturbation_set import Combinations, list_nodes, list_regulations
    from boolnet.network.phenotype import Phenotype
    from boolnet.network.space import Space
    from boolnet.network.therapy import Therapy

__version__ = "0.1.0"

__all__ = [
    "ASYNCHRONOUS",
    "GENERAL",
    "MOST_PERMISSIVE",
    "SYNCHRONOUS",
    "Attractor",
    "AttractorKind",
    "AttractorReport",
    "BasinReport",
    "BoolnetError",
    "Budget",
    "BudgetExceeded",
    "Cause",
    "Claim",
    "ClaimResult",
    "Combinations",
    "Comparison",
    "ConditionsReport",
    "Coverage",
    "DecisionTable",
    "Diagnostic",
    "Environment",
    "InfluenceGraph",
    "InterventionReport",
    "KnockoutReport",
    "Model",
    "Network",
    "Node",
    "Perturbation",
    "Phenotype",
    "Question",
    "ReachReport",
    "RuleFileError",
    "ScreenResult",
    "ScreenRow",
    "Severity",
    "Space",
    "Therapy",
    "UnknownNodeError",
    "UnsupportedError",
    "UpdateFunction",
    "UpdateScheme",
    "Verdict",
    "Wanted",
    "block",
    "block_sequential",
    "compare_schemes",
    "compute_basins",
    "find_attractors",
    "find_conditions",
    "find_fixed_points",
    "find_interventions",
    "find_knockout_effects",
    "find_reachable",
    "find_trap_spaces",
    "knockout",
    "list_experiments",
    "list_models",
    "list_nodes",
    "list_regulations",
    "load_model",
    "overexpression",
    "parse_condition",
    "parse_network",
    "read_claims",
    "read_model",
    "read_network",
    "screen",
    "verify_claims",
    "write_network",
]

_HOMES = {
    "boolnet.analysis.attractors": (
        "AttractorReport",
        "find_attractors",
        "find_fixed_points",
        "find_trap_spaces",
    ),
    "boolnet.analysis.basins": ("BasinReport", "compute_basins"),
    "boolnet.analysis.claims": ("ClaimResult", "verify_claims"),
    "boolnet.analysis.compare": ("Comparison", "compare_schemes"),
    "boolnet.analysis.conditions": ("find_conditions",),
    "boolnet.analysis.decision_table": ("ConditionsReport", "DecisionTable", "Verdict"),
    "boolnet.analysis.experiments": ("list_experiments",),
    "boolnet.analysis.interventions": ("InterventionReport", "find_interventions"),
    "boolnet.analysis.knockout": ("KnockoutReport", "find_knockout_effects"),
    "boolnet.analysis.question": ("Question",),
    "boolnet.analysis.reachability": ("ReachReport", "find_reachable"),
    "boolnet.analysis.screen_row": ("ScreenRow",),
    "boolnet.analysis.screen_run": ("ScreenResult", "screen"),
    "boolnet.analysis.wanted": ("Wanted",),
    "boolnet.diagnostics": ("Diagnostic", "Severity"),
    "boolnet.dynamics.scheme": (
        "ASYNCHRONOUS",
        "GENERAL",
        "MOST_PERMISSIVE",
        "SYNCHRONOUS",
        "UpdateScheme",
        "block_sequential",
    ),
    "boolnet.engines.attractor": ("Attractor", "AttractorKind"),
    "boolnet.engines.budget": ("Budget", "Cause", "Coverage"),
    "boolnet.errors": (
        "BoolnetError",
        "BudgetExceeded",
        "RuleFileError",
        "UnknownNodeError",
        "UnsupportedError",
    ),
    "boolnet.formats.files": ("parse_network", "read_network", "write_network"),
    "boolnet.network.claim": ("Claim",),
    "boolnet.network.claims_file": ("read_claims",),
    "boolnet.network.conditions": ("parse_condition",),
    "boolnet.network.environment": ("Environment",),
    "boolnet.network.influence": ("InfluenceGraph",),
    "boolnet.network.library": ("Model", "list_models", "load_model", "read_model"),
    "boolnet.network.function": ("UpdateFunction",),
    "boolnet.network.network": ("Network", "Node"),
    "boolnet.network.perturbation": ("Perturbation", "block", "knockout", "overexpression"),
    "boolnet.network.perturbation_set": ("Combinations", "list_nodes", "list_regulations"),
    "boolnet.network.phenotype": ("Phenotype",),
    "boolnet.network.space": ("Space",),
    "boolnet.network.therapy": ("Therapy",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'boolnet' has no attribute {name!r}")
    value: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value  # the next use finds it at once
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
