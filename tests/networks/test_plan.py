"""What is counted without building is what Keras builds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.networks.classifier import build_classifier
from cnnlab.networks.plan import plan
from cnnlab.recipes.layers import KINDS, PADDINGS, PRESETS, Layer

layers = st.builds(
    Layer,
    st.sampled_from(KINDS),
    st.integers(1, 6),
    st.integers(1, 5),
    st.integers(0, 3),
    st.sampled_from(PADDINGS),
)
shapes = st.tuples(st.integers(4, 20), st.integers(4, 20), st.sampled_from([1, 3]))


@settings(max_examples=120, deadline=None)
@given(shapes, st.integers(2, 5), st.lists(layers, min_size=1, max_size=5), st.booleans())
def test_shapes_and_parameters_are_those_of_keras(shape, classes, stack, batch_norm):
    try:
        planned = plan(shape, classes, stack, batch_norm=batch_norm)
    except LabError as error:
        number = error.values["number"]
        assert 1 <= number <= len(stack)
        if number > 1:
            plan(
                shape, classes, stack[: number - 1], batch_norm=batch_norm
            )  # what lies before it is possible
        return
    model = build_classifier(shape, classes, stack, batch_norm=batch_norm)
    assert sum(layer.parameters for layer in planned) == model.count_params()
    for layer in planned:
        if layer.kind != "residual":
            assert tuple(model.get_layer(layer.name).output.shape[1:]) == layer.shape
        else:
            assert tuple(model.get_layer(f"{layer.name}_add").output.shape[1:]) == layer.shape


@pytest.mark.parametrize(
    ("preset", "products"),
    [("article", 26 * 26 * 9 * 32 + 11 * 11 * 9 * 32 * 64 + 9 * 9 * 64 * 64 + 576 * 64 + 640)],
)
def test_multiply_adds_by_hand(preset, products):
    assert sum(layer.multiply_adds for layer in plan((28, 28, 1), 10, PRESETS[preset])) == products


@pytest.mark.parametrize("kind", ["conv", "separable", "residual", "dense"])
@pytest.mark.parametrize("stride", [1, 2])
def test_multiply_adds_are_half_of_what_tensorflow_counts(kind, stride):
    import tensorflow as tf
    from tensorflow.python.profiler import model_analyzer
    from tensorflow.python.profiler.option_builder import ProfileOptionBuilder

    stack = [Layer(kind, 6, 3, stride)]
    model = build_classifier((12, 10, 3), 4, stack, activation="linear")
    graph = tf.function(model).get_concrete_function(tf.TensorSpec((1, 12, 10, 3))).graph
    options = ProfileOptionBuilder(ProfileOptionBuilder.float_operation()).with_empty_output().build()
    flops = model_analyzer.profile(graph, options=options).total_float_ops
    counted = sum(layer.multiply_adds for layer in plan((12, 10, 3), 4, stack))
    # TensorFlow counts each bias and each sum as one more operation.
    assert 2 * counted <= flops <= 2.2 * counted + 500


def test_an_impossible_layer_is_named():
    with pytest.raises(LabError, match=r"Layer 3 \(conv\).*5 × 5.*3 × 3"):
        plan((12, 12, 1), 10, [Layer("conv", 4), Layer("max_pool", size=3), Layer("conv", 4, 5)])
    with pytest.raises(LabError, match=r"Layer 2 \(conv\) needs maps"):
        plan((12, 12, 1), 10, [Layer("flatten"), Layer("conv", 4)])
