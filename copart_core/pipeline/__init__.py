"""Generation: `CoPartPipeline` turns a scene into a project; `events` are what a run tells on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from copart_core.pipeline.generate import CoPartPipeline

__all__ = ["CoPartPipeline"]


def __getattr__(name: str) -> Any:
    # The page and the command line import `events` and `project` long before they need torch.
    if name == "CoPartPipeline":
        from copart_core.pipeline.generate import CoPartPipeline

        return CoPartPipeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
