"""The map of images: what scikit-learn and plain loops say to the same pictures."""

from __future__ import annotations

from collections import OrderedDict

import keras
import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.inference import image_points, images_report
from cnnlab.inference.images_report import (
    drawn_map,
    lay_out,
    picture_files,
    report_images,
    stock_of_images,
)
from cnnlab.inference.stock import stock
from tests import trained

NAME = "digits-classifier"


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())


def features_of(name, pictures):
    model = pretrained.load(name)
    cut = keras.Model(model.inputs[0], model.layers[-1].input)
    return np.asarray(cut(pictures / np.float32(255), training=False))


def asked(space="features", point=-1, places=None, picture=None, name=NAME, number=0):
    return report_images(name, pretrained.stamp(name), picture, number, space, point, places)


def on_the_map(name=NAME):
    return stock(pretrained.trained(name)).pictures[: image_points.MOST]


def vectors_of(space, pictures, name=NAME):
    return features_of(name, pictures) if space == "features" else pictures.reshape(len(pictures), -1) / 255


FIVE = gallery.digit(5)[..., None]


@pytest.mark.parametrize("space", image_points.SPACES)
def test_the_plane_is_that_of_scikit_learn(space):
    pictures = on_the_map()
    vectors, own = vectors_of(space, pictures), vectors_of(space, FIVE[None])
    report = asked(space, picture=FIVE)
    theirs = PCA(2).fit(vectors)
    np.testing.assert_allclose(report.variances, theirs.explained_variance_ratio_, rtol=1e-3)
    places = theirs.transform(vectors)
    signs = np.sign((report.places * places).sum(axis=0))
    np.testing.assert_allclose(report.places, places * signs, atol=2e-3)
    np.testing.assert_allclose(report.place, (theirs.transform(own) * signs)[0], atol=2e-3)


@pytest.mark.parametrize("space", image_points.SPACES)
def test_the_neighbours_are_those_of_scikit_learn(space):
    pictures = on_the_map()
    vectors, own = vectors_of(space, pictures), vectors_of(space, FIVE[None])
    report = asked(space, picture=FIVE)
    away, near = NearestNeighbors(n_neighbors=5, algorithm="brute").fit(vectors).kneighbors(own)
    assert report.near.tolist() == near[0].tolist()
    np.testing.assert_allclose(report.away, away[0], rtol=1e-3)
    assert (report.point, report.same) == (-1, -1)


@pytest.mark.parametrize("space", image_points.SPACES)
def test_how_many_have_a_nearest_neighbour_of_their_class(space):
    held = stock(pretrained.trained(NAME))
    vectors = vectors_of(space, held.pictures)
    right = 0
    for index in range(len(vectors)):
        others = np.arange(len(vectors)) != index
        one = KNeighborsClassifier(1, algorithm="brute").fit(vectors[others], held.labels[others])
        right += int(one.predict(vectors[index][None])[0] == held.labels[index])
    assert asked(space).alike[space] == pytest.approx(right / len(vectors))


def test_the_network_brings_classes_together_that_pixels_mix():
    alike = asked().alike
    assert alike["features"] > alike["pixels"] - 0.05
    assert asked().dimensions == {"features": 32, "pixels": 784}


def test_a_test_picture_is_one_of_the_map_and_no_neighbour_of_its_own():
    report = asked(number=3)
    assert report.same == 3
    assert 3 not in report.near
    assert report.truth == stock(pretrained.trained(NAME)).labels[3]
    np.testing.assert_allclose(report.place, report.places[3], atol=1e-4)
    assert report.away[0] > 0


def test_a_chosen_picture_has_neighbours_of_its_own():
    vectors = features_of(NAME, on_the_map())
    report = asked(point=7, picture=FIVE)
    by_hand = sorted(
        (index for index in range(len(vectors)) if index != 7),
        key=lambda index: float(((vectors[index].astype(np.float64) - vectors[7]) ** 2).sum()),
    )[:5]
    assert report.near.tolist() == by_hand
    assert report.point == 7
    np.testing.assert_allclose(report.place, asked(picture=FIVE).place)


