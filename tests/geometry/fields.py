"""Analytic fields for the tests of the extraction, which count what they are asked."""

from __future__ import annotations

import math

import torch


class AnalyticField:
    """Functions points [N, 3] -> distance [N], one a part. Selected fields count for the whole one."""

    bytes_per_point = 64

    def __init__(self, *functions, truncation=math.inf, random_weights=False, deform=False):
        self.functions, self.truncation = functions, truncation
        self.random_weights, self.deform = random_weights, deform
        self.parts = len(functions)
        self.counts = {"queries": 0, "largest": 0, "calls": 0, "weights": 0}

    def select(self, rows):
        chosen = AnalyticField(
            *(self.functions[row] for row in rows), truncation=self.truncation, random_weights=self.random_weights,
            deform=self.deform,
        )  # fmt: skip
        chosen.counts = self.counts
        return chosen

    def distance(self, points):
        assert points.shape[0] == self.parts
        asked = points.shape[0] * points.shape[1]
        self.counts["queries"] += asked
        self.counts["calls"] += 1
        self.counts["largest"] = max(self.counts["largest"], asked)
        distance = torch.stack([function(own) for function, own in zip(self.functions, points, strict=True)])
        move = torch.sin(7 * points) * 0.9 if self.deform else torch.zeros_like(points)
        return distance.clamp(-self.truncation, self.truncation), move

    def weights(self, centers):
        self.counts["weights"] += centers.shape[0] * centers.shape[1]
        self.counts["largest"] = max(self.counts["largest"], centers.shape[0] * centers.shape[1])
        if not self.random_weights:
            one = torch.ones(*centers.shape[:2], 21)
        else:  # any function of the place
            one = 1 + 0.9 * torch.sin(centers @ torch.linspace(-9, 9, 63).reshape(3, 21))
        return one[..., :8], one[..., 8:20], one[..., 20]
