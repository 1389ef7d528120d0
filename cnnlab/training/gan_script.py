"""The training of a GAN as a plain program of Keras and TensorFlow, which needs nothing of this laboratory."""

from __future__ import annotations

import re

from cnnlab import datasets
from cnnlab.datasets import About
from cnnlab.recipes import GanRecipe
from cnnlab.recipes.gan import PROBABLE
from cnnlab.training.script import ONE_CYCLE
from cnnlab.training.script_data import ARCHIVE, is_known, source, whole
from cnnlab.training.script_gan import functions, networks, penalised

_HEAD = '''\
"""Train a generative adversarial network on {data} with Keras and TensorFlow alone.

The first weights are the same as in the laboratory's run of this recipe, and so are the batches, their order and the
noise. With the same versions on the same kind of computer the first losses agree to about four digits; rounding
differs, and two players drive each other on: after some hundred steps the two runs are as different as two seeds.
"""
'''
_ARCHIVE = f"""\
# The pictures of this run; the laboratory offers this file beside the program.
with np.load("{ARCHIVE}", allow_pickle=False) as held:
    x_train, y_train = held["x_train"], held["y_train"]
"""
_FEW = """\
chosen = np.random.default_rng([SEED, 1]).permutation(len(y))[:{examples}]
x_train, y_train = x[chosen], y[chosen]
"""
_STEP = '''\
generator, averaged, discriminator = build_generator(), build_generator(), build_discriminator()
generator_optimizer = keras.optimizers.Adam({rate:g}, beta_1={momentum:g}, beta_2=0.99)
critic_optimizer = keras.optimizers.Adam({critic_rate:g}, beta_1={momentum:g}, beta_2=0.99)
generator_optimizer.build(generator.trainable_variables)
critic_optimizer.build(discriminator.trainable_variables)
pictures, classes = tf.constant(x_train), tf.constant(y_train.astype("int32"))


def make(seed, labels):
    noise = tf.random.stateless_normal((BATCH, NOISE), seed)
    return generator({noise}, training=True)


def score(pictures, labels, training):
    return discriminator({picture}, training=training)[:, 0]


def critic_step(places, seed):
    """The discriminator learns from one batch of real and one of generated pictures."""
    real = tf.cast(tf.gather(pictures, places), tf.float32) / 255
    labels = tf.gather(classes, places)
    fake = tf.stop_gradient(make(seed, labels))
    both = {both}
    with tf.GradientTape() as tape:
        scores = score(both, tf.concat([labels, labels], axis=0), training=True)
        of_real, of_fake = scores[:BATCH], scores[BATCH:]
        loss = total = critic_loss(of_real, of_fake)
{penalties}    variables = discriminator.trainable_variables
    critic_optimizer.apply(tape.gradient(total, variables), variables)
    return loss, of_real, of_fake


def generator_step(labels, seed):
    """The generator learns, through a discriminator that stays as it is, to score higher."""
    with tf.GradientTape() as tape:
        fake = {fake}
        loss = generator_loss(score(fake, labels, training=False))
    variables = generator.trainable_variables
    generator_optimizer.apply(tape.gradient(loss, variables), variables)
    return loss


@tf.function
def step(number, places):
    seed = tf.stack([SEED, number])
{rates}    loss, real, fake = critic_step(places, seed)
{more}    of_generator = generator_step(tf.gather(classes, places), seed + [101, 0])
    # What is kept in the end: a moving average of the generator's weights, which forgets the first steps.
    done = tf.cast(number + 1, tf.float32)
    decay = tf.minimum({average}, done / (done + 10))
    for kept, now in zip(averaged.variables, generator.variables):
        kept.assign(now + decay * (kept - now))
    limit = {limit}
    right = tf.reduce_mean(tf.cast(tf.concat([real > limit, fake <= limit], axis=0), tf.float32))
    return loss, of_generator, tf.reduce_mean({real}), tf.reduce_mean({generated}), right
'''
_MORE = """\
    for again in range(1, {steps}):
        seeds = seed + [1000 * again, 0]
        others = tf.random.stateless_uniform((BATCH,), seeds + [500, 0], 0, len(x_train), tf.int32)
        loss, real, fake = critic_step(others, seeds)
"""
_RATES = """\
    rate = schedule(number)
    generator_optimizer.learning_rate.assign(rate)
    critic_optimizer.learning_rate.assign(rate * {factor:g})
"""
_LOOP = """\
NAMES = "critic_loss", "generator_loss", "real", "fake", "right"
history = {{name: [] for name in NAMES}}
count = len(x_train)
for epoch in range(EPOCHS):
    order = np.random.default_rng([SEED, 2, epoch]).permutation(max(count, BATCH)) % count
    told = []
    for number in range(PER_EPOCH):
        places = order[number * BATCH : (number + 1) * BATCH].astype("int32")
        told.append(step(tf.constant(epoch * PER_EPOCH + number), tf.constant(places)))
    means = np.mean(np.array(told), axis=0)
    for name, mean in zip(NAMES, means):
        history[name].append(float(mean))
    print(f"epoch {{epoch + 1}}:", ", ".join(f"{{name}} {{mean:.4f}}" for name, mean in zip(NAMES, means)))

averaged.save("generator.keras")
noise = tf.random.stateless_normal((40, NOISE), [SEED, 2_000_000_011])
{wishes}made = averaged({given}, training=False).numpy()
rows = [np.concatenate(made[start : start + 10], axis=1) for start in range(0, 40, 10)]
sheet = np.round(255 * np.concatenate(rows, axis=0)).astype("uint8")
tf.io.write_file("generated.png", tf.io.encode_png(sheet))
"""
_LIMITS = {"least_squares": "0.5", "wasserstein": "(tf.reduce_mean(real) + tf.reduce_mean(fake)) / 2"}


