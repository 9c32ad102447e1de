"""Fully sharded data parallelism (FSDP2): every process holds a slice of the weights, gradients and optimiser states.

accelerate starts the processes; the sharding itself is torch's `fully_shard`, because accelerate 1.15 takes its FSDP
plugin on GPUs only, and then what the tests run on two CPU processes would not be what runs on GPUs.

A checkpoint holds whole tensors, so a run may go on with another number of processes, or without sharding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from diffusers.models.attention import BasicTransformerBlock
from torch import Tensor, nn
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import fully_shard
from torch.distributed.tensor import DTensor, distribute_tensor

from copart_core.models.denoiser3d import LatentBlock
from copart_core.models.mutual import ZeroAttention

UNITS = (LatentBlock, BasicTransformerBlock, ZeroAttention)  # gathered one at a time, freed after use


def shard(model: nn.Module, device: str, processes: int) -> None:
    """Shard `model` in place over all processes, unit by unit. Errors: ValueError where it has no such units.

    Weights travel in single precision, and autocast makes its half-precision copies of them as without sharding: norms
    and tables are then computed as exactly as there, for twice the traffic.
    """
    units = [module for module in model.modules() if isinstance(module, UNITS)]
    if not units:
        raise ValueError(f"{type(model).__name__} has no transformer blocks to shard; leave out --fsdp")
    if processes < 2:
        raise ValueError("--fsdp shards over several processes; start it with torchrun --nproc-per-node N -m ...")
    mesh = init_device_mesh(device, (processes,))
    for unit in units:
        fully_shard(unit, mesh=mesh)
    fully_shard(model, mesh=mesh)


def gathered(tree: Any, keep: bool) -> Any:
    """The tree with whole tensors on the CPU in place of shards. Every process must call it; only those that `keep`
    get the result."""

    if isinstance(tree, DTensor):
        whole = tree.full_tensor()
        return whole.cpu() if keep else None
    if isinstance(tree, Mapping):
        return {name: gathered(value, keep) for name, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [gathered(value, keep) for value in tree]
    return tree


@torch.no_grad()
def scattered(whole: Tensor, like: Tensor) -> Tensor:
    """This process's slice of a whole tensor, as `like` is sharded; or the tensor itself where it is not."""
    if not isinstance(like, DTensor) or whole.shape != like.shape:
        return whole
    return distribute_tensor(
        whole.to(like.device), like.device_mesh, like.placements, src_data_rank=None
    )  # every process has read the whole tensor
