"""Slow and plain ways to compute what the operations compute."""

from __future__ import annotations

import numpy as np

NUMPY_MODES = {"circular": "wrap", "reflect": "reflect", "replicate": "edge"}


def same_pads(n, kernel, stride, dilation):
    """Padding as TensorFlow's manual words it: by the remainder, the odd pixel after the picture."""
    reach = (kernel - 1) * dilation + 1
    total = max(reach - stride, 0) if n % stride == 0 else max(reach - n % stride, 0)
    return total // 2, total - total // 2


def pad(image, kernel_size, spec):
    """Pad with numpy.pad."""
    axes = list(zip(image.shape, kernel_size, spec.stride, spec.dilation, strict=False))
    if spec.padding == "valid":
        pads = [(0, 0), (0, 0)]
    elif spec.padding == "full":
        pads = [((k - 1) * d, (k - 1) * d) for _, k, _, d in axes]
    else:
        pads = [same_pads(*axis) for axis in axes]
    return np.pad(
        image, [*pads, *[(0, 0)] * (image.ndim - 2)], mode=NUMPY_MODES.get(spec.padding, "constant")
    )


def convolve(image, kernel, spec):
    """Loop over the outputs of a (H, W, C_in) picture and a (kh, kw, C_in, C_out) kernel."""
    if spec.flip:
        kernel = np.flip(kernel, (0, 1))
    padded = pad(np.asarray(image, float), kernel.shape[:2], spec)
    reach = [(k - 1) * d + 1 for k, d in zip(kernel.shape, spec.dilation, strict=False)]
    rows = range(0, padded.shape[0] - reach[0] + 1, spec.stride[0])
    columns = range(0, padded.shape[1] - reach[1] + 1, spec.stride[1])
    result = np.zeros((len(rows), len(columns), kernel.shape[3]))
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            for p in range(kernel.shape[0]):
                for q in range(kernel.shape[1]):
                    pixel = padded[top + p * spec.dilation[0], left + q * spec.dilation[1]]
                    result[i, j] += pixel @ kernel[p, q]
    return result


def spread(kernel, dilation):
    """Insert the zeros that dilation stands for."""
    large = np.zeros([(k - 1) * d + 1 for k, d in zip(kernel.shape, dilation, strict=True)])
    large[:: dilation[0], :: dilation[1]] = kernel
    return large
