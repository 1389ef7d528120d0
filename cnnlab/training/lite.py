"""Networks as LiteRT files (``.tflite``): made, and run again. For workers: it needs TensorFlow."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe

if TYPE_CHECKING:
    import keras


def as_input(pictures: np.ndarray, recipe: ClassifierRecipe) -> np.ndarray:
    """Return pictures of bytes (N, H, W, C) as the network of a recipe gets them, float32."""
    values = pictures.astype(np.float32)
    return values / np.float32(255) if recipe.scale_inputs else values


def convert(model: keras.Model, recipe: ClassifierRecipe, samples: np.ndarray | None = None) -> bytes:
    """Return a network as a LiteRT file that takes one picture and gives probabilities.

    Parameters
    ----------
    model : keras.Model
        It gives logits; the file has a softmax behind them.
    recipe : ClassifierRecipe
    samples : ndarray of uint8, shape (N, H, W, C), optional
        Pictures for quantisation to 8 bits: from what flows through the network for them the range of each of
        its values is taken. The file then takes bytes, and gives probabilities in steps of 1/256. Without them
        it computes in float32, and takes pictures as the network does.

    Raises
    ------
    LabError
        The converter refuses a layer.
    """
    import tensorflow as tf

    # As constants: the converter would leave variables in the file, which then cannot be calibrated.
    weights = [
        [tf.constant(np.asarray(each)) for each in kind]
        for kind in (model.trainable_variables, model.non_trainable_variables)
    ]
    signature = tf.TensorSpec((1, *model.input_shape[1:]), tf.float32, name="picture")

    @tf.function(input_signature=[signature])
    def probabilities(picture):
        return tf.nn.softmax(model.stateless_call(*weights, picture, training=False)[0])

    converter = tf.lite.TFLiteConverter.from_concrete_functions([probabilities.get_concrete_function()])
    if samples is not None:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = lambda: ([each[None]] for each in as_input(samples, recipe))
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = converter.inference_output_type = tf.uint8
    try:
        with _quiet():
            return converter.convert()
    except Exception as error:  # each of its stages has a class of its own
        raise LabError(
            "LiteRT cannot take this network over: its converter refuses one of the layers. The Keras file and"
            " the weights can still be had."
        ) from error


def interpreter(file: bytes):
    """Return what runs a LiteRT file, on one thread, ready for its first picture."""
    import tensorflow as tf

    with _quiet():
        made = tf.lite.Interpreter(model_content=file, num_threads=1)
        made.allocate_tensors()
    return made


def run(file: bytes, pictures: np.ndarray, recipe: ClassifierRecipe) -> np.ndarray:
    """Run a LiteRT file on pictures of bytes (N, H, W, C); return the probabilities (N, classes)."""
    made = interpreter(file)
    asked, answered = made.get_input_details()[0], made.get_output_details()[0]
    values = quantised(as_input(pictures, recipe), asked)
    found = []
    for each in values:
        made.set_tensor(asked["index"], each[None])
        made.invoke()
        found.append(made.get_tensor(answered["index"])[0])
    answers = np.array(found)
    if answers.dtype == np.uint8:
        scale, zero = answered["quantization"]
        return (answers.astype(np.float32) - zero) * np.float32(scale)
    return answers


def quantised(values: np.ndarray, asked: dict) -> np.ndarray:
    """Bring values to the type that a LiteRT file asks for: bytes by its scale and zero, or as they are."""
    if asked["dtype"] != np.uint8:
        return values
    scale, zero = asked["quantization"]
    return np.clip(np.rint(values / scale + zero), 0, 255).astype(np.uint8)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep out of the log what LiteRT says of every network, and that it wants to be a package of its own."""
    sys.stderr.flush()
    with warnings.catch_warnings(), tempfile.TemporaryFile() as aside:
        warnings.simplefilter("ignore")
        kept = os.dup(2)
        os.dup2(aside.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
