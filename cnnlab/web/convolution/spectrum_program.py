"""The Code tab of the mode Spectrum: the program that gives what is on the screen."""

from __future__ import annotations

import numpy as np

from cnnlab.ops.spectrum_report import CIRCULAR
from cnnlab.web.program_text import nested

PROGRAM = """\
import numpy as np
import tensorflow as tf
from PIL import Image

image = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255
kernel = np.array({kernel}, dtype=np.float32)

# The picture repeats beyond its border, as the Fourier transform takes it to.
(top, bottom), (left, right) = {pads}
padded = np.pad(image, ((top, bottom), (left, right)), mode="wrap")
result = tf.nn.conv2d(padded[None, ..., None], kernel[..., None, None], 1, "VALID").numpy()[0, ..., 0]

# A kernel as large as the picture, its middle cell at the origin.
large = np.zeros_like(image)
large[: kernel.shape[0], : kernel.shape[1]] = kernel
large = np.roll(large, (-top, -left), (0, 1))


def transform(values):
    return tf.signal.fft2d(tf.cast(values, tf.complex64)).numpy()


# Conjugate complex, because the kernel is slid over the picture without being turned.
product = transform(image) * transform(large).conj()
print(np.abs(transform(result) - product).max())

# For the eye: the zero frequency in the middle, and a logarithm.
picture_spectrum, kernel_spectrum, result_spectrum = (
    np.fft.fftshift(np.abs(transform(values))) for values in (image, large, result)
)
shown = np.log1p(picture_spectrum)
"""

CUT = """
# An ideal filter: what lies {side} the disc is set to 0.
rows, columns = (np.fft.fftfreq(side) for side in image.shape)
disc = np.hypot(rows[:, None], columns) <= {radius}
rest = tf.math.real(tf.signal.ifft2d(transform(image) * {mask})).numpy()
"""


def program(kernel: np.ndarray, size: tuple[int, int], radius: float, keep: str) -> str:
    """Write the program.

    Parameters
    ----------
    kernel : ndarray, shape (kh, kw)
    size : (int, int)
        Rows and columns of the picture.
    radius : float
        As for `cnnlab.ops.spectrum_report.cut_disc`; 0: nothing is cut.
    keep : {"low", "high"}

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture worked on) and leaves ``result``, ``picture_spectrum``,
        ``kernel_spectrum``, ``result_spectrum``, and ``rest`` where something is cut.
    """
    text = PROGRAM.format(kernel=nested(kernel), pads=CIRCULAR.padding_amounts(size, kernel.shape))
    if not radius:
        return text
    low = keep == "low"
    return text + CUT.format(
        side="outside" if low else "inside", radius=radius / 2, mask="disc" if low else "~disc"
    )
