"""CoPart: contextual part latents for 3D generation (ICCV 2025), an open implementation."""

__version__ = "0.1.0"
