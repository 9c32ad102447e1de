"""Boxes as conditions (paper 3.2.3): E3D tokens of box surfaces, and wireframe views.

A box is encoded twice by E3D: in the object frame, where it stands, and in its part frame, what proportions it has (our
choice, METHOD section 3); the tokens are concatenated.
"""

from __future__ import annotations

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from copart_core.geometry.frames import Frame
from copart_core.geometry.sampling import box_surface
from copart_core.models.perceiver_vae import PerceiverShapeVAE
from copart_core.models.shape_vae import ShapeVAE

BOX_POINTS = 1024


def object_boxes(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Document-space boxes of the parts [P, 2, 3] -> object space, the longest side of the whole spans [-1, 1]."""
    frame = Frame.of_box(boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0))
    return frame.to_inner(boxes)


def with_whole(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Boxes of the parts [P, 2, 3] -> [1 + P, 2, 3], the box around all first (part 0)."""
    return np.concatenate([[np.stack([boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)])], boxes])


@torch.inference_mode()
def box_tokens(vae: ShapeVAE | PerceiverShapeVAE, boxes: NDArray[np.float64]) -> Float[Tensor, "P K D"]:
    """E3D tokens of P object-space boxes [P, 2, 3]: object frame and part frame, K = 2 T, normalised latents."""
    surfaces = []
    for low, high in boxes:
        extent = Frame.of_box(low, high).extent
        for corners in ((low, high), (-extent, extent)):
            surfaces.append(box_surface(*corners, BOX_POINTS, np.random.default_rng(0)))
    points = torch.from_numpy(np.stack([p for p, _ in surfaces])).to(vae.device)
    normals = torch.from_numpy(np.stack([q for _, q in surfaces])).to(vae.device)
    latents = vae.normalize(vae.encode(points, normals).mean)
    return latents.reshape(len(boxes), -1, latents.shape[-1])
