"""What a diffusion run would be (`--dry-run`): sizes, memory, stages and data, without training or allocating it.

Memory of weights, gradients, Adam's moments and averages follows from the parameters. Activations are measured: one
forward pass on fake tensors, which have sizes and no memory, and every tensor that autograd would keep is counted. What
a kernel needs besides, and the allocator's gaps, are not counted.
"""

# torch modules and diffusers configs make their attributes at run time, which a type checker cannot see.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode

from copart_core.models.copart import Conditions, CoPartDenoiser
from copart_core.train.batches import BatchConfig, ProgressiveStage
from copart_core.train.latents import LatentSet
from copart_core.train.loop import LoopConfig

# A parameter: of all for the weights, of the trained ones for the others.
BYTES = {"weights": 4, "gradients": 4, "Adam's moments": 8, "averages": 4}
CAPTION_TOKENS = 32  # assumed
GIB = 2**30


def report(
    build: Callable[[], CoPartDenoiser], loop: LoopConfig, batch: BatchConfig, source: str, lines: Mapping[str, str]
) -> str:
    """The text of a dry run. `build` makes the model, frozen and adapted as in the run; on the meta device here."""
    with torch.device("meta"):
        model = build()
    sizes = parameters(model)
    processes = int(os.environ.get("WORLD_SIZE", "1"))
    rows = {f"{name} parameters": f"{total:,}, trained {trained:,}" for name, (total, trained) in sizes.items()}
    rows |= {**lines, "data": found(source, batch)} | plan(loop, batch, processes)
    memory = fixed_memory(*sizes["all"], processes if loop.fsdp else 1)
    largest = max(batch.stages, key=lambda stage: stage.most)
    objects = max(batch.tokens // (largest.most + 1) // (processes * loop.accumulate), 1)
    memory["activations"] = kept_activations(model, loop, objects, largest.most + 1)
    rows |= {f"memory, {name}": f"{size / GIB:.3f} GiB" for name, size in memory.items()}
    rows["memory, sum"] = f"{sum(memory.values()) / GIB:.3f} GiB for each of {processes} processes"
    rows["activations are"] = (
        f"what autograd keeps of {objects} objects with {largest.most + 1} parts and captions of {CAPTION_TOKENS} "
        f"tokens in {loop.precision}{', blocks computed again in the backward pass' if loop.checkpointing else ''}; "
        "measured by a forward pass on fake tensors; kernels' own memory comes on top"
    )
    width = max(map(len, rows))
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows.items())


def parameters(model: nn.Module) -> dict[str, tuple[int, int]]:
    """(all, trained) of the two branches, of the couplings and conditions, and together."""
    groups = {"denoiser3d.": "3D branch", "denoiser2d.": "2D branch"}
    sizes = {name: (0, 0) for name in (*groups.values(), "couplings and conditions", "all")}
    for name, parameter in model.named_parameters():
        group = next((group for prefix, group in groups.items() if name.startswith(prefix)), "couplings and conditions")
        for key in (group, "all"):
            total, trained = sizes[key]
            sizes[key] = total + parameter.numel(), trained + parameter.numel() * parameter.requires_grad
    return sizes


def fixed_memory(total: int, trained: int, shards: int) -> dict[str, float]:
    """Bytes a process."""
    return {name: size * (total if name == "weights" else trained) / shards for name, size in BYTES.items()}


def kept_activations(model: CoPartDenoiser, loop: LoopConfig, objects: int, parts: int) -> int:
    """Bytes that autograd keeps for the backward pass of `objects` with `parts` parts each. `model` is on the meta
    device, and fake afterwards."""
    kept: dict[int, Tensor] = {}  # by storage, which several tensors may share; holding them keeps addresses distinct
    with FakeTensorMode():
        _make_fake(model)
        if loop.checkpointing:
            model.enable_gradient_checkpointing()
        own = {parameter.untyped_storage()._cdata for parameter in model.parameters()}

        def keep(tensor: Tensor) -> Tensor:
            storage = tensor.untyped_storage()._cdata
            if storage not in own:
                kept[storage] = tensor
            return tensor

        autocast = torch.autocast("cpu", torch.bfloat16, enabled=loop.precision == "bf16")
        with autocast, torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
            sum(output.square().mean() for output in model(*example(model, objects, parts)))
        return sum(tensor.untyped_storage().nbytes() for tensor in kept.values())


def _make_fake(model: nn.Module) -> None:
    """Fake tensors in place of those of the meta device, on which attention would not take its lean kernels."""
    for module in model.modules():
        for name, parameter in list(module.named_parameters(recurse=False)):
            fake = nn.Parameter(torch.empty(parameter.shape), requires_grad=parameter.requires_grad)
            module.register_parameter(name, fake)
        for name, buffer in list(module.named_buffers(recurse=False)):
            module.register_buffer(name, torch.empty(buffer.shape))


def example(
    model: CoPartDenoiser, objects: int, parts: int, caption: int = CAPTION_TOKENS
) -> tuple[Tensor, Tensor, Tensor, Conditions]:
    """Inputs of the model's sizes, standard normal, on its device: latents, times, conditions."""
    config, device = model.config, model.kind_embed.device
    views = (config.views, config.image_channels, config.sample_size, config.sample_size)

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, device=device)

    conditions = Conditions(
        text=normal(objects, parts, caption, config.text_width),
        text_mask=torch.ones(objects, parts, caption, dtype=torch.bool, device=device),
        boxes=normal(objects, parts, 2 * config.tokens, config.box_width), wireframes=normal(objects, *views),
    )  # fmt: skip
    geometry = normal(objects, parts, config.tokens, config.latent_dim)
    return geometry, normal(objects, parts, *views), torch.full((objects,), 500.0, device=device), conditions


def plan(loop: LoopConfig, batch: BatchConfig, processes: int) -> dict[str, str]:
    rows: dict[str, str] = {}
    first = 0
    passed = 0.0
    for number, stage in enumerate(batch.stages, start=1):
        passed += stage.share
        last = round(passed * loop.steps)
        rows[f"stage {number}"] = f"steps {first}-{last}: {_parts(stage)}"
        first = last
    kind = f"padded to {max(stage.most for stage in batch.stages)}" if batch.pad else "objects with equally many"
    rows["batch"] = (
        f"at most {batch.tokens} parts, the global ones counted, {kind}; dealt to {processes} processes x "
        f"{loop.accumulate} micro-steps{', sharded' if loop.fsdp else ''}"
    )
    rows["optimiser"] = f"AdamW, learning rate {loop.learning_rate:g} after {loop.warmup} steps, EMA {loop.ema_decay:g}"
    return rows


def found(source: str, batch: BatchConfig) -> str:
    """What data there is, or why there is none."""
    try:
        latents = LatentSet(source)
    except ValueError as error:
        return f"none: {error}"
    scenes = f", {batch.scenes:.0%} of the draws mini-scenes" if batch.scenes is not None else ""
    return (
        f"{len(latents)} objects in {len(latents.shards)} shards of {source}, {latents.bytes / 2**20:.0f} MiB, "
        f"{latents.counts.min()} to {latents.counts.max()} parts each{scenes}"
    )


def _parts(stage: ProgressiveStage) -> str:
    return f"{stage.most} part" if stage.most == 1 else f"{stage.least} to {stage.most} parts"
