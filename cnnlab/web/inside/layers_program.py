"""The Code tab of the mode Layers: what every layer gives, and the arithmetic of the chosen value."""

from __future__ import annotations

from cnnlab.explain.stages import Stage
from cnnlab.inference.layers_report import LayersReport
from cnnlab.ops.padding import amounts
from cnnlab.training.script_network import network as built
from cnnlab.web.classifier.use_input import Network

PROGRAM = '''\
"""What every layer makes of picture.png. Download that and model.weights.h5 beside this program."""

import keras
import numpy as np
from keras import layers

SEED = {seed}

{network}model.load_weights("model.weights.h5")

picture = keras.utils.load_img("picture.png", color_mode="{mode}")
image = keras.utils.img_to_array(picture)[np.newaxis]{scale}

# One model that gives what all layers give. `model.inputs` is there for Sequential models as well.
everything = keras.Model(model.inputs[0], [layer.output for layer in model.layers])
for layer, values in zip(model.layers, everything(image, training=False)):
    low, high = float(np.min(values)), float(np.max(values))
    print(f"{{layer.name}}: {{tuple(values.shape[1:])}}, {{low:.4g}} to {{high:.4g}}")
{value}'''

_CONVOLUTION = """
# One value of a convolution, before normalisation and activation: the patch of every map times the kernel, summed.
layer = [each for each in model.layers if type(each).__name__ == "Conv2D"][{place}]
before = keras.Model(model.inputs[0], layer.input)(image, training=False)[0].numpy()
kernel, *bias = layer.get_weights()
before = np.pad(before, ({rows}, {columns}, (0, 0)))
patch = before[{top} : {top} + kernel.shape[0], {left} : {left} + kernel.shape[1]]
products = patch * kernel[..., {unit}]
terms = products.sum(axis=(0, 1))  # one for each map of the layer before
value = float(terms.sum() + (bias[0][{unit}] if bias else 0))
print(f"largest terms {{np.sort(np.abs(terms))[::-1][:5].round(4)}}, value {{value:.6g}}")
"""
_DENSE = """
# One value of a dense layer, before its activation: every value times its weight, summed.
layer = [each for each in model.layers if type(each).__name__ == "Dense"][{place}]
before = keras.Model(model.inputs[0], layer.input)(image, training=False)[0].numpy()
kernel, *bias = layer.get_weights()
terms = before * kernel[:, {unit}]
value = float(terms.sum() + (bias[0][{unit}] if bias else 0))
print(f"largest terms {{np.sort(np.abs(terms))[::-1][:5].round(4)}}, value {{value:.6g}}")
"""


def program(network: Network, report: LayersReport) -> str:
    """Write the program.

    Returns
    -------
    str
        It reads ``picture.png`` and ``model.weights.h5``; of a convolution or a dense layer it leaves the chosen
        ``value``, as the layer itself gives it.
    """
    recipe, shape = network.recipe, network.about.shape
    return PROGRAM.format(
        seed=recipe.seed,
        network=built(recipe, shape, len(network.about.classes)),
        mode="grayscale" if shape[2] == 1 else "rgb",
        scale=" / 255" if recipe.scale_inputs else "",
        value=_value(report),
    )


def _value(report: LayersReport) -> str:
    opened = report.opened
    stages = [column.stage for column in report.columns]
    stage = stages[opened.place]
    if stage.kind == "dense":
        return _DENSE.format(place=_number(stages, stage), unit=opened.unit)
    if stage.kind != "conv":
        return ""
    geometry = opened.geometry
    before = stages[stage.sources[0]].shape
    pads = [
        amounts(before[axis], geometry["size"][axis], geometry["stride"][axis], 1, geometry["padding"])
        for axis in (0, 1)
    ]
    return _CONVOLUTION.format(
        place=_number(stages, stage),
        rows=tuple(pads[0]),
        columns=tuple(pads[1]),
        top=opened.row * geometry["stride"][0],
        left=opened.column * geometry["stride"][1],
        unit=opened.unit,
    )


def _number(stages: list[Stage], stage: Stage) -> int:
    """Return the place of a stage among those of its kind."""
    return [each for each in stages if each.kind == stage.kind].index(stage)
