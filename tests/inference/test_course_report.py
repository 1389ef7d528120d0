"""What a network along its training makes of a picture: against Keras with the weights set by hand."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.explain.class_maps import grad_cam
from cnnlab.explain.probes import layer_probe
from cnnlab.images import gallery
from cnnlab.inference import checkpoints, course_network
from cnnlab.inference.course_network import AtEachStep
from cnnlab.inference.course_report import ANSWER, MOST_MAPS, CourseReport, report_course
from cnnlab.metrics.certainty import softmax
from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, Layer, write
from tests.inference.course_folders import COLOUR, NAME, by_hand, keep_copies, own_models, write_copy

DIGIT = gallery.digit(5)[..., None]
PHOTO = np.random.default_rng(1).integers(0, 256, (32, 32, 3), np.uint8)


@pytest.fixture(autouse=True)
def copies(tmp_path, monkeypatch):
    return own_models(tmp_path, monkeypatch)


def asked(name=NAME, picture=DIGIT, layer=0, target=ANSWER, number=0) -> CourseReport:
    return report_course(name, pretrained.stamp(name), picture, number, layer, target, 0)


def steps_in(copies) -> list[int]:
    return sorted(int(file.stem) for file in copies.glob("*.npz"))


def test_everything_is_what_keras_gives_with_the_weights_of_each_step(copies):
    report = asked(layer=3, target=7)
    assert list(report.steps) == steps_in(copies)
    assert len(report.steps) == 10
    image = DIGIT[None] / np.float32(255)
    for place, step in enumerate(report.steps):
        model = by_hand(NAME, step)
        np.testing.assert_allclose(
            report.probabilities[place], softmax(np.asarray(model(image)))[0], atol=1e-5
        )
        np.testing.assert_allclose(
            report.kernels[place], np.moveaxis(model.get_layer("1_conv").get_weights()[0], 3, 0), atol=1e-7
        )
        maps = keras.Model(model.inputs[0], model.get_layer("3_conv_relu").output)(image)[0]
        expected = np.moveaxis(np.asarray(maps)[..., report.units], 2, 0)
        np.testing.assert_allclose(report.maps[place], expected, rtol=2e-3, atol=1e-3)
        _, values, gradients = layer_probe(model, "3_conv_relu")(image, 7)
        np.testing.assert_allclose(report.class_maps[place], grad_cam(values, gradients)[0], atol=1e-4)
    assert report.class_layer == "3_conv"


def test_the_units_are_the_most_active_ones_at_the_end():
    report = asked(layer=3)
    assert len(report.units) == MOST_MAPS
    model = by_hand(NAME, report.steps[-1])
    maps = keras.Model(model.inputs[0], model.get_layer("3_conv_relu").output)(DIGIT[None] / np.float32(255))
    means = np.asarray(maps)[0].max(axis=(0, 1))
    assert sorted(report.units) == sorted(np.argsort(-means)[:MOST_MAPS])


def test_a_class_is_asked_about_or_found():
    last = asked().probabilities[-1].argmax()
    assert asked(target=3).target == 3
    assert asked().target == last
    assert asked(target=12).target == last
    example = asked(picture=None, number=4)
    assert example.target == example.truth


def test_a_layer_without_maps_gives_way_to_the_first_with_some():
    assert asked(layer=3).layer.name == "3_conv"
    for number in (0, 5, 6, 30):
        assert asked(layer=number).layer.name == "1_conv"


def test_a_residual_network_in_colour():
    keep_copies(COLOUR, (0, 3))
    report = asked(COLOUR, PHOTO)
    assert report.steps == (0, 3)
    assert report.kernels.shape == (2, 6, 3, 3, 3)
    assert report.class_layer == "2_residual"
    image = PHOTO[None] / np.float32(255)
    for place, step in enumerate(report.steps):
        expected = softmax(np.asarray(by_hand(COLOUR, step)(image)))[0]
        np.testing.assert_allclose(report.probabilities[place], expected, atol=1e-5)


def test_asking_leaves_the_network_as_it_is():
    model = pretrained.trained(NAME).model
    before = [each.copy() for each in model.get_weights()]
    asked()
    for one, other in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_an_epoch_is_counted_by_what_was_told_or_by_the_end(copies):
    assert asked().per_epoch == steps_in(copies)[-1] / 6
    told = copies.parent / "events.jsonl"
    told.write_text('nonsense\n{"kind": "start", "steps_per_epoch": 21}\n')
    assert asked().per_epoch == 21
    told.unlink()
    metrics = copies.parent / "metrics.json"
    metrics.write_text(json.dumps({}))
    assert asked().per_epoch is None


def broken(copies, number: int) -> None:
    """Damage a copy in one of several ways."""
    file = copies / f"{steps_in(copies)[number]}.npz"
    with np.load(file) as held:
        weights = [held[str(place)] for place in range(len(held.files))]
    match number:
        case 0:
            file.write_bytes(file.read_bytes()[:500])
        case 1:
            file.write_bytes(b"")
        case 2:
            write_copy(file, weights[:-1])
        case 3:
            write_copy(file, [each[..., :1] for each in weights])
        case 4:
            np.savez(
                file, **{str(place): np.array([each, None], object) for place, each in enumerate(weights)}
            )
        case 5:
            np.savez(file, **{str(place): each.astype(str) for place, each in enumerate(weights)})
        case 6:
            np.savez_compressed(file, np.zeros(10_000_000))


def test_damaged_and_foreign_copies_are_left_out_by_name(copies):
    steps = steps_in(copies)
    for number in range(7):
        broken(copies, number)
    (copies / "latest.npz").write_bytes(b"no step")
    (copies / "99999999999999.npz").write_bytes(b"no step either")
    report = asked()
    assert list(report.left_out) == steps[:7]
    assert list(report.steps) == steps[7:]
    assert len(report.probabilities) == 3


def test_without_any_copy_there_is_a_sentence(copies):
    for file in copies.glob("*.npz"):
        file.write_bytes(b"nothing")
    with pytest.raises(LabError, match="damaged"):
        asked()
    for file in copies.glob("*.npz"):
        file.unlink()
    with pytest.raises(LabError, match="500,000"):
        asked()
    with pytest.raises(LabError, match="500,000"):
        checkpoints.archive(NAME)


def test_weights_that_have_run_away_give_no_numbers_and_no_error(copies):
    step = steps_in(copies)[4]
    with np.load(copies / f"{step}.npz") as held:
        weights = [held[str(place)] for place in range(len(held.files))]
    write_copy(copies / f"{step}.npz", [np.full_like(each, np.nan) for each in weights])
    report = asked()
    assert np.isnan(report.probabilities[4]).all()
    assert np.isfinite(np.delete(report.probabilities, 4, axis=0)).all()
    assert all(np.isfinite(each).all() for each in (report.kernels, report.maps, report.class_maps))


def test_copies_that_come_later_are_seen(copies):
    last = steps_in(copies)[-1]
    away = (copies / f"{last}.npz").rename(copies / "away")
    assert len(asked().steps) == 9
    away.rename(copies / f"{last}.npz")
    assert len(asked().steps) == 10


def other_network(layers, shape=(32, 32, 3)) -> str:
    """Put another network in place of the one for colour, with two copies."""
    folder = pretrained.folder_of(COLOUR)
    recipe = ClassifierRecipe(data="shapes", layers=layers)
    (folder / "recipe.json").write_text(write(recipe), "utf-8")
    network_of(recipe, shape, 10).save_weights(folder / "model.weights.h5")
    keep_copies(COLOUR, (0, 1))
    return COLOUR


def test_a_network_without_a_convolution_has_probabilities_alone():
    report = asked(other_network((Layer("dense", 8),)), PHOTO)
    assert report.probabilities.shape == (2, 10)
    assert (report.kernels, report.maps, report.class_maps, report.layer) == (None,) * 4
    assert report.class_layer == ""


def test_very_many_features_are_replaced_by_the_logits(monkeypatch):
    other_network((Layer("conv", 4, 3), Layer("flatten")))
    network = pretrained.trained(COLOUR)
    image = PHOTO[None] / np.float32(255)
    assert AtEachStep(network).answers(network.model.get_weights(), image)[1].shape == (1, 30 * 30 * 4)
    monkeypatch.setattr(course_network, "MOST_FEATURES", 1000)
    logits, features = AtEachStep(network).answers(network.model.get_weights(), image)
    np.testing.assert_array_equal(logits, features)