def script(recipe: GanRecipe, about: About | None = None) -> str:
    """Write a program that trains what a recipe says, with Keras, TensorFlow, NumPy and, for the digits, scikit-learn.

    Parameters
    ----------
    recipe : GanRecipe
    about : About, optional
        What its pictures are, where their set is not here any more.

    Returns
    -------
    str
        It leaves ``averaged`` (the generator), ``discriminator`` and ``history``, and writes ``generator.keras`` and
        ``generated.png``. Where the data set is not `script_data.is_known`, it reads ``pictures.npz`` beside it.

    Raises
    ------
    LabError
        The data set cannot be had.
    """
    about = about or datasets.about(recipe.data)
    sizes = (
        f"NOISE, CLASSES = {recipe.noise}, {len(about.classes)}"
        if recipe.conditional
        else f"NOISE = {recipe.noise}"
    )
    blocks = [
        _HEAD.format(data=source(recipe)),
        _imports(recipe),
        f"SEED, BATCH, EPOCHS = {recipe.seed}, {recipe.batch_size}, {recipe.epochs}\n{sizes}\n",
        _pictures(recipe),
        f"PER_EPOCH = max(1, len(x_train) // BATCH)\n{_schedule(recipe)}",
        f"\n{networks(recipe, about.shape)}",
        f"\n{functions(recipe)}",
        f"\n{_step(recipe)}",
        f"\n{_loop(recipe)}",
    ]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(blocks))


def _imports(recipe: GanRecipe) -> str:
    found = ["import keras", "import numpy as np", "import tensorflow as tf", "from keras import layers"]
    if recipe.data == "digits":
        found.append("from sklearn.datasets import load_digits")
    return "\n".join(found) + "\n"


def _pictures(recipe: GanRecipe) -> str:
    if not is_known(recipe.data):
        return _ARCHIVE
    chosen = _FEW.format(examples=recipe.examples) if recipe.examples else "x_train, y_train = x, y\n"
    return whole(recipe.data) + chosen


def _schedule(recipe: GanRecipe) -> str:
    if recipe.schedule == "constant":
        return ""
    steps = "STEPS = EPOCHS * PER_EPOCH\n"
    if recipe.schedule == "cosine":
        return f"{steps}schedule = keras.optimizers.schedules.CosineDecay({recipe.learning_rate:g}, STEPS)\n"
    return f"{steps}\n\n{ONE_CYCLE.format(rate=recipe.learning_rate)}\n\nschedule = OneCycle()\n"


def _step(recipe: GanRecipe) -> str:
    probable = recipe.loss in PROBABLE
    penalties = ""
    if penalised(recipe):
        penalties += (
            f"        total += {recipe.penalty:g}"
            " * slope_between(both[:BATCH], both[BATCH:], labels, seed + [0, 15838])\n"
        )
    if recipe.r1:
        penalties += f"        total += {recipe.r1 / 2:g} * real_slope(both[:BATCH], labels)\n"
    factor = recipe.critic_rate / recipe.learning_rate
    both, fake = "tf.concat([real, fake], axis=0)", "make(seed, labels)"
    if recipe.translation:
        both, fake = f"shift({both}, seed + [0, 7919])", f"shift({fake}, seed + [0, 7919])"
    return _STEP.format(
        rate=recipe.learning_rate,
        critic_rate=recipe.critic_rate,
        momentum=recipe.momentum,
        noise="[noise, labels]" if recipe.conditional else "noise",
        picture="[pictures, labels]" if recipe.conditional else "pictures",
        both=both,
        fake=fake,
        penalties=penalties,
        rates="" if recipe.schedule == "constant" else _RATES.format(factor=factor),
        more=_MORE.format(steps=recipe.critic_steps) if recipe.critic_steps > 1 else "",
        average=float(recipe.average),
        limit=_LIMITS.get(recipe.loss, "0.0"),
        real="tf.sigmoid(real)" if probable else "real",
        generated="tf.sigmoid(fake)" if probable else "fake",
    )


def _loop(recipe: GanRecipe) -> str:
    wishes = (
        "wishes = tf.constant(np.tile(np.arange(10) % CLASSES, 4), tf.int32)\n" if recipe.conditional else ""
    )
    return _LOOP.format(wishes=wishes, given="[noise, wishes]" if recipe.conditional else "noise")
