"""Principal components, t-SNE, neighbours; and the pictures that excite a map."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

from cnnlab.errors import LabError
from cnnlab.explain.embedding import nearest, neighbour_map, placed_between, principal, turn_onto
from cnnlab.explain.exciting import most_exciting

random = np.random.default_rng(0)


def groups(count=60):
    centres = random.normal(0, 8, (3, 10))
    return np.concatenate([centre + random.normal(size=(count // 3, 10)) for centre in centres]).astype(
        np.float32
    )


def test_the_components_are_scikit_learns():
    features = random.normal(size=(50, 7)) * np.arange(1, 8)
    ours, theirs = principal(features, 3), PCA(3).fit(features)
    np.testing.assert_allclose(ours.shares, theirs.explained_variance_ratio_, rtol=1e-5)
    signs = np.sign((ours.directions * theirs.components_).sum(axis=1))
    np.testing.assert_allclose(ours.directions, theirs.components_ * signs[:, None], atol=1e-5)
    np.testing.assert_allclose(ours.place(features), theirs.transform(features) * signs, atol=1e-4)
    assert (ours.directions.max(axis=1) >= -ours.directions.min(axis=1)).all()


def test_features_that_do_not_differ_have_components_too():
    found = principal(np.ones((4, 3)))
    assert np.isfinite(found.place(np.ones((4, 3)))).all()


def test_neighbours_stay_neighbours():
    features = groups()
    places = neighbour_map(features, perplexity=10)
    assert places.shape == (60, 2)
    assert trustworthiness(features, places, n_neighbors=5) > 0.8
    np.testing.assert_array_equal(places, neighbour_map(features, perplexity=10))


def test_too_few_pictures_for_a_perplexity():
    with pytest.raises(LabError, match="less than the number of pictures, which is 20"):
        neighbour_map(groups()[:20], perplexity=20)


def test_the_nearest_are_found():
    features = random.normal(size=(30, 4))
    found = nearest(features, features[7], 5)
    by_hand = sorted(range(30), key=lambda index: float(((features[index] - features[7]) ** 2).sum()))[:5]
    assert found.tolist() == by_hand
    assert found[0] == 7


def test_a_new_picture_is_placed_between_its_neighbours():
    features = groups()
    places = random.normal(size=(60, 2)) + np.repeat([[0, 0], [50, 0], [0, 50]], 20, axis=0)
    place = placed_between(features, places, features[30] + 0.01)
    assert abs(place[0] - 50) < 5
    np.testing.assert_array_equal(placed_between(features, places, features[30]), places[30])


def test_the_most_exciting_pictures_as_a_plain_loop():
    values = random.normal(size=(9, 4, 5, 3))
    found = most_exciting(values, 4)
    for each in range(3):
        peaks = sorted(range(9), key=lambda picture: -values[picture, :, :, each].max())[:4]
        assert found.pictures[each].tolist() == peaks
        for rank, picture in enumerate(peaks):
            row, column = found.places[each, rank]
            assert (
                values[picture, row, column, each]
                == found.values[each, rank]
                == values[picture, ..., each].max()
            )


def test_units_without_maps_excite_as_well():
    values = random.normal(size=(7, 2))
    found = most_exciting(values, 2)
    assert found.pictures.tolist() == np.argsort(-values, axis=0)[:2].T.tolist()
    assert (found.places == 0).all()


def test_fewer_pictures_than_numbers_have_scikit_learns_components_too():
    features = random.normal(size=(12, 40)) * np.linspace(1, 5, 40)
    ours, theirs = principal(features, 3), PCA(3).fit(features)
    np.testing.assert_allclose(ours.shares, theirs.explained_variance_ratio_, rtol=1e-6)
    signs = np.sign((ours.directions * theirs.components_).sum(axis=1))
    np.testing.assert_allclose(ours.directions, theirs.components_ * signs[:, None], atol=1e-5)
    assert np.isfinite(principal(np.ones((3, 9))).place(np.ones((3, 9)))).all()


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_turn_onto_other_places_is_orthogonal_and_finds_the_way_back(mirrored):
    places = random.normal(size=(40, 2)) * (3, 1)
    places -= places.mean(axis=0)
    angle = 2.1
    there = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    if mirrored:
        there = there @ np.diag([1, -1])
    turn = turn_onto(places @ there, places)
    np.testing.assert_allclose(turn @ turn.T, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(places @ there @ turn, places, atol=1e-12)


def test_no_other_turn_comes_nearer():
    places, others = random.normal(size=(2, 30, 2))
    best = np.linalg.norm(places @ turn_onto(places, others) - others)
    for angle in np.linspace(0, 2 * np.pi, 90):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        for each in (turn, turn @ np.diag([1, -1])):
            assert np.linalg.norm(places @ each - others) >= best - 1e-12
