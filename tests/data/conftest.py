from collections.abc import Callable

import numpy as np
import pytest

from copart_core.data.samples import ObjectSample, PartSample, Split


def _part(seed: int, name: str) -> PartSample:
    rng = np.random.default_rng(seed)
    return PartSample(
        points=rng.uniform(-1, 1, (4096, 3)).astype(np.float16),
        normals=rng.normal(size=(4096, 3)).astype(np.float16),
        queries=rng.uniform(-1, 1, (8192, 3)).astype(np.float16),
        distances=rng.normal(size=8192).astype(np.float16),
        views=rng.integers(0, 255, (6, 64, 64, 3), np.uint8),
        vertices=rng.uniform(-1, 1, (5 + seed, 3)).astype(np.float32),
        faces=rng.integers(0, 5 + seed, (7 + 2 * seed, 3)).astype(np.int32),
        half_thickness=0.02 * seed,
        captions=(f"a {name}", f"the “{name}”"),
        name=name,
        kind="leg",
        main_color=None if seed else "red",
        box=np.sort(rng.normal(size=(2, 3)), axis=0),
    )


@pytest.fixture(scope="session")
def make_sample() -> Callable[..., ObjectSample]:
    """A record of two parts with random arrays, whose meshes differ in size."""

    def make(object_id: str = "table/1", split: Split = "train") -> ObjectSample:
        wireframes = np.random.default_rng(9).integers(0, 255, (6, 64, 64, 3), np.uint8)
        parts = [_part(0, "table"), _part(1, "leg")]
        return ObjectSample(object_id, "table", "procedural", "by Ünal", split, parts, wireframes)

    return make
