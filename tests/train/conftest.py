"""A small prepared corpus, made once."""

from pathlib import Path

import pytest

from copart_core.data.prepare import prepare_procedural


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight objects in four shards, two of them held out (the hash of the seed's ids has it so)."""
    folder = tmp_path_factory.mktemp("corpus")
    prepare_procedural(folder, 8, seed=12, shard_size=2)
    return folder
