"""The Code tab of the single steps: the same steps of the same networks, with Keras and TensorFlow alone."""

from __future__ import annotations

from dataclasses import replace

from cnnlab.inference.step_moves import moves_of
from cnnlab.inference.step_report import BATCH
from cnnlab.recipes import GanRecipe
from cnnlab.training.script_gan import functions, networks, penalised

_PROGRAM = '''\
"""Take single steps of a GAN. Download gan_step.npz and the weights beside this program."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

SEED, BATCH = {seed}, {batch}
{sizes}
MOVES = {moves}

{networks}

{functions}

generator, discriminator = build_generator(), build_discriminator()
{whole}
critic_optimizer = keras.optimizers.Adam(beta_1={momentum:g}, beta_2=0.99)
generator_optimizer = keras.optimizers.Adam(beta_1={momentum:g}, beta_2=0.99)

with np.load("gan_step.npz") as held:
    real, labels = tf.constant(held["real"] / np.float32(255)), tf.constant(held["labels"])
noise = tf.random.stateless_normal((BATCH, NOISE), [{batch_seed}, 0])


def make():
    return generator({noise})


def score(pictures, labels, training=False):
    return discriminator({picture}, training=training)[:, 0]


def critic_step():
    fake = make()
    both, twice = tf.concat([real, fake], axis=0), tf.concat([labels, labels], axis=0)
    with tf.GradientTape() as tape:
        scores = score(both, twice, training=True)
        loss = critic_loss(scores[:BATCH], scores[BATCH:]){penalty}
    variables = discriminator.trainable_variables
    critic_optimizer.apply(tape.gradient(loss, variables), variables)


def generator_step():
    with tf.GradientTape() as tape:
        loss = generator_loss(score(make(), labels))
    variables = generator.trainable_variables
    generator_optimizer.apply(tape.gradient(loss, variables), variables)


def look(name):
    made = make()
    of_real, of_fake = score(real, labels).numpy(), score(made, labels).numpy()
    print(f"{{name}}: real {{of_real.mean():.3f}}, generated {{of_fake.mean():.3f}}")
    return made.numpy(), of_real, of_fake


generated, real_scores, fake_scores = look("before")
for player, rate in MOVES:
    if player == "D":
        critic_optimizer.learning_rate = rate
        critic_step()
    else:
        generator_optimizer.learning_rate = rate
        generator_step()
    generated, real_scores, fake_scores = look(f"{{player}} at {{rate:g}}")
'''
_CONDITIONAL = """\
noise, label = keras.Input((NOISE,)), keras.Input((), dtype="int32")
made = generator([noise, label])
keras.Model([noise, label], [made, discriminator([made, label])]).load_weights("model.weights.h5")
"""
_FREE = """\
noise = keras.Input((NOISE,))
made = generator(noise)
keras.Model(noise, [made, discriminator(made)]).load_weights("model.weights.h5")
"""
CLASSES = 10


def program(
    recipe: GanRecipe, shape: tuple[int, int, int], moves: str, seed: int, classes: int = CLASSES
) -> str:
    """Write the program.

    Parameters
    ----------
    recipe : GanRecipe
    shape : (rows, columns, channels)
    moves : str
        See `cnnlab.inference.step_moves`.
    seed : int
        Of the noise.
    classes : int

    Returns
    -------
    str
        It reads ``gan_step.npz`` (Download) and ``model.weights.h5``, and leaves ``generated``, ``real_scores`` and
        ``fake_scores`` as they are after the last step; the scores are no probabilities yet.
    """
    recipe = replace(recipe, batch_size=BATCH, translation=0, r1=0.0)
    penalty = ""
    if penalised(recipe):
        penalty = f"\n        loss += {recipe.penalty:g} * slope_between(real, fake, labels, [{seed}, 15838])"
    return _PROGRAM.format(
        seed=recipe.seed,
        batch=BATCH,
        sizes=f"NOISE, CLASSES = {recipe.noise}, {classes}"
        if recipe.conditional
        else f"NOISE = {recipe.noise}",
        moves=[(move.player, move.rate) for move in moves_of(moves)],
        networks=networks(recipe, shape),
        functions=functions(recipe),
        whole=_CONDITIONAL if recipe.conditional else _FREE,
        momentum=recipe.momentum,
        batch_seed=seed,
        noise="[noise, labels]" if recipe.conditional else "noise",
        picture="[pictures, labels]" if recipe.conditional else "pictures",
        penalty=penalty,
    )
