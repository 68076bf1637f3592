"""Claims of models, and what became of them, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from boolnet.analysis.claims import Check, ClaimResult, Status, explain_result
from boolnet.network.claim import Claim, Stage
from boolnet.network.environment import Environment
from boolnet.network.library import Model
from boolnet.network.network import Network
from boolnet.report.record import TOOL, Record, describe_perturbation


def describe_claims(
    models: Sequence[tuple[Model, Sequence[ClaimResult]]], options: Mapping[str, Any]
) -> Record:
    """The record ``boolnet-claims/1``."""
    return {
        "schema": "boolnet-claims/1",
        "tool": TOOL,
        "options": dict(options),
        "models": [
            {
                "name": model.name,
                "version": model.version,
                "digest": model.network.digest,
                "counts": {s.value: sum(v.status is s for v in results) for s in Status},
                "claims": [_describe_result(result, model.network) for result in results],
            }
            for model, results in models
        ],
    }


def _describe_result(result: ClaimResult, network: Network) -> Record:
    claim = result.claim
    return {
        "id": claim.id,
        "says": claim.says,
        "status": result.status.value,
        "trouble": result.trouble or None,
        **_describe_protocol(claim, network),
        "checks": [_describe_check(check) for check in result.checks],
        "why": [
            {
                "node": link.node,
                "value": link.value,
                "because": [{"regulator": name, "value": value} for name, value in link.because],
                "rule": link.rule or None,
            }
            for link in explain_result(result)
        ],
        "system": claim.system,
        "source": claim.source,
        "confidence": claim.confidence or None,
        "verify": claim.verify,
        "known_limit": claim.known_limit or None,
        "contested": claim.contested or None,
        "line": claim.line or None,
    }


def _describe_protocol(claim: Claim, network: Network) -> Record:
    start = claim.start.environment
    return {
        "start": {
            "kind": claim.start.kind,
            "environment": None if start is None else _describe_environment(start),
        },
        "stages": [_describe_stage(stage, network) for stage in claim.stages],
        "readout": claim.readout.name,
        "condition": claim.readout.text,
        "in": claim.quantifier,
        "update": list(claim.update),
    }


def _describe_stage(stage: Stage, network: Network) -> Record:
    return {
        "environment": _describe_environment(stage.environment),
        "therapy": stage.therapy.name or None,
        "treated": {name: int(value) for name, value in stage.therapy.inputs.items()},
        "perturbation": describe_perturbation(stage.held, network.close(stage.held)),
        "expected": stage.expected,
    }


def _describe_environment(environment: Environment) -> Record:
    return {
        "name": environment.name or None,
        "inputs": {name: int(value) for name, value in environment.inputs.items()},
    }


def _describe_check(check: Check) -> Record:
    selection = check.selection
    return {
        "stage": check.stage,
        "update": check.update,
        "expected": check.expected,
        "holds": check.holds,
        "attractors": selection.report.count,
        "coverage": selection.report.coverage.value,
        "reached": len(selection.reached),
        "undecided": len(selection.undecided),
        "values": list(check.values),
        "mean": None if check.mean is None else float(check.mean),
        "reference": None if check.reference is None else float(check.reference),
    }
