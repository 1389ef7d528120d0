"""What pages ask of trained networks."""

from __future__ import annotations

from cnnlab.inference.classifying import classify

__all__ = ["classify"]
