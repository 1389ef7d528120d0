"""A network whose weights are an argument: compiled once, asked with the weights of any moment of its training."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnlab.inference import feature_maps
from cnnlab.pretrained import Trained
from cnnlab.training.features import factor

MOST_FEATURES = 32_768
"""Values before the last layer that a picture is placed by; a network that has more is placed by its logits."""


class AtEachStep:
    """Asks a network with other weights than its own, which stay as they are.

    Attributes
    ----------
    class_layer : str
        Name of the layer that class maps are made of; "" where no layer has maps.
    """

    def __init__(self, network: Trained) -> None:
        import keras

        model = network.model
        shown = [each for each in feature_maps.layers(network) if len(each.shape) == 3]
        self.class_layer = _last_with_maps([each.name for each in shown])
        outputs = {each.name: feature_maps.output(network, each.name) for each in shown}
        features = model.layers[-1].input
        if int(np.prod(features.shape[1:])) > MOST_FEATURES:
            features = model.outputs[0]
        self._cut = keras.Model(
            model.inputs[0], {**outputs, "features": features, "logits": model.outputs[0]}
        )
        place = {id(variable): number for number, variable in enumerate(model.weights)}
        self._trainable = [place[id(each)] for each in self._cut.trainable_variables]
        self._others = [place.get(id(each), -1) for each in self._cut.non_trainable_variables]
        self._factor = factor(network.recipe)
        self._explained, self._answered = _compiled(self._cut, self.class_layer)

    def __call__(self, weights: list, images: np.ndarray, target: int) -> dict[str, Any]:
        """Return what the network says with these weights.

        Parameters
        ----------
        weights : list of array
            In the order of `model.weights`.
        images : ndarray of float32, shape (N, H, W, C)
            In [0, 1].
        target : int
            A class.

        Returns
        -------
        dict of str to tensor
            "logits" (N, classes); "features" (N, D), what the last layer gets; the values of each layer with maps
            under its name; and where there is one, "maps" of `class_layer` and their "gradients" for the class.
        """
        return self._explained(*self._split(weights), self._scaled(images), np.int32(target))

    def answers(self, weights: list, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the logits (N, classes) and the features (N, D) alone."""
        logits, features = self._answered(*self._split(weights), self._scaled(images))
        return logits.numpy(), features.numpy().reshape(len(images), -1)

    def _split(self, weights: list) -> tuple[list, list]:
        own = self._cut.non_trainable_variables
        # A variable that is no weight, such as the state of a generator, stays as it is.
        others = [
            weights[place] if place >= 0 else np.asarray(own[number])
            for number, place in enumerate(self._others)
        ]
        return [weights[place] for place in self._trainable], others

    def _scaled(self, images: np.ndarray) -> np.ndarray:
        return images * np.float32(self._factor)


def at_each_step(network: Trained) -> AtEachStep:
    """Return the network as a function of its weights; it is made once."""
    if "at_each_step" not in network.kept:
        network.kept["at_each_step"] = AtEachStep(network)
    return network.kept["at_each_step"]


def _last_with_maps(names: list[str]) -> str:
    # What a pooling layer gives is no more than what it got.
    return next((name for name in reversed(names) if "pool" not in name), names[-1] if names else "")


def _compiled(cut: Any, class_layer: str) -> tuple[Any, Any]:
    import tensorflow as tf

    @tf.function(reduce_retracing=True)
    def explained(trainable: Any, others: Any, images: Any, target: Any) -> Any:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            images = tf.convert_to_tensor(images)
            tape.watch(images)
            found, _ = cut.stateless_call(trainable, others, images, training=False)
            scores = tf.gather(found["logits"], target, axis=1)
        if class_layer:
            found["maps"] = found[class_layer]
            found["gradients"] = tape.gradient(scores, found[class_layer])
        return found

    @tf.function(reduce_retracing=True)
    def answered(trainable: Any, others: Any, images: Any) -> Any:
        found, _ = cut.stateless_call(trainable, others, images, training=False)
        return found["logits"], found["features"]

    return explained, answered
