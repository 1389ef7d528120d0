"""A stylizer for one style: the encoder and the decoder of one for all, and the style as weights of its own."""

from __future__ import annotations

import keras
from keras import layers as kl
from keras import ops

from cnnlab.networks.stylizer import stylizer_of, widths_of
from cnnlab.recipes import OneStyleRecipe


@keras.saving.register_keras_serializable("cnnlab")
class FixedStyle(kl.Layer):
    """The code of one style, which is learned: the same for each picture of a batch.

    Parameters
    ----------
    units : int
        Values of the code.
    """

    def __init__(self, units: int, **settings) -> None:
        super().__init__(**settings)
        self.units = units
        self.code = self.add_weight(shape=(units,), initializer="ones", name="code")

    def call(self, inputs):
        """Return the code for each picture (N, H, W, C): (N, units)."""
        return ops.broadcast_to(self.code, (ops.shape(inputs)[0], self.units))

    def compute_output_shape(self, input_shape):
        """Return the shape of the codes."""
        return (input_shape[0], self.units)

    def get_config(self) -> dict:
        """Return the settings."""
        return {**super().get_config(), "units": self.units}


def one_style_of(recipe: OneStyleRecipe) -> keras.Model:
    """Build the network of a recipe, with first weights that are drawn by its seed.

    Returns
    -------
    keras.Model
        From pictures (N, H, W, 3) in [0, 1], of any size from 16 x 16, to pictures in the style. Its layers are the
        models "encoder" and "decoder" of `cnnlab.networks.stylizer.stylizer_of`, and "style", which holds the code.
    """
    stylizer = stylizer_of(recipe.architecture)
    encoder, decoder = (stylizer.get_layer(name) for name in ("encoder", "decoder"))
    picture = keras.Input((None, None, 3), name="picture")
    style = FixedStyle(2 * sum(widths_of(recipe.architecture)), name="style")
    return keras.Model(picture, decoder([picture, *encoder(picture), style(picture)]), name="one_style")
