"""A discriminator with spectral normalisation comes back from its file as it was written."""

from __future__ import annotations

import numpy as np

from cnnlab.networks.gan import gan_of
from cnnlab.recipes import GanRecipe


def test_what_is_written_is_read_again(tmp_path):
    recipe = GanRecipe(filters=4, noise=4)
    one, other = (
        gan_of(recipe, (28, 28, 1), 10),
        gan_of(GanRecipe(filters=4, noise=4, seed=9), (28, 28, 1), 10),
    )
    random = np.random.default_rng(0)
    for variable in one.variables:
        variable.assign(random.standard_normal(variable.shape))
    one.save_weights(tmp_path / "model.weights.h5")
    other.load_weights(tmp_path / "model.weights.h5")
    directions = [each for each in one.variables if each.path.endswith("direction")]
    assert len(directions) == 5
    for written, read in zip(one.variables, other.variables, strict=True):
        np.testing.assert_array_equal(np.asarray(written), np.asarray(read))
