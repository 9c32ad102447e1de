"""The procedural corpus: captioned objects of separate parts, built from boxes outward by our own modelling."""

from copart_core.data.procedural.catalog import CATEGORIES, PART_KINDS, generate_object, generate_objects
from copart_core.data.procedural.parts import ProceduralObject, ProceduralPart

__all__ = ["CATEGORIES", "PART_KINDS", "ProceduralObject", "ProceduralPart", "generate_object", "generate_objects"]
