"""The Code tab of the mode Depth: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.ops.depth import BATCH, CLASSES, LARGE, SATURATING, SMALL, DepthSpec

PROGRAM = '''\
import keras
import numpy as np
import tensorflow as tf

layers, units, batch, classes = {layers}, {units}, {batch}, {classes}


def deviation(inputs, outputs):
    """Standard deviation of the weights: {name}."""
    return {deviation}


rng = np.random.default_rng({seed})
inputs = rng.normal(size=(batch, units)).astype(np.float32)
labels = rng.integers(classes, size=batch)


def dense(outputs, activation):
    """A dense layer with weights from the generator above."""
    layer = keras.layers.Dense(outputs, activation=activation, use_bias=False)
    layer.build((None, units))
    layer.set_weights([rng.normal(scale=deviation(units, outputs), size=(units, outputs))])
    return layer


hidden = [dense(units, {activation}) for _ in range(layers)]
last = dense(classes, None)
kernels = [layer.kernel.value for layer in hidden]

x, values = tf.constant(inputs), []
with tf.GradientTape() as tape:
    for layer in hidden:
        x = layer(x)
        values.append(x)
    losses = keras.losses.sparse_categorical_crossentropy(labels, last(x), from_logits=True)
    loss = tf.reduce_mean(losses)
gradients = tape.gradient(loss, [*values, *kernels])

spread = np.array([np.std(each, dtype=float) for each in values])
norms = np.array([np.linalg.norm(each.numpy().astype(float)) for each in gradients])
gradient, gradient_of_weights = norms[:layers], norms[layers:]

# The slope of the activation at every sum, to find what is dead or saturated.
sums = tf.stack([tf.matmul(before, kernel) for before, kernel in zip([inputs, *values], kernels)])
with tf.GradientTape() as tape:
    tape.watch(sums)
    activated = hidden[0].activation(sums)
slopes = np.abs(tape.gradient(activated, sums).numpy()) / {steepest}
dead = (slopes < 0.001).all(axis=1).mean(axis=1)
{saturated}
for row in zip(range(1, layers + 1), spread, gradient, gradient_of_weights, dead):
    print("layer {{}}: spread {{:.3g}}, gradient {{:.3g}}, of the weights {{:.3g}}, dead {{:.0%}}".format(*row))
print("layer 1 : last layer =", gradient[0] / gradient[-1])
'''
SATURATED = "saturated = (slopes < 0.1).mean(axis=(1, 2))\n"
DEVIATIONS = {
    "glorot": ("Glorot", "np.sqrt(2 / (inputs + outputs))"),
    "he": ("He", "np.sqrt(2 / inputs)"),
    "small": ("too small", f"{SMALL:g} * np.sqrt(2 / (inputs + outputs))"),
    "large": ("too large", f"{LARGE:g} * np.sqrt(2 / (inputs + outputs))"),
}


def program(spec: DepthSpec) -> str:
    """Write the program.

    Parameters
    ----------
    spec : DepthSpec

    Returns
    -------
    str
        It reads no file, and leaves ``spread``, ``gradient``, ``gradient_of_weights``, ``dead``, ``loss`` and, for
        sigmoid and tanh, ``saturated``.
    """
    name, deviation = DEVIATIONS[spec.initialisation]
    return PROGRAM.format(
        layers=spec.layers,
        units=spec.units,
        batch=BATCH,
        classes=CLASSES,
        name=name,
        deviation=deviation,
        seed=spec.seed,
        activation=_activation(spec),
        steepest=0.25 if spec.activation == "sigmoid" else 1,
        saturated=SATURATED if spec.activation in SATURATING else "",
    )


def _activation(spec: DepthSpec) -> str:
    if spec.activation == "leaky_relu":
        return f"lambda x: keras.activations.leaky_relu(x, negative_slope={spec.slope:g})"
    if spec.activation == "elu":
        return f"lambda x: keras.activations.elu(x, alpha={spec.alpha:g})"
    return f'"{spec.activation}"'
