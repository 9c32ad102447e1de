"""Out of memory while denoising: say how many parts at once would fit, by measuring what a few take.

Attention never holds a table of all pairs of tokens, so memory grows linearly with the parts; it does not grow with the
number of steps. Two small calls of the denoiser give the line.
"""

from __future__ import annotations

import traceback
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from copart_core.models.copart import Conditions
from copart_core.models.folder import CoPartModel
from copart_core.pipeline.conditions import latent_shapes, rows_of
from copart_core.pipeline.sampler import Latents, predict

SHARE = 0.9  # of the free memory that a run may take: allocators round up
PROBES = (1, 2)  # parts beside part 0
GIB = 2.0**30
CPU_MESSAGES = ("can't allocate memory", "not enough memory")  # of torch's CPU allocators, which raise RuntimeError


class MemoryLimitError(ValueError):
    """The device has not the memory for so many parts at once; the message says how many would fit."""


def is_out_of_memory(error: BaseException) -> bool:
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or (
        isinstance(error, RuntimeError) and any(text in str(error) for text in CPU_MESSAGES)
    )


@contextmanager
def explained(model: CoPartModel, conditions: Conditions, parts: int, guided: bool) -> Iterator[None]:
    """Turn running out of memory into a `MemoryLimitError`; other errors pass. `parts` are those beside part 0."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        # The caller's `with` holds the error until this returns, and its traceback the failed step's tensors.
        traceback.clear_frames(error.__traceback__)
    else:
        return
    raise MemoryLimitError(_advice(model, conditions, parts, guided, message))


def _advice(model: CoPartModel, conditions: Conditions, parts: int, guided: bool, cause: str) -> str:
    said = f"{model.device} ran out of memory while denoising {parts} part{'s' * (parts != 1)} at once ({cause})"
    unharmed = "nothing of the former project is lost"
    free = available_bytes(model.device)
    try:
        base, slope = bytes_a_part(model, conditions, guided)
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        return f"{said}; not even {PROBES[-1]} parts fit: free some memory or use another device; {unharmed}"
    fit = min(int((SHARE * free - base) / slope), parts - 1)  # so many did not
    if fit < 1:
        return f"{said}; {free / GIB:.1f} GiB are free: free some memory or use another device; {unharmed}"
    return (
        f"{said}; a part takes about {slope / GIB:.2f} GiB and {free / GIB:.1f} GiB are free: {fit} at once would fit, "
        f"so sample in windows of at most {fit} (mode 'windows', window {fit}); fewer steps would not help; {unharmed}"
    )


def bytes_a_part(model: CoPartModel, conditions: Conditions, guided: bool) -> tuple[float, float]:
    """(bytes of a step without parts, bytes that each part adds), measured beside what the networks themselves take."""
    peaks = [step_peak_bytes(model, conditions, parts, guided) for parts in PROBES]
    slope = (peaks[1] - peaks[0]) / (PROBES[1] - PROBES[0])
    return peaks[0] - PROBES[0] * slope, slope


@torch.inference_mode()
def step_peak_bytes(model: CoPartModel, conditions: Conditions, parts: int, guided: bool) -> int:
    """The most memory that one step over part 0 and `parts` parts takes beside the networks, measured."""
    known = conditions.text.shape[1]
    of_step = rows_of(conditions, [row % known for row in range(parts + 1)])
    state = Latents(*(torch.zeros(parts + 1, *shape, device=model.device) for shape in latent_shapes(model)))
    if model.device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(model.device)
        before = torch.cuda.memory_allocated(model.device)
        predict(model.denoiser, state, of_step, 500.0, 3.0 if guided else 1.0)
        return torch.cuda.max_memory_allocated(model.device) - before
    with _LiveBytes() as live:
        predict(model.denoiser, state, of_step, 500.0, 3.0 if guided else 1.0)
    return live.peak


def available_bytes(device: torch.device) -> int:
    """Memory that a step could take now."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
        return torch.cuda.mem_get_info(device)[0]
    return psutil.virtual_memory().available


class _LiveBytes(TorchDispatchMode):
    """Counts the bytes of all tensors that operations make while they are alive (torch counts them on CUDA only)."""

    def __init__(self) -> None:
        super().__init__()
        self.live = self.peak = 0
        self.seen: set[int] = set()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        for tensor in tree_leaves(made):
            if isinstance(tensor, torch.Tensor):
                self._count(tensor.untyped_storage())
        return made

    def _count(self, storage: torch.UntypedStorage) -> None:
        key = storage._cdata
        if key in self.seen:  # a view of a tensor that is counted
            return
        self.seen.add(key)
        size = storage.nbytes()
        self.live += size
        self.peak = max(self.peak, self.live)
        weakref.finalize(storage, self._freed, key, size)

    def _freed(self, key: int, size: int) -> None:
        self.seen.discard(key)
        self.live -= size
