"""The program's way to change pictures is that of the training, without any network."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.augmentation import augmenter
from cnnlab.training.script_augmentation import augmentation


@pytest.mark.parametrize("scale_inputs", [True, False])
@pytest.mark.parametrize(
    "changes", [{"coarse": 0.8}, {"coarse": 0.5, "shift": 2, "flip": True}, {"rotate": 9.0, "zoom": 0.1}]
)
def test_it_changes_as_the_training_does(changes, scale_inputs, tmp_path):
    recipe = ClassifierRecipe(seed=3, scale_inputs=scale_inputs, **changes)
    # In a file: TensorFlow reads the source of what it compiles.
    file = tmp_path / "program.py"
    file.write_text("SEED, BATCH = 3, 64\n" + augmentation(recipe), "utf-8")
    names = {"tf": tf, "np": np}
    exec(compile(file.read_text("utf-8"), str(file), "exec"), names)
    pictures = np.random.default_rng(0).random((64, 28, 28, 1)).astype(np.float32)
    pictures *= 1 if scale_inputs else 255
    ours = augmenter(recipe)(tf.constant(pictures), tf.constant([3, 5])).numpy()
    assert (ours != pictures).any()
    np.testing.assert_allclose(names["augmented"](pictures, np.int32(5)).numpy(), ours, rtol=1e-4, atol=1e-3)
