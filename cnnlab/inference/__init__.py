"""What pages ask of trained networks."""

from __future__ import annotations

from cnnlab.inference.classifying import classify
from cnnlab.inference.rebuilding import reconstruct

__all__ = ["classify", "reconstruct"]
