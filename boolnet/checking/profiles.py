"""Profiles: which codes are on, and how much they weigh, for a purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from boolnet.diagnostics import Severity

# What most authors do not want to read every day.
_SIMPLER = ("BN308",)
_PUBLISHING = ("BN502",)
_EVIDENCE = ("BN502", "BN503", "BN504", "BN505", "BN506", "BN508", "BN509", "BN511")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said, and from which severity on a check fails.

    Attributes:
        says: What the profile is for, in a few words.
        off: Codes, or beginnings of codes, that are not said unless they are selected.
        severity: Codes that weigh more or less than usual.
        fail_on: From which severity on a check fails: ``error`` or ``warning``.
        explains: Whether each kind of finding comes with the command that explains it.
    """

    says: str
    off: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: str = "error"
    explains: bool = False


PROFILES: Mapping[str, Profile] = {
    "default": Profile("mistakes, and what is worth knowing", off=_SIMPLER + _PUBLISHING),
    "strict": Profile("warnings fail too", off=_PUBLISHING, fail_on="warning"),
    "publish": Profile("also evidence and identifiers, before a model is published", off=_SIMPLER),
    "teaching": Profile(
        "says where each kind of finding is explained; nothing about evidence",
        off=("BN208", *_EVIDENCE),
        explains=True,
    ),
}
