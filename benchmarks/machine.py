"""What a measurement was made on: processor, memory, versions, date. Never a path or a name."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from datetime import date
from importlib import metadata
from pathlib import Path

PACKAGES = (
    "boolnet",
    "clingo",
    "oxidd",
    "biobalm",
    "biodivine_aeon",
    "mpbn",
    "pystablemotifs",
    "trappist",
)
R_VERSIONS = 'cat(R.version$major, R.version$minor, as.character(packageVersion("BoolNet")))'


def describe_machine() -> dict[str, str]:
    """Labelled facts, in the order in which they are printed."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return {
        "date": date.today().isoformat(),
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        **_versions(),
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo")
    if lines.is_file():
        for line in lines.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.processor() or platform.machine()


def _versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    if shutil.which("Rscript"):
        command = ["Rscript", "-e", R_VERSIONS]
        words = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
        if len(words) == 3:
            found |= {"R": ".".join(words[:2]), "R BoolNet": words[2]}
    return found
