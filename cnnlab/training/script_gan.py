"""The parts of a reproducing program that are a GAN's own: its networks, its losses, and the penalties."""

from __future__ import annotations

import textwrap

from cnnlab.networks.gan_blocks import EMBEDDING, discriminator_blocks, generator_blocks
from cnnlab.recipes import GanRecipe
from cnnlab.training.script_autoencoder import lines

_SPECTRAL = '''\
class Spectral:
    """Divides the weights by their largest singular value; one power iteration in each step finds it."""

    def build(self, input_shape):
        super().build(input_shape)
        count = self._kernel.shape[-1]
        start = keras.initializers.Constant(count**-0.5)
        self.direction = self.add_weight(shape=(count,), initializer=start, trainable=False)

    def normalised(self, training):
        kernel = tf.convert_to_tensor(self._kernel)
        matrix = tf.stop_gradient(tf.reshape(kernel, (-1, kernel.shape[-1])))
        left = unit(tf.linalg.matvec(matrix, self.direction))
        right = unit(tf.linalg.matvec(matrix, left, transpose_a=True))
        if training:
            self.direction.assign(right)
        largest = tf.reduce_sum(left * tf.linalg.matvec(tf.reshape(kernel, (-1, kernel.shape[-1])), right))
        return kernel / tf.maximum(largest, 1e-12)


def unit(vector):
    return vector / (tf.sqrt(tf.reduce_sum(vector**2)) + 1e-12)


{classes}'''
_SPECTRAL_CONV = """\
class SpectralConv2D(Spectral, layers.Conv2D):
    def call(self, inputs, training=False):
        kernel = self.normalised(training)
        found = keras.ops.conv(inputs, kernel, strides=list(self.strides), padding=self.padding)
        return self.activation(found + self.bias)
"""
_SPECTRAL_DENSE = """\
class SpectralDense(Spectral, layers.Dense):
    def call(self, inputs, training=False):
        found = inputs @ self.normalised(training)
        return self.activation(found + self.bias if self.use_bias else found)
"""
_GENERATOR = """\
def build_generator():
    keras.utils.set_random_seed(SEED)  # called again, it has the same first weights
    {inputs}
{lines}    return keras.Model({given}, x)
"""
_WITH_LABEL = f"""\
noise, label = keras.Input((NOISE,)), keras.Input((), dtype="int32")
    normal = keras.initializers.RandomNormal(0.0, 1.0)
    embedded = layers.Embedding(CLASSES, {EMBEDDING}, embeddings_initializer=normal)(label)
    x = layers.Concatenate()([noise, embedded])"""
_DISCRIMINATOR = """\
def build_discriminator():
    keras.utils.set_random_seed(SEED + 1)
    x = picture = keras.Input({shape})
{lines}    verdict = {dense}(1)(x)
{end}
"""
_PROJECTION = """\
    label = keras.Input((), dtype="int32")
    of_labels = {dense}(CLASSES, use_bias=False)(x)
    wished = keras.ops.sum(of_labels * keras.ops.one_hot(label, CLASSES), axis=1, keepdims=True)
    return keras.Model([picture, label], layers.Add()([verdict, wished]))"""
