"""A run as a plain Keras program, which needs nothing of this laboratory."""

from __future__ import annotations

import re

from cnnlab import datasets
from cnnlab.datasets import About
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.schedules import END, START, WARM_UP
from cnnlab.training.script_augmentation import augmentation
from cnnlab.training.script_data import needs_archive, pictures, source, trained_on
from cnnlab.training.script_network import network

_HEAD = '''\
"""Train a classifier on {data} with Keras alone.

The first weights are the same as in the laboratory's run of this recipe, and so are the batches and their
order. With the same versions on the same kind of computer the losses agree to about four digits; elsewhere
rounding differs, and the two runs drift apart as two seeds do.{notes}
"""
'''
_BATCHES = '''\
class Batches(keras.utils.PyDataset):
    """The training pictures, in a new order in every epoch; what does not fill a batch waits for the next."""

    def __init__(self):
        super().__init__()
        self.shuffle(0)

    def __len__(self):
        return max(1, len(y_train) // BATCH)

    def __getitem__(self, step):
        chosen = self.order[step * BATCH : (step + 1) * BATCH]
{inputs}        return pictures, {targets}

    def shuffle(self, epoch):
        self.epoch = epoch
        {order}


batches = Batches()
shuffle = keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, logs: batches.shuffle(epoch))
'''
ONE_CYCLE = f'''\
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """The rate rises for the first {WARM_UP:.0%} of the steps and falls for the rest, both along half a cosine."""

    def __call__(self, step):
        along = keras.ops.cast(step, "float32") / STEPS
        up, down = along / {WARM_UP:g}, (along - {WARM_UP:g}) / {1 - WARM_UP:g}
        rising = {START:g} + {1 - START:g} * (1 - keras.ops.cos(np.pi * up)) / 2
        falling = {END:g} + {1 - END:g} * (1 + keras.ops.cos(np.pi * down)) / 2
        return {{rate:g}} * keras.ops.where(along < {WARM_UP:g}, rising, falling)

    def get_config(self):
        return {{{{}}}}  # a model is saved with its optimiser, and this with that
'''
_LOSSES = {
    "binary_crossentropy": '''\
def loss(target, logits):
    """A sigmoid for each class, and the sum of their ten questions "is it this one?"."""
    return keras.ops.sum(keras.ops.binary_crossentropy(target, logits, from_logits=True), axis=-1)
''',
    "mean_squared_error": '''\
def loss(target, logits):
    """The squared distance of the probabilities from what they should be."""
    return keras.losses.mean_squared_error(target, keras.ops.softmax(logits))
''',
}
OPTIMIZERS = {
    "sgd": "SGD({rate})",
    "momentum": "SGD({rate}, momentum=0.9)",
    "nesterov": "SGD({rate}, momentum=0.9, nesterov=True)",
    "adam": "Adam({rate})",
    "adamw": "AdamW({rate}, weight_decay={decay:g})",
    "rmsprop": "RMSprop({rate})",
}


def script(recipe: ClassifierRecipe, about: About | None = None) -> str:
    """Write a program that trains what a recipe says, with Keras, NumPy and, for the digits, scikit-learn.

    Parameters
    ----------
    recipe : ClassifierRecipe
    about : About, optional
        What its pictures are, where their set is not here any more.

    Returns
    -------
    str
        Only what the recipe uses stands in it. It leaves ``model`` and ``history``, prints the test accuracy,
        and writes ``classifier.keras``. Where `script_data.needs_archive` holds, it reads ``pictures.npz`` beside it.

    Raises
    ------
    LabError
        The data set cannot be had.
    """
    about = about or datasets.about(recipe.data)
    classes = len(about.classes)
    changes = augmentation(recipe)
    scale = " / 255" if recipe.scale_inputs else ""
    as_input = f'def as_input(pictures):\n    return pictures.astype("float32"){scale}\n'
    blocks = [
        _imports(recipe, changes),
        f"SEED, BATCH, EPOCHS = {recipe.seed}, {recipe.batch_size}, {recipe.epochs}\n",
        pictures(recipe),
        f"\n{as_input}",
        f"\n{changes}" if changes else "",
        f"\n{_targets(recipe, classes)}" if _one_hot(recipe) else "",
        f"\n{_batches(recipe, changes)}\n",
        network(recipe, about.shape, classes),
        _compiling(recipe),
        _fitting(recipe),
    ]
    body = "\n".join(block for block in blocks if block)
    return re.sub(r"\n{4,}", "\n\n\n", _HEAD.format(data=source(recipe), notes=_notes(recipe)) + body)


def _notes(recipe: ClassifierRecipe) -> str:
    if not _penalised(recipe):
        return ""
    return (
        '\n\nKeras adds the penalty of the weights to "loss"; "plain_loss" is without it, as the laboratory\'s'
        " curves are."
    )


