"""The Code tab of the mode Why this class: Grad-CAM and integrated gradients with Keras alone."""

from __future__ import annotations

from cnnlab.datasets import About
from cnnlab.inference.why_methods import Asking, chosen_layer, map_layers
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.script_network import lines_to, network

_PROGRAM = '''\
"""Explain why a network calls picture.png {name}: by Grad-CAM and by integrated gradients.

Download picture.png and model.weights.h5 beside this program.
"""

import keras
import numpy as np
import tensorflow as tf
from keras import layers
{imports}
SEED = {seed}
CLASS = {target}  # {name}
STEPS = {steps}

{network}model.load_weights("model.weights.h5")

picture = keras.utils.load_img("picture.png", color_mode="{mode}")
image = keras.utils.img_to_array(picture){scale}
blank = {blank}  # what stands for nothing

{class_map}
# Integrated gradients: the mean gradient on the straight way from nothing to the picture, times that way.
alphas = (np.arange(STEPS, dtype="float32") + 0.5) / STEPS
points = tf.constant(blank + alphas[:, np.newaxis, np.newaxis, np.newaxis] * (image - blank))
with tf.GradientTape() as tape:
    tape.watch(points)
    score = tf.reduce_sum(model(points, training=False)[:, CLASS])
attributions = tape.gradient(score, points).numpy().mean(axis=0) * (image - blank)

logit, logit_of_nothing = model(np.stack([image, blank]), training=False).numpy()[:, CLASS]
print(f"logit {{logit:.3f}}, of nothing {{logit_of_nothing:.3f}}")
print(f"their difference {{logit - logit_of_nothing:.3f}}, sum of the attributions {{attributions.sum():.3f}}")
'''

_CLASS_MAP = """\
# Grad-CAM. Many programs write keras.Model(model.inputs, [layer.output, model.output]). A Sequential model that has
# never been called has no `output` and stops there; `outputs` is what it has, as every functional model does.
{looked_at}both = keras.Model(model.inputs[0], [looked_at, model.outputs[0]])
with tf.GradientTape() as tape:
    maps, logits = both(image[np.newaxis], training=False)
    # The logit and not the probability: that is flat where the network is sure.
    score = logits[0, CLASS]
gradients = tape.gradient(score, maps)[0].numpy()
class_map = np.maximum((gradients.mean(axis=(0, 1)) * maps[0].numpy()).sum(axis=-1), 0)
print("Grad-CAM:")
print(class_map.round(3))
"""

_BLANKS = {
    "black": "np.zeros_like(image)",
    "grey": "np.full_like(image, 128{scale})",
    "white": "np.full_like(image, 255{scale})",
    "mean": "np.zeros_like(image) + np.rint(keras.utils.img_to_array(picture).mean(axis=(0, 1))){scale}",
    "blur": "keras.utils.img_to_array(picture.filter(ImageFilter.GaussianBlur(min(picture.size) / 8))){scale}",
}


def program(recipe: ClassifierRecipe, about: About, target: int, asking: Asking) -> str:
    """Write the program.

    Parameters
    ----------
    recipe : ClassifierRecipe
    about : About
    target : int
        The class.
    asking : Asking
        Where no layer has maps there is no Grad-CAM in it.

    Returns
    -------
    str
        It reads ``picture.png`` and ``model.weights.h5``, and leaves ``class_map`` and ``attributions``.
    """
    classes = len(about.classes)
    number = chosen_layer(map_layers(recipe, about.shape, classes), asking.layer)
    lines, looked_at = network(recipe, about.shape, classes), ""
    if number is not None:
        place = lines_to(recipe, number)
        if "inputs = x =" in lines:
            lines = _with_mark(lines, place)
        else:
            looked_at = f"looked_at = model.layers[{place - 1}].output\n"
    scale = " / 255" if recipe.scale_inputs else ""
    return _PROGRAM.format(
        name=about.classes[target],
        imports="from PIL import ImageFilter\n" if asking.nothing == "blur" else "",
        seed=recipe.seed,
        target=target,
        steps=asking.steps,
        network=lines,
        mode="grayscale" if about.shape[2] == 1 else "rgb",
        scale=scale,
        blank=_BLANKS[asking.nothing].format(scale=scale),
        class_map="" if number is None else _CLASS_MAP.format(looked_at=looked_at),
    )


def _with_mark(lines: str, place: int) -> str:
    """Keep what the network has after so many steps under the name ``looked_at``."""
    before, start, after = lines.partition("inputs = x =")
    steps = after.split("\n")
    steps.insert(place + 1, "looked_at = x")
    return before + start + "\n".join(steps)
