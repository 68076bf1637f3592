"""The installed wheel works without the checkout: models and pages travel inside it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from boolnet.network.library import list_models

pytestmark = pytest.mark.slow

# What the wheel needs comes from the environment of the tests; it is searched last, so that
# boolnet itself comes from the wheel.
PRELUDE = f"import sys; sys.path += {[p for p in sys.path if 'site-packages' in p]!r}\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Callable[..., str]:
    """Run Python code in an empty folder, with the wheel installed in a fresh environment."""
    folder = tmp_path_factory.mktemp("wheel test")  # with a space, as people's folders have
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, root], check=True)
    (wheel,) = folder.glob("boolnet-*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = next(p for p in (folder / "venv").glob("*/python*") if p.is_file())
    install = ["--python", python, "install", "--no-deps", wheel]
    subprocess.run([*pip, *install], check=True)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()

    def run(code: str, *arguments: str) -> str:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        command = [python, "-c", PRELUDE + code, *arguments]
        done = subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, encoding="utf-8"
        )
        assert 0 == done.returncode, done.stderr
        return done.stdout

    return run


def test_models_load_from_the_wheel(run: Callable[..., str]) -> None:
    code = """
from boolnet.network.library import list_models, load_model
for model in map(load_model, list_models()):
    print(model.name, len(model.network), model.path)
"""

    lines = run(code).splitlines()

    assert list(list_models()) == [line.split()[0] for line in lines]
    assert all("_models" in line for line in lines), "read from the package, not a checkout"


def test_the_command_line_works_from_the_wheel(run: Callable[..., str]) -> None:
    code = "from boolnet.cli.main import main; main()"

    assert "rank_nfatc1" in run(code, "models", "list")
    assert "BN203" in run(code, "explain", "BN203")
    assert "6 models, " in run(code, "verify", "--brief")
