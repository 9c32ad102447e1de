"""What the tests of evaluation share."""

from __future__ import annotations

from pathlib import Path

import pytest

from copart_core.data.prepare import prepare_procedural


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight objects, two of them held out (the hash of the seed's ids has it so)."""
    folder = tmp_path_factory.mktemp("corpus")
    prepare_procedural(folder, 8, seed=12, shard_size=8)
    return folder
