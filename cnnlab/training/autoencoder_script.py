"""The training of an autoencoder as a plain Keras program, which needs nothing of this laboratory."""

from __future__ import annotations

import re

from cnnlab import datasets
from cnnlab.datasets import About
from cnnlab.recipes import AutoencoderRecipe, ClassifierRecipe
from cnnlab.recipes.autoencoder import AROUND
from cnnlab.training.script import ONE_CYCLE, OPTIMIZERS
from cnnlab.training.script_autoencoder import network_text
from cnnlab.training.script_data import needs_archive, pictures, source
from cnnlab.training.script_spoiling import spoiling

_HEAD = '''\
"""Train {what} on {data} with Keras alone.

The first weights are the same as in the laboratory's run of this recipe, and so are the batches and their
order{draws}. With the same versions on the same kind of computer the losses agree to about four digits; elsewhere
rounding differs, and the two runs drift apart as two seeds do.
"""
'''
_WHAT = {
    "autoencoder": "an autoencoder",
    "variational": "a variational autoencoder",
    "article": "an autoencoder",
    "denoiser": "a denoiser",
    "inpainter": "an inpainter",
}
_BATCHES = '''\
class Batches(keras.utils.PyDataset):
    """The training pictures, in a new order in every epoch; what does not fill a batch waits for the next."""

    def __init__(self):
        super().__init__()
        self.shuffle(0)

    def __len__(self):
        return max(1, len(x_train) // BATCH)

    def __getitem__(self, step):
        pictures = as_input(x_train[self.order[step * BATCH : (step + 1) * BATCH]])
        return pictures, pictures

    def shuffle(self, epoch):
        count = len(x_train)
        self.order = np.random.default_rng([SEED, 2, epoch]).permutation(max(count, BATCH)) % count


batches = Batches()
shuffle = keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, logs: batches.shuffle(epoch))
'''
_TRAINING = '''\
NAMES = "loss", "reconstruction", "divergence", "error"


class Training(keras.Model):
    """The network with its own steps, because what becomes small is more than a distance of two pictures."""

    def __init__(self):
        super().__init__()
        self.network = model
        self.kept = [keras.metrics.Mean(name) for name in NAMES]
        self.tested = tf.Variable(0)

    @property
    def metrics(self):
        return self.kept

    def train_step(self, data):
        step = tf.cast(self.optimizer.iterations, tf.int32)
        {beta}
        with tf.GradientTape() as tape:
            reconstruction, divergence, error = objective(data[0], tf.stack([SEED, step]))
            loss = reconstruction + beta * divergence
        variables = self.network.trainable_variables
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        return self.told(1, loss, reconstruction, divergence, error)

    def reset_metrics(self):
        super().reset_metrics()
        self.tested.assign(0)

    def test_step(self, data):
        seed, count = tf.stack([SEED, 1_000_000_007 + self.tested]), tf.shape(data[0])[0]
        self.tested.assign_add(count)  # the next batch has another seed
        reconstruction, divergence, error = objective(data[0], seed)
        loss = reconstruction + {whole:g} * divergence
        return self.told(count, loss, reconstruction, divergence, error)

    def told(self, count, *values):
        for metric, value in zip(self.kept, values):
            metric.update_state(value, count)
        return {{metric.name: metric.result() for metric in self.kept}}


training = Training()
'''
_VARIATIONAL = '''\
def objective(pictures, seed):
    """Return the negative evidence lower bound in its two parts, in nats, and the squared error of a pixel."""
    found = encoder(pictures)
    mean, log_variance = found[:, :{code}], found[:, {code}:]
    noise = tf.random.stateless_normal(tf.shape(mean), seed)
    made = decoder(mean + tf.exp(log_variance / 2) * noise)
    error = tf.reduce_mean((made - pictures) ** 2)
    divergence = 0.5 * tf.reduce_sum(mean**2 + tf.exp(log_variance) - log_variance - 1, axis=1)
    return {values} * {part}, tf.reduce_mean(divergence), error
'''
_DENOISER = '''\
def objective(pictures, seed):
    """Return the distance from the clean pictures, as the loss has it and as the squared error of a pixel."""
    made = model(spoiled(pictures, seed))
    error = tf.reduce_mean((made - pictures) ** 2)
    return {part}, 0.0, error
'''
_INPAINTER = '''\
def objective(pictures, seed):
    """Return the distance from the pictures, above all in the holes, and the squared error of a pixel in them."""
    mask = holes(pictures, seed)
    made = model([pictures * (1 - mask), mask])
    weights = mask / (tf.reduce_mean(mask) + 1e-4) + {around:g}
    error = tf.reduce_sum(mask * (made - pictures) ** 2) / (tf.reduce_sum(mask) * pictures.shape[-1] + 1.0)
    return tf.reduce_mean(weights[..., 0] * {pixel}), 0.0, error
'''
_PIXELS = {
    "mean_squared_error": "tf.reduce_mean((made - pictures) ** 2, axis=3)",
    "binary_crossentropy": "keras.losses.binary_crossentropy(pictures, made)",
}
_PARTS = {
    "mean_squared_error": "error",
    "binary_crossentropy": "tf.reduce_mean(keras.losses.binary_crossentropy(pictures, made))",
}


