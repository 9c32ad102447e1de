"""The catalogue of categories, and the draw of an object by its index."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from copart_core.data.procedural import figures, furniture, mini_scenes, tableware, vehicles
from copart_core.data.procedural.parts import Assembly, ProceduralObject

_MAKERS: dict[str, tuple[Callable[[np.random.Generator], Assembly], float]] = {
    "chair": (furniture.chair, 1.6),
    "stool": (furniture.stool, 0.8),
    "table": (furniture.table, 1.3),
    "desk lamp": (furniture.desk_lamp, 1.2),
    "floor lamp": (furniture.floor_lamp, 0.7),
    "sofa": (furniture.sofa, 1.2),
    "bookcase": (furniture.bookcase, 1.2),
    "cabinet": (furniture.cabinet, 0.9),
    "bed": (furniture.bed, 1.1),
    "car": (vehicles.car, 1.3),
    "truck": (vehicles.truck, 0.8),
    "plane": (vehicles.plane, 1.0),
    "boat": (vehicles.boat, 0.9),
    "rocket": (vehicles.rocket, 1.0),
    "train": (vehicles.train, 0.8),
    "robot": (figures.robot, 1.3),
    "snowman": (figures.snowman, 0.6),
    "dog": (figures.dog, 0.9),
    "guitar": (figures.guitar, 1.2),
    "house": (figures.house, 1.1),
    "castle": (figures.castle, 0.7),
    "tree": (figures.tree, 0.8),
    "potted plant": (figures.potted_plant, 0.7),
    "mug": (tableware.mug, 0.8),
    "teapot": (tableware.teapot, 0.7),
    "bottle": (tableware.bottle, 0.7),
    "place setting": (tableware.place_setting, 0.7),
    "dinner table": (mini_scenes.dinner_table, 1.2),
    "room": (mini_scenes.room, 1.2),
}
"""Category -> (its maker, how often it is drawn)."""

CATEGORIES: tuple[str, ...] = tuple(_MAKERS)
PART_KINDS: tuple[str, ...] = ()


def generate_object(index: int, seed: int = 0) -> ProceduralObject:
    """Object `index` of the corpus `seed`: a function of the two alone, whatever was generated before."""
    if index < 0 or seed < 0:
        raise ValueError(f"expected an index and a seed of at least 0, got {index} and {seed}")
    rng = np.random.default_rng([seed, index])
    weights = np.array([weight for _, weight in _MAKERS.values()])
    category = CATEGORIES[int(rng.choice(len(CATEGORIES), p=weights / weights.sum()))]
    return _MAKERS[category][0](rng).finish(f"procedural-{seed}-{index}")


def generate_objects(start: int, stop: int, seed: int = 0) -> Iterator[ProceduralObject]:
    """The objects `start` to `stop` (excluded) of the corpus `seed`."""
    for index in range(start, stop):
        yield generate_object(index, seed)
