"""The Code tab of the mode Map of images: the program that gives what is on the screen."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.images_report import FEWEST, ImagesReport
from cnnlab.training.script_network import network
from cnnlab.web.inside import images_properties as p
from cnnlab.web.inside.asking import Asked

_HEAD = '''\
"""Lay pictures out in a plane, and find where picture.png lies among them.

Download pictures.npz, picture.png and model.weights.h5 beside this program.
"""

import keras
import numpy as np
from keras import layers
{imports}
SEED = {seed}
CLASSES = {classes}
NEIGHBOURS = {neighbours}

{network}model.load_weights("model.weights.h5")

with np.load("pictures.npz") as held:
    pictures = held["pictures"]
{labels}picture = keras.utils.img_to_array(keras.utils.load_img("picture.png", color_mode="{mode}"))
images = np.concatenate([pictures, picture[np.newaxis]]).astype("float32")
'''
_FEATURES = """\
{scale}
# The last layer is taken off: what went into it are the features.
features_of = keras.Model(model.inputs[0], model.layers[-1].input)
vectors = features_of.predict(images, batch_size=256, verbose=0)
"""
_PIXELS = """\
vectors = images.reshape(len(images), -1) / 255
"""
_NEAR = """\
features, own = vectors[:-1], vectors[-1]

# The neighbours, by the distance in all {dimensions} numbers; a picture is no neighbour of its own.
{centre}distances = np.linalg.norm(features - {vector}, axis=1)
near = np.argsort(distances, kind="stable")
near = near[near != itself][:NEIGHBOURS]
for index in near:
    print(f"picture {{index}}{naming}: distance {{distances[index]:.4g}}")
"""
_CLASSES = """\

# How often is the nearest neighbour of the same class?
squares = (features.astype("float64") ** 2).sum(axis=1)
apart = squares[:, np.newaxis] + squares - 2 * features.astype("float64") @ features.T
np.fill_diagonal(apart, np.inf)
alike = np.mean(labels[apart.argmin(axis=1)] == labels)
print(f"nearest neighbour of the same class: {alike:.1%}")
"""
_PCA = """\

# The two directions in which the pictures differ most.
mean = features.mean(axis=0)
_, sizes, directions = np.linalg.svd(features - mean, full_matrices=False)
axes = directions[:2]
# Either sign is as good: the largest component is made positive.
axes *= np.sign(np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, np.newaxis], axis=1))
places = (features - mean) @ axes.T
place = (own - mean) @ axes.T
shares = sizes**2 / (sizes**2).sum()
print(f"variance in the plane: {shares[:2].sum():.1%}; place of the picture: {place}")
"""
_TSNE = """\

tsne = TSNE(perplexity={perplexity}, init="pca", random_state={random})
with threadpool_limits(1):  # several threads add in another order, and the map comes out otherwise
    places = tsne.fit_transform(features)
# t-SNE has no place for a picture that came later: it is put between its nearest neighbours.
{between}print(f"place of the picture: {{place}}")
"""
_FLAT = """\

# t-SNE needs at least {fewest} pictures, of two numbers each, that differ: here the numbers themselves are the places.
places = np.pad(features[:, :2], ((0, 0), (0, max(0, 2 - features.shape[1]))))
# A picture that came later is put between its nearest neighbours.
{between}print(f"place of the picture: {{place}}")
"""
_BETWEEN = {
    False: """\
away = np.linalg.norm(features - own, axis=1)
nearest = np.argsort(away, kind="stable")[:NEIGHBOURS]
if away[nearest[0]] == 0:
    place = places[nearest[0]]
else:
    place = np.average(places[nearest], axis=0, weights=1 / away[nearest])
""",
    True: "place = places[{same}]  # the picture is one of them\n",
}


def program(now: Asked, report: ImagesReport, space: str, by_tsne: bool) -> str:
    """Write the program.

    Returns
    -------
    str
        It reads ``pictures.npz``, ``picture.png`` and ``model.weights.h5``, and leaves ``places``, ``place``, ``near``
        and ``distances``.
    """
    recipe, about = now.network.recipe, now.network.about
    labelled = report.alike is not None
    parts = [
        _HEAD.format(
            imports="from sklearn.manifold import TSNE\nfrom threadpoolctl import threadpool_limits\n"
            if by_tsne
            else "",
            seed=recipe.seed,
            classes=list(about.classes),
            neighbours=max(1, len(report.near)),
            network=network(recipe, about.shape, len(about.classes)),
            labels='    labels = held["labels"]\n' if labelled else "",
            mode="grayscale" if about.shape[2] == 1 else "rgb",
        ),
        _PIXELS
        if space == "pixels"
        else _FEATURES.format(scale="images /= 255\n" if recipe.scale_inputs else ""),
        _near(report, space, labelled),
    ]
    if labelled:
        parts.append(_CLASSES)
    if by_tsne:
        between = _BETWEEN[report.same >= 0].format(same=report.same)
        if _is_flat(report, space):
            parts.append(_FLAT.format(fewest=FEWEST, between=between))
            return "".join(parts)
        perplexity = min(int(p.PERPLEXITY.value), (len(report.places) - 1) / 3)
        parts.append(_TSNE.format(perplexity=f"{perplexity:g}", random=int(p.SEED.value), between=between))
    else:
        parts.append(_PCA)
    return "".join(parts)


def _is_flat(report: ImagesReport, space: str) -> bool:
    """Tell whether there is too little for t-SNE: see `cnnlab.inference.images_report.lay_out`."""
    few = len(report.places) < FEWEST or report.dimensions[space] < 2
    return few or not np.ptp(report.places, axis=0).any()


def _near(report: ImagesReport, space: str, labelled: bool) -> str:
    itself = report.point if report.point >= 0 else report.same
    note = "  # the picture is none of them" if itself < 0 else ""
    return _NEAR.format(
        dimensions=report.dimensions[space],
        centre=f"itself = {itself}{note}\n",
        vector="features[itself]" if report.point >= 0 else "own",
        naming=" ({CLASSES[labels[index]]})" if labelled else "",
    )
