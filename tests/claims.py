"""A small model whose claims can be worked out by hand, as files."""

from __future__ import annotations

from pathlib import Path

from boolnet.network.library import Model, read_model

# Signal sets Memory, which keeps itself until Brake; Beat oscillates while Memory is on.
RULES = """targets, factors
Signal, Signal
Brake, Brake
Memory, !Brake & (Signal | Memory)
Beat, Memory & !Beat
Fate, Memory
"""
ABOUT = """
[rest]
environment = "quiet"

[environments.quiet]
others = 0

[environments.signal]
others = 0
inputs = { Signal = 1 }

[phenotypes.Lost]
condition = "Signal & !Fate"

[therapies.brake]
inputs = { Brake = 1 }
target = "Memory"

[therapies.degrader]
hold = { Memory = 0 }
"""


def write_model(folder: Path, claims: str, rules: str = RULES, about: str = ABOUT) -> Path:
    """A model folder with these files."""
    folder.mkdir(exist_ok=True)
    (folder / "model.bnet").write_text(rules, encoding="utf-8")
    (folder / "model.toml").write_text(about, encoding="utf-8")
    (folder / "claims.toml").write_text(claims, encoding="utf-8")
    return folder


def make_model(folder: Path, claims: str, rules: str = RULES, about: str = ABOUT) -> Model:
    """The model of these files."""
    return read_model(write_model(folder, claims, rules, about))


def claim(**keys: object) -> str:
    """A claim as text: *keys* in the spelling of TOML, with what every claim needs."""
    every = {"id": '"C1"', "says": '"it is so"', "source": '"a paper"'}
    every |= {key.rstrip("_"): str(value) for key, value in keys.items()}
    return "\n".join(["[[claim]]", *(f"{key} = {value}" for key, value in every.items())]) + "\n\n"
