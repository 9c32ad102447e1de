"""Small objects to prepare, good and bad ones; all can be sent to other processes."""

import os
import signal

import numpy as np
import trimesh

from copart_core.data.sources import SourceObject, SourcePart

RED, BLUE = (200, 30, 30), (30, 30, 200)


class Flat:
    """A colour function that a spawned process can unpickle."""

    def __init__(self, color):
        self.color = color

    def __call__(self, hits):
        return np.tile(np.array(self.color, np.uint8), (len(hits.ray), 1))


def cuboid(name, size, at, color) -> SourcePart:
    mesh = trimesh.creation.box(extents=size)
    mesh.apply_translation(at)
    return SourcePart(name, name, mesh, Flat(color), "red" if color == RED else "blue", (f"a {name}",))


def lamp_object(name: str = "lamp") -> SourceObject:
    parts = [cuboid("base", (2, 0.2, 2), (5, 0.1, 0), RED), cuboid("pole", (0.2, 3.8, 0.2), (5, 2.1, 0), BLUE)]
    return SourceObject(name, "lamp", "procedural", "nobody", ("a lamp",), parts)


def bad_object(name: str) -> SourceObject:
    source = lamp_object(name)
    empty = trimesh.Trimesh([[0, 0, 0], [1, 0, 1], [2, 1, 2]], np.zeros((0, 3), int), process=False)
    source.parts.append(SourcePart("ghost", "ghost", empty, Flat(RED), None, ()))
    return source


def killer() -> SourceObject:
    """Ends the process that asks for it, as a crash in a library would."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")
