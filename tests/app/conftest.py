from __future__ import annotations

from pathlib import Path

import pytest

from app.engine import BoxEngine
from app.handlers import Studio
from app.store import Store

TEMPLATES = Path(__file__).resolve().parents[2] / "assets" / "templates"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home")


@pytest.fixture
def studio(store: Store) -> Studio:
    return Studio(BoxEngine(seconds_a_step=0), store, TEMPLATES)