def _imports(recipe: ClassifierRecipe, changes: str) -> str:
    lines = ["import keras", "import numpy as np"]
    drawn = recipe.data == "digits" and not needs_archive(recipe)
    if changes:
        lines.append("import tensorflow as tf")
    lines.append("from keras import layers")
    if drawn:
        lines.append("from sklearn.datasets import load_digits")
    return "\n".join(lines) + "\n"


def _penalised(recipe: ClassifierRecipe) -> bool:
    return bool(recipe.l1 or recipe.l2)


def _one_hot(recipe: ClassifierRecipe) -> bool:
    """Tell whether the loss needs a probability for each class instead of the number of the right one."""
    return recipe.loss != "categorical_crossentropy" or recipe.label_smoothing > 0


def _targets(recipe: ClassifierRecipe, classes: int) -> str:
    smooth = recipe.label_smoothing
    lines = ["def targets(labels):", f"    target = keras.utils.to_categorical(labels, {classes})"]
    if smooth:
        lines.append(f"    return (1 - {smooth:g}) * target + {smooth:g} / {classes}  # label smoothing")
    else:
        lines[1] = lines[1].replace("target =", "return")
    return "\n".join(lines) + "\n"


def _labels(recipe: ClassifierRecipe, name: str) -> str:
    return f"targets({name})" if _one_hot(recipe) else name


def _batches(recipe: ClassifierRecipe, changes: str) -> str:
    inputs = "        pictures = as_input(x_train[chosen])\n"
    if changes:
        inputs += "        pictures = augmented(pictures, np.int32(self.epoch * len(self) + step)).numpy()\n"
    order = "np.random.default_rng([SEED, 2, self.epoch]).permutation("
    count = trained_on(recipe)
    if count is None or count < recipe.batch_size:
        # Then some are taken several times, so that there is one batch.
        order += "max(len(y_train), BATCH)) % len(y_train)"
    else:
        order += "len(y_train))"
    return _BATCHES.format(
        inputs=inputs, targets=_labels(recipe, "y_train[chosen]"), order=f"self.order = {order}"
    )


def _compiling(recipe: ClassifierRecipe) -> str:
    loss = _LOSSES.get(recipe.loss, "")
    name = "loss" if loss else "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
    if _one_hot(recipe) and not loss:
        name = "keras.losses.CategoricalCrossentropy(from_logits=True)"
    metrics = '"accuracy"'
    if _penalised(recipe):
        plain = 'keras.metrics.MeanMetricWrapper(loss, name="plain_loss")'
        if not loss:
            plain = name.replace("losses", "metrics").replace(")", ', name="plain_loss")')
        metrics += f", {plain}"
    rate, before = f"{recipe.learning_rate:g}", ""
    if recipe.schedule != "constant":
        before = "STEPS = EPOCHS * len(batches)\n"
        if recipe.schedule == "cosine":
            rate = f"keras.optimizers.schedules.CosineDecay({recipe.learning_rate:g}, STEPS)"
        else:
            before += f"\n\n{ONE_CYCLE.format(rate=recipe.learning_rate)}\n\n"
            rate = "OneCycle()"
    optimizer = OPTIMIZERS[recipe.optimizer].format(rate=rate, decay=recipe.weight_decay)
    return (
        f"{before}{chr(10) * 2 + loss + chr(10) * 2 if loss else ''}"
        f"optimizer = keras.optimizers.{optimizer}\n"
        f"model.compile(\n    optimizer,\n    {name},\n    metrics=[{metrics}],\n)\n"
    )


def _fitting(recipe: ClassifierRecipe) -> str:
    callbacks = "shuffle, stop" if recipe.early_stopping else "shuffle"
    lines = [
        "history = model.fit(",
        "    batches,",
        "    epochs=EPOCHS,",
        "    shuffle=False,  # the callback does it",
        f"    validation_data=(as_input(x_validation), {_labels(recipe, 'y_validation')}),",
        f"    callbacks=[{callbacks}],",
        "    verbose=2,",
        ")",
        f"results = model.evaluate(as_input(x_test), {_labels(recipe, 'y_test')}, verbose=0, return_dict=True)",
        """print(f"test accuracy {results['accuracy']:.4f}")""",
        'model.save("classifier.keras")',
    ]
    if recipe.early_stopping:
        monitor = "val_plain_loss" if _penalised(recipe) else "val_loss"
        lines[:0] = [
            "stop = keras.callbacks.EarlyStopping(",
            f'    "{monitor}", mode="min", patience={recipe.early_stopping}, restore_best_weights=True',
            ")",
        ]
    return "\n".join(lines) + "\n"
