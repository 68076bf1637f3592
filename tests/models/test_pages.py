"""The pages and pictures of the models are what their files say; scripts/models makes them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from boolnet.network.library import list_models, load_model


def test_no_page_and_no_picture_is_out_of_date(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(root / "scripts"))
    monkeypatch.delitem(sys.modules, "_models", raising=False)
    from _models import make_files

    for path, text in make_files().items():
        assert text == path.read_text(encoding="utf-8"), f"{path}: run scripts/models"


def test_a_page_names_everything_the_model_has() -> None:
    for name in list_models():
        model = load_model(name)
        page = (model.path / "README.md").read_text(encoding="utf-8")
        for word in (*model.environments, *model.phenotypes, *model.therapies):
            assert f"`{word}`" in page, word
        for node in model.network.names:
            assert f"`{node}`" in page, node
            assert f">{node}<" in (model.path / "network.svg").read_text(encoding="utf-8"), node
