"""The Code tab of the mode Learn a filter: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.web.convolution.learn_controls import Settings
from cnnlab.web.program_text import nested

PROGRAM = '''\
import numpy as np
import tensorflow as tf
from PIL import Image

image = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255
hidden = np.array({hidden}, dtype=np.float32)


def filtered(picture, kernel):
    """Cross-correlation without padding."""
    return tf.nn.conv2d(picture[None, ..., None], kernel[..., None, None], 1, "VALID").numpy()[0, ..., 0]


target = filtered(image, hidden)
{noise}
# From here on only `image` and `target` are used.
# Neighbouring pixels are alike, which makes the descent slow. One more filter upon both pictures leaves the
# kernel between them as it is, and takes the likeness away.
whiten = np.array([[0, -0.2375, 0], [-0.2375, 1, -0.2375], [0, -0.2375, 0]], dtype=np.float32)
source, aim = filtered(image, whiten), filtered(target, whiten)

# The rate is measured in units of the inverse of the strongest curvature of the loss.
patches = np.lib.stride_tricks.sliding_window_view(source, hidden.shape).reshape(-1, hidden.size).astype(float)
curvature = 2 * np.linalg.eigvalsh(patches.T @ patches / len(patches))[-1]
rate = {rate} / curvature if curvature > 1e-20 else 0.0

start = np.random.default_rng({seed}).normal(scale=0.1, size=hidden.shape).astype(np.float32)
kernel = tf.Variable(start[..., None, None])
velocity = tf.Variable(tf.zeros_like(kernel))


@tf.function
def step():
    with tf.GradientTape() as tape:
        result = tf.nn.conv2d(source[None, ..., None], kernel, 1, "VALID")
        loss = tf.reduce_mean((result - aim[None, ..., None]) ** 2)
    velocity.assign(0.9 * velocity - rate * tape.gradient(loss, kernel))
    kernel.assign_add(velocity)
    return loss


losses = [float(step()) for _ in range({steps})]
learned = kernel.numpy()[..., 0, 0]
print(np.abs(learned - hidden).max())
'''

NOISE = """\
rng = np.random.default_rng([{seed}, 2])
target += rng.normal(scale={noise}, size=target.shape).astype(np.float32)
"""


def program(settings: Settings) -> str:
    """Write the program.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture worked on) and leaves ``target``, ``losses`` and
        ``learned``.
    """
    return PROGRAM.format(
        hidden=nested(settings.hidden, len("hidden = np.array(")),
        noise=NOISE.format(seed=settings.seed, noise=settings.noise) if settings.noise else "",
        rate=settings.rate,
        seed=settings.seed,
        steps=settings.steps,
    )