def script(recipe: AutoencoderRecipe, about: About | None = None) -> str:
    """Write a program that trains what a recipe says, with Keras, TensorFlow, NumPy and, for the digits, scikit-learn.

    Parameters
    ----------
    recipe : AutoencoderRecipe
        Any but that of the photo denoiser.
    about : About, optional
        What its pictures are, where their set is not here any more.

    Returns
    -------
    str
        It leaves ``model`` and ``history``, prints the error on the test pictures, and writes
        ``autoencoder.keras``. Where `script_data.needs_archive` holds of `same_pictures`, it reads
        ``pictures.npz`` beside it.

    Raises
    ------
    LabError
        The data set cannot be had.
    """
    about = about or datasets.about(recipe.data)
    data = same_pictures(recipe)
    simple = recipe.network in ("autoencoder", "article")
    blocks = [
        _imports(recipe, simple),
        f"SEED, BATCH, EPOCHS = {recipe.seed}, {recipe.batch_size}, {recipe.epochs}\n",
        pictures(data),
        '\ndef as_input(pictures):\n    return pictures.astype("float32") / 255\n',
        f"\n{_BATCHES}\n",
        f"keras.utils.set_random_seed(SEED)\n{network_text(recipe, about.shape)}",
        "" if simple else _own_steps(recipe, about),
        _compiling(recipe, simple),
        _fitting(recipe, simple),
    ]
    draws = "" if simple else ",\nand what is drawn for each step"
    head = _HEAD.format(what=_WHAT[recipe.network], data=source(data), draws=draws)
    return re.sub(r"\n{4,}", "\n\n\n", head + "\n".join(block for block in blocks if block))


def same_pictures(recipe: AutoencoderRecipe) -> ClassifierRecipe:
    """Return the recipe of a classifier that parts the same pictures in the same way."""
    return ClassifierRecipe(
        data=recipe.data, examples=recipe.examples, validation=recipe.validation, seed=recipe.seed
    )


def _imports(recipe: AutoencoderRecipe, simple: bool) -> str:
    lines = ["import keras", "import numpy as np"]
    if not simple:
        lines.append("import tensorflow as tf")
    lines.append("from keras import layers")
    if recipe.data == "digits" and not needs_archive(same_pictures(recipe)):
        lines.append("from sklearn.datasets import load_digits")
    return "\n".join(lines) + "\n"


def _own_steps(recipe: AutoencoderRecipe, about: About) -> str:
    part = _PARTS[recipe.loss]
    rows, columns, channels = about.shape
    if recipe.network == "variational":
        if recipe.loss == "mean_squared_error":
            part = f"({part} + 0.5 * np.log(np.pi))"  # of a normal density with a variance of 1/2
        text = _VARIATIONAL.format(code=recipe.code, values=rows * columns * channels, part=part)
    else:
        text = spoiling(recipe) + "\n\n"
        if recipe.network == "inpainter":
            text += _INPAINTER.format(around=AROUND, pixel=_PIXELS[recipe.loss])
        else:
            text += _DENOISER.format(part=part)
    beta = "beta = 0.0"
    if recipe.network == "variational":
        rising = f"max(1.0, {recipe.warm_up:g} * len(batches))"
        beta = f"beta = {recipe.beta:g} * tf.minimum(tf.cast(step + 1, tf.float32) / {rising}, 1.0)"
    return f"\n\n{text}\n\n{_TRAINING.format(beta=beta, whole=recipe.beta)}"


def _compiling(recipe: AutoencoderRecipe, simple: bool) -> str:
    rate, before = f"{recipe.learning_rate:g}", ""
    if recipe.schedule != "constant":
        before = "STEPS = EPOCHS * len(batches)\n"
        if recipe.schedule == "cosine":
            rate = f"keras.optimizers.schedules.CosineDecay({recipe.learning_rate:g}, STEPS)"
        else:
            before += f"\n\n{ONE_CYCLE.format(rate=recipe.learning_rate)}\n\n"
            rate = "OneCycle()"
    optimizer = OPTIMIZERS[recipe.optimizer].format(rate=rate, decay=recipe.weight_decay)
    if not simple:
        return f"{before}training.compile(keras.optimizers.{optimizer})\n"
    error = 'metrics=[keras.metrics.MeanSquaredError("error")]'
    return (
        f'{before}model.compile(\n    keras.optimizers.{optimizer},\n    "{recipe.loss}",\n    {error},\n)\n'
    )


def _fitting(recipe: AutoencoderRecipe, simple: bool) -> str:
    name = "model" if simple else "training"
    callbacks = "shuffle, stop" if recipe.early_stopping else "shuffle"
    lines = [
        f"history = {name}.fit(",
        "    batches,",
        "    epochs=EPOCHS,",
        "    shuffle=False,  # the callback does it",
        "    validation_data=(as_input(x_validation), as_input(x_validation)),",
        "    validation_batch_size=500,",
        f"    callbacks=[{callbacks}],",
        "    verbose=2,",
        ")",
        f"results = {name}.evaluate(as_input(x_test), as_input(x_test), batch_size=500, verbose=0, return_dict=True)",
        """print(f"squared error of a pixel on the test pictures {results['error']:.5f}")""",
        'model.save("autoencoder.keras")',
    ]
    if recipe.early_stopping:
        lines[:0] = [
            "stop = keras.callbacks.EarlyStopping(",
            f'    "val_loss", mode="min", patience={recipe.early_stopping}, restore_best_weights=True',
            ")",
        ]
    return "\n".join(lines) + "\n"