@pytest.mark.parametrize("point", [-5, 10_000])
def test_a_picture_that_is_not_on_the_map_is_not_chosen(point):
    assert asked(point=point).point == -1


def test_on_a_map_by_t_sne_a_new_picture_lies_between_its_neighbours(monkeypatch):
    calls, make = [], images_report.neighbour_map
    monkeypatch.setattr(images_report, "neighbour_map", lambda *how: calls.append(how[1:]) or make(*how))
    seen = []
    work = (NAME, pretrained.stamp(NAME), "features", 100.0, 4)
    places = lay_out(*work, report=seen.append)
    np.testing.assert_array_equal(lay_out(*work, report=seen.append), places)
    assert calls == [(100.0, 4)]
    assert places.shape == (len(on_the_map()), 2)
    assert seen[0] > 0
    report = asked(places=places, picture=FIVE)
    assert report.variances is None
    np.testing.assert_array_equal(report.places, places)
    around = places[report.near]
    assert (report.place >= around.min(axis=0)).all()
    assert (report.place <= around.max(axis=0)).all()
    np.testing.assert_array_equal(asked(places=places, number=3).place, places[3])


def test_a_map_of_other_pictures_is_not_taken():
    assert asked(places=np.zeros((3, 2), np.float32)).variances is not None


def test_with_few_pictures_the_perplexity_comes_down(monkeypatch):
    monkeypatch.setattr(image_points, "MOST", 20)
    monkeypatch.setattr(pretrained, "_trained", OrderedDict())
    places = lay_out(NAME, pretrained.stamp(NAME), "pixels", 100.0, 0, report=lambda share: None)
    assert places.shape == (20, 2)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_handful_of_pictures_is_a_map_too(monkeypatch, count):
    monkeypatch.setattr(image_points, "MOST", count)
    monkeypatch.setattr(pretrained, "_trained", OrderedDict())
    places = lay_out(NAME, pretrained.stamp(NAME), "features", 30.0, 0, report=lambda share: None)
    for each in (None, places):
        report = asked(places=each, picture=FIVE)
        assert report.places.shape == (count, 2)
        assert len(report.near) == count
        assert np.isfinite(report.place).all()


@pytest.mark.parametrize("vectors", [np.arange(40.0)[:, None], np.ones((40, 8))], ids=["one", "equal"])
def test_where_t_sne_has_too_little_the_numbers_are_the_places(vectors):
    places = images_report._laid_out(vectors.astype(np.float32), 30.0, 0)
    np.testing.assert_array_equal(places[:, 0], vectors[:, 0])
    assert places.shape == (40, 2)
    assert places.dtype == np.float32


def test_of_a_large_network_there_are_fewer_pictures(monkeypatch):
    # As with 180 million multiply-adds for each picture.
    monkeypatch.setattr(image_points, "passes_within", lambda network, seconds: int(100 * seconds))
    monkeypatch.setattr(pretrained, "_trained", OrderedDict())
    assert len(asked(picture=FIVE).places) == 120


def test_what_the_network_says_of_the_pictures():
    found = stock_of_images(NAME, pretrained.stamp(NAME))
    pictures = on_the_map()
    logits = trained.logits_of(pretrained.load(NAME), pictures / np.float32(255))
    assert found.answers.tolist() == logits.argmax(axis=1).tolist()
    assert found.shares.min() > 0
    assert found.source == "test"
    np.testing.assert_array_equal(found.labels, stock(pretrained.trained(NAME)).labels)


def test_pictures_without_classes(monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    from cnnlab.folders import run_folder

    run = "b" * 31 + "0"
    recipe = trained.ClassifierRecipe(data="cifar10", layers=trained.SHAPES.layers)
    trained.first_weights(recipe, run_folder(run), (32, 32, 3))
    stamp = pretrained.stamp(run)
    report = report_images(run, stamp, on_the_map("shapes-classifier")[0], 0, "features")
    assert report.alike is None
    assert stock_of_images(run, stamp).labels is None
    assert "labels" not in picture_files(run, stamp)
    assert drawn_map(run, stamp, report.places)[:4] == b"\x89PNG"


def test_a_wrong_space_is_refused():
    with pytest.raises(LabError, match="features, pixels"):
        asked("colours")
