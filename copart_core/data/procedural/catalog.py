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
SCENE_CATEGORIES: tuple[str, ...] = ("dinner table", "room")  # mini-scenes: each part is a whole thing
PART_KINDS: tuple[str, ...] = (
    "antenna", "arm", "armrest", "back panel", "backrest", "ball", "base", "bed", "bed frame", "bench", "blanket",
    "boiler", "bookcase", "books", "bottle", "bottle body", "bowl", "bread", "bridge", "bulb", "bumper", "button",
    "cab", "cabin", "cabinet", "cabinet body", "candle", "cap", "car body", "cargo box", "chair", "chassis",
    "chimney", "cockpit", "coconuts", "column", "cowcatcher", "crown", "cup", "door", "drawer", "ear", "engine",
    "eye", "fin", "flag", "floor", "flower", "foot", "footboard", "footrest", "fork", "fruits", "funnel",
    "fuselage", "gate", "glass", "guitar body", "handle", "hat", "head", "headboard", "headlight", "headstock",
    "house wall", "hull", "keep", "knife", "knob", "label", "lamp", "lamp shade", "leaf", "leaves", "leg", "lid",
    "lifebuoy", "mast", "mattress", "mug body", "muzzle", "neck", "nose", "nose cone", "panel", "pickup", "pillow",
    "place mat", "plant", "plate", "pole", "pot", "propeller", "rocket body", "roof", "rug", "saddle", "sail",
    "saucer", "scarf", "seat", "seat cushion", "shelf", "side panel", "sofa", "sofa base", "sound hole", "spoiler",
    "spoon", "spout", "star", "steam dome", "stem", "step", "switch", "table", "table top", "tail", "tail fin",
    "tailplane", "teapot", "teapot body", "torso", "tower", "tower roof", "tray", "trunk", "tuning peg", "vase",
    "wall", "wheel", "window", "wing",
)  # fmt: skip


def assemble(category: str, rng: np.random.Generator) -> Assembly:
    """The boxes and styles of one object of `category`, not yet modelled."""
    if category not in _MAKERS:
        raise ValueError(f"expected a category of {', '.join(CATEGORIES)}, got {category!r}")
    return _MAKERS[category][0](rng)


def generate_object(index: int, seed: int = 0) -> ProceduralObject:
    """Object `index` of the corpus `seed`: a function of the two alone, whatever was generated before."""
    if index < 0 or seed < 0:
        raise ValueError(f"expected an index and a seed of at least 0, got {index} and {seed}")
    rng = np.random.default_rng([seed, index])
    weights = np.array([weight for _, weight in _MAKERS.values()])
    category = CATEGORIES[int(rng.choice(len(CATEGORIES), p=weights / weights.sum()))]
    return assemble(category, rng).finish(f"procedural-{seed}-{index}")


def generate_objects(start: int, stop: int, seed: int = 0) -> Iterator[ProceduralObject]:
    """The objects `start` to `stop` (excluded) of the corpus `seed`."""
    for index in range(start, stop):
        yield generate_object(index, seed)