_LOSSES = {
    "minimax": (
        "tf.reduce_mean(tf.nn.softplus(-real)) + tf.reduce_mean(tf.nn.softplus(fake))",
        "-tf.reduce_mean(tf.nn.softplus(fake))",
    ),
    "non_saturating": (
        "tf.reduce_mean(tf.nn.softplus(-real)) + tf.reduce_mean(tf.nn.softplus(fake))",
        "tf.reduce_mean(tf.nn.softplus(-fake))",
    ),
    "least_squares": (
        "(tf.reduce_mean((real - 1) ** 2) + tf.reduce_mean(fake**2)) / 2",
        "tf.reduce_mean((fake - 1) ** 2) / 2",
    ),
    "hinge": (
        "tf.reduce_mean(tf.nn.relu(1 - real)) + tf.reduce_mean(tf.nn.relu(1 + fake))",
        "-tf.reduce_mean(fake)",
    ),
    "wasserstein": ("tf.reduce_mean(fake) - tf.reduce_mean(real)", "-tf.reduce_mean(fake)"),
}
_LOSS = """\
def critic_loss(real, fake):
    return {critic}


def generator_loss(fake):
    return {generator}
"""
_BETWEEN = '''\
def slope_between(real, fake, labels, seed):
    """The gradient penalty: between real and generated pictures the score should rise by 1 for each unit."""
    shares = tf.random.stateless_uniform((BATCH, 1, 1, 1), seed)
    between = fake + shares * (real - fake)
    with tf.GradientTape() as tape:
        tape.watch(between)
        scores = tf.reduce_sum(score(between, labels, training=False))
    slopes = tape.gradient(scores, between)
    lengths = tf.sqrt(tf.reduce_sum(slopes**2, axis=[1, 2, 3]) + 1e-12)
    return tf.reduce_mean((lengths - 1) ** 2)
'''
_R1 = '''\
def real_slope(real, labels):
    """R1: how steep the score is at real pictures."""
    with tf.GradientTape() as tape:
        tape.watch(real)
        scores = tf.reduce_sum(score(real, labels, training=False))
    slopes = tape.gradient(scores, real)
    return tf.reduce_mean(tf.reduce_sum(slopes**2, axis=[1, 2, 3]))
'''
_SHIFT = '''\
def shift(pictures, seed):
    """Move each picture by up to {most} pixels along both axes; what comes in at the border is black."""
    count, rows, columns = tf.shape(pictures)[0], pictures.shape[1], pictures.shape[2]
    moves = tf.random.stateless_uniform((count, 2), seed, 0, {range}, tf.int32)
    padded = tf.pad(pictures, [[0, 0], [{most}, {most}], [{most}, {most}], [0, 0]])
    moved = tf.gather(padded, moves[:, :1] + tf.range(rows)[None], axis=1, batch_dims=1)
    return tf.gather(moved, moves[:, 1:] + tf.range(columns)[None], axis=2, batch_dims=1)
'''


def networks(recipe: GanRecipe, shape: tuple[int, int, int]) -> str:
    """Write ``build_generator`` and ``build_discriminator``, with the layers that Keras does not have."""
    dense = "SpectralDense" if recipe.spectral else "layers.Dense"
    found = []
    if recipe.spectral:
        classes = [_SPECTRAL_DENSE] if recipe.network == "dense" else [_SPECTRAL_CONV, _SPECTRAL_DENSE]
        found.append(_SPECTRAL.format(classes="\n\n".join(classes)))
    found.append(
        _GENERATOR.format(
            inputs=_WITH_LABEL if recipe.conditional else "x = noise = keras.Input((NOISE,))",
            lines=_inside(lines(generator_blocks(recipe, shape))),
            given="[noise, label]" if recipe.conditional else "noise",
        )
    )
    found.append(
        _DISCRIMINATOR.format(
            shape=shape,
            lines=_inside(lines(discriminator_blocks(recipe))),
            dense=dense,
            end=_PROJECTION.format(dense=dense)
            if recipe.conditional
            else "    return keras.Model(picture, verdict)",
        )
    )
    return "\n\n".join(found)


def functions(recipe: GanRecipe) -> str:
    """Write the losses, and the penalties and changes of pictures that the recipe has."""
    critic, generator = _LOSSES[recipe.loss]
    found = [_LOSS.format(critic=critic, generator=generator)]
    if recipe.translation:
        found.append(_SHIFT.format(most=recipe.translation, range=2 * recipe.translation + 1))
    if penalised(recipe):
        found.append(_BETWEEN)
    if recipe.r1:
        found.append(_R1)
    return "\n\n".join(found)


def penalised(recipe: GanRecipe) -> bool:
    """Tell whether there is a gradient penalty between real and generated pictures."""
    return recipe.loss == "wasserstein" and recipe.penalty > 0


def _inside(text: str) -> str:
    return textwrap.indent(text, "    ")
