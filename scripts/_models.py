"""The pages and pictures of the shipped models, made from their files; called by scripts/models."""

from __future__ import annotations

import sys
from pathlib import Path

from _made import write_made

from boolnet.analysis.claims import verify_claims
from boolnet.analysis.survey import survey_environments
from boolnet.network.claims_file import read_claims
from boolnet.network.library import Model, read_model
from boolnet.report.model_page import ModelPage, format_models_table
from boolnet.report.picture.drawing import Sketch, draw_network

MODELS = Path(__file__).resolve().parents[1] / "models"
PICTURE = "network.svg"
START, END = "<!-- models -->\n", "<!-- end -->\n"


def make_page(model: Model) -> str:
    """The README.md of *model*."""
    notes = model.path / "NOTES.md"
    return ModelPage(
        model,
        notes.read_text(encoding="utf-8") if notes.is_file() else "",
        survey_environments(model),
        verify_claims(model, read_claims(model)),
        PICTURE,
    ).format()


def make_picture(model: Model) -> str:
    """The network.svg of *model*."""
    return draw_network(Sketch.of(model.network), model.title)


def make_files() -> dict[Path, str]:
    """Every file that is made, with its text."""
    models = [read_model(path.parent) for path in sorted(MODELS.glob("*/model.toml"))]
    made = {model.path / "README.md": make_page(model) for model in models}
    made |= {model.path / PICTURE: make_picture(model) for model in models}
    overview = MODELS / "README.md"
    before, _, rest = overview.read_text(encoding="utf-8").partition(START)
    table = "\n".join(format_models_table(models))
    made[overview] = f"{before}{START}{table}\n{END}{rest.partition(END)[2]}"
    return made


if __name__ == "__main__":
    CHECK = "--check" in sys.argv[1:]
    sys.exit(write_made(make_files(), MODELS.parent, "scripts/models", check=CHECK))
