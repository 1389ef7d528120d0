"""How TensorFlow is set up in a process that trains; read by it when it is loaded."""

from __future__ import annotations

import os

KERNELS = {"TF_ENABLE_ONEDNN_OPTS": "1"}
"""Intel's oneDNN computes convolutions and poolings also where TensorFlow would not choose it by itself."""
MEMORY = {"TF_CPU_ALLOCATOR_USE_BFC": "1"}
"""Memory is kept from step to step: to get each large array anew from the system costs more than many an operation."""
SETTINGS = {**KERNELS, **MEMORY}
"""Measured by ``python -m benchmarks.training``."""


def prepare() -> None:
    """Set this process up for training, before TensorFlow is loaded; what somebody has set otherwise stays."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
