"""Many steps of gradient descent as one compiled call, with nothing of Python between them."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.augmentation import augmenter


def make_optimizer(recipe: ClassifierRecipe) -> keras.optimizers.Optimizer:
    """Return the optimiser of a recipe; its rate is set anew at every step."""
    rate = recipe.learning_rate
    return {
        "sgd": lambda: keras.optimizers.SGD(rate),
        "momentum": lambda: keras.optimizers.SGD(rate, momentum=0.9),
        "nesterov": lambda: keras.optimizers.SGD(rate, momentum=0.9, nesterov=True),
        "adam": lambda: keras.optimizers.Adam(rate),
        "adamw": lambda: keras.optimizers.AdamW(rate, weight_decay=recipe.weight_decay),
        "rmsprop": lambda: keras.optimizers.RMSprop(rate),
    }[recipe.optimizer]()


def make_loss(recipe: ClassifierRecipe, classes: int) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
    """Return a function from labels (N,) and logits (N, classes) to a loss for each picture (N,)."""

    def loss(labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        target = tf.one_hot(labels, classes)
        target = target * (1 - recipe.label_smoothing) + recipe.label_smoothing / classes
        if recipe.loss == "categorical_crossentropy":
            return tf.nn.softmax_cross_entropy_with_logits(target, logits)
        if recipe.loss == "binary_crossentropy":
            return tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(target, logits), axis=1)
        return tf.reduce_mean((tf.nn.softmax(logits) - target) ** 2, axis=1)

    return loss


def as_input(pixels: tf.Tensor, recipe: ClassifierRecipe) -> tf.Tensor:
    """Return pictures of bytes as the network gets them."""
    values = tf.cast(pixels, tf.float32)
    return values / 255.0 if recipe.scale_inputs else values


def training_steps(
    recipe: ClassifierRecipe,
    model: keras.Model,
    optimizer: keras.optimizers.Optimizer,
    x: np.ndarray,
    y: np.ndarray,
    classes: int,
) -> Callable:
    """Return a compiled function that takes several steps.

    Parameters
    ----------
    recipe, model, optimizer
        The optimiser has been built.
    x : ndarray of uint8, shape (N, H, W, C)
    y : ndarray of int32, shape (N,)
    classes : int

    Returns
    -------
    callable
        From the pictures' indices (steps, batch), the rates (steps,) and the number of the first step to the
        loss and the share of right answers of each step, (steps,) each.
    """
    with tf.device("/CPU:0"):
        pictures, labels = tf.constant(x), tf.constant(y)
    loss_of, augment = make_loss(recipe, classes), augmenter(recipe)
    rate = optimizer._learning_rate

    @tf.function(
        input_signature=[
            tf.TensorSpec((None, recipe.batch_size), tf.int32),
            tf.TensorSpec((None,), tf.float32),
            tf.TensorSpec((), tf.int32),
        ]
    )
    def take(indices, rates, first):
        steps = tf.shape(indices)[0]
        losses = tf.TensorArray(tf.float32, steps)
        hits = tf.TensorArray(tf.float32, steps)
        for step in tf.range(steps):
            chosen, wanted = tf.gather(pictures, indices[step]), tf.gather(labels, indices[step])
            seed = tf.stack([tf.constant(recipe.seed, tf.int32), first + step])
            inputs = as_input(chosen, recipe)
            inputs = augment(inputs, seed)
            rate.assign(rates[step])
            with tf.GradientTape() as tape:
                logits = model(inputs, training=True)
                loss = tf.reduce_mean(loss_of(wanted, logits))
                total = loss + tf.add_n(model.losses) if model.losses else loss
            variables = model.trainable_variables
            optimizer.apply(tape.gradient(total, variables), variables)
            losses = losses.write(step, loss)
            right = tf.argmax(logits, axis=1, output_type=tf.int32) == wanted
            hits = hits.write(step, tf.reduce_mean(tf.cast(right, tf.float32)))
        return losses.stack(), hits.stack()

    return take


def logits_of(
    model: keras.Model,
    recipe: ClassifierRecipe,
    x: np.ndarray,
    batch: int = 500,
    watch: Callable[[], object] | None = None,
) -> np.ndarray:
    """Return the logits (N, classes) for pictures of bytes (N, H, W, C).

    Between two batches `watch` is called, which may raise to leave it.
    """
    forward = getattr(model, "cnnlab_forward", None)
    if forward is None:
        forward = model.cnnlab_forward = tf.function(
            lambda pixels: model(as_input(pixels, recipe), training=False),
            input_signature=[tf.TensorSpec((None, *x.shape[1:]), tf.uint8)],
        )
    parts = []
    for start in range(0, len(x), batch):
        if watch is not None:
            watch()
        parts.append(forward(x[start : start + batch]).numpy())
    return np.concatenate(parts)
