"""Token states of captions, encoded when first asked for and kept in half precision."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from copart_core.models.text import TextTokens

CACHE_BYTES = 4 * 2**30


class CaptionStates:
    """The states of captions by a frozen text encoder, at most `cache_bytes` of them remembered.

    On the CPU every caption is encoded alone: beside others it would come out differently in its last bits, and a
    resumed run would not equal an uninterrupted one. On a GPU all captions of a step go together.
    """

    def __init__(
        self, encoder: Callable[[Sequence[str]], TextTokens], alone: bool = True, cache_bytes: int = CACHE_BYTES
    ):
        self.encoder, self.alone, self.cache_bytes = encoder, alone, cache_bytes
        self.known: OrderedDict[str, Float[Tensor, "L E"]] = OrderedDict()
        self.bytes = 0

    def __call__(self, captions: Sequence[str]) -> tuple[Float[Tensor, "N L E"], Bool[Tensor, "N L"]]:
        new = [caption for caption in dict.fromkeys(captions) if caption not in self.known]
        for group in [[caption] for caption in new] if self.alone else [new] if new else []:
            tokens = self.encoder(group)
            for caption, states, mask in zip(group, tokens.states, tokens.mask, strict=True):
                self.known[caption] = states[mask].half().cpu()
                self.bytes += self.known[caption].nbytes
        found = [self.known[caption] for caption in captions]
        for caption in captions:
            self.known.move_to_end(caption)
        while self.bytes > self.cache_bytes and self.known:
            self.bytes -= self.known.popitem(last=False)[1].nbytes
        lengths = torch.tensor([len(states) for states in found])
        padded = pad_sequence(found, batch_first=True).float()
        return padded, torch.arange(padded.shape[1])[None] < lengths[:, None]
