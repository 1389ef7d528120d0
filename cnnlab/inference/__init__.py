"""What pages ask of trained networks."""

from __future__ import annotations

from cnnlab.inference.classifying import classify
from cnnlab.inference.rebuilding import reconstruct
from cnnlab.inference.sampling import sample
from cnnlab.inference.stylizing import stylize

__all__ = ["classify", "reconstruct", "sample", "stylize"]
