"""Mode Why convolve: a convolution beside the dense layer that would do its job."""

from __future__ import annotations

from cnnlab.web.activations import why_cost, why_matrix, why_shift
from cnnlab.web.activations import why_properties as p
from cnnlab.web.frame import Bench, Shown

PARTS = {"cost": why_cost.show, "matrix": why_matrix.show, "shift": why_shift.show}


def show(bench: Bench) -> Shown:
    """Fill the bench with the part that is looked at."""
    with bench.controls:
        part = p.WHY_PART.segmented()
    return PARTS[part](bench)
