"""The Code tab of the mode Play: the programs that give what is on the screen."""

from __future__ import annotations

from cnnlab.inference.play_report import COUNT, PAIRS, wishes
from cnnlab.networks.gan_blocks import EMBEDDING
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.gan.play_live import Now

_HEAD = '''\
"""{what} Download generator.keras beside this program."""

import keras
import numpy as np

generator = keras.saving.load_model("generator.keras")
'''
_NOISE = """

def noise(seed):
    random = np.random.default_rng(seed)
    return np.float32({truncation!r}) * random.standard_normal(({count}, {size}), np.float32)

"""
_GRID = """
labels = np.array({labels}, "int32")
pictures = generator.predict({inputs}, verbose=0)
rows = [np.concatenate(list(pictures[start : start + 4]), axis=1) for start in range(0, {count}, 4)]
keras.utils.save_img("grid.png", 255 * np.concatenate(rows), scale=False)

# One of them, moved along the directions that change most of what the first layer gives (Shen and Zhou 2021).
kernel = generator.get_layer("{layer}").kernel.numpy()[:{size}].astype("float64")
left, strengths, right = np.linalg.svd(kernel, full_matrices=False)
left = left * np.sign(left[np.abs(left).argmax(axis=0), np.arange(left.shape[1])])
chosen = left.T[{first}:{end}].astype("float32")
moved = noise({seed})[{cell}] + np.array({along}, "float32")[: len(chosen)] @ chosen
picture = generator.predict({one}, verbose=0)[0]
keras.utils.save_img("picture.png", 255 * picture, scale=False)
"""
_WALK = """
first, second = noise({seed})[{cell}], noise({to_seed})[{cell}]
part = np.linspace(0, 1, {frames}, dtype="float32")[:, np.newaxis]
{way}
{made}
# The two ends laid over one another.
part = part[..., np.newaxis, np.newaxis]
blended = (1 - part) * made[0] + part * made[-1]
rows = [np.concatenate(list(each), axis=1) for each in (made, blended)]
keras.utils.save_img("walk.png", 255 * np.concatenate(rows), scale=False)
"""
_WAYS = {
    "line": """\
between = (1 - part) * first + part * second
""",
    "arc": """\
# On the arc: the direction turns evenly, and the length goes evenly from one to the other.
lengths = [np.linalg.norm(each) for each in (first, second)]
if min(lengths) > 0:
    ends = [each / length for each, length in zip((first, second), lengths)]
    angle = np.arccos(np.clip(ends[0] @ ends[1], -1, 1))
if min(lengths) == 0 or np.sin(angle) < 1e-4:
    between = (1 - part) * first + part * second
else:
    between = np.sin((1 - part) * angle) * ends[0] + np.sin(part * angle) * ends[1]
    between = between / np.sin(angle) * ((1 - part) * lengths[0] + part * lengths[1])
""",
}
_MADE = "made = generator.predict(between, verbose=0)\n"
_MADE_OF_CLASSES = """\
# The class goes into the generator as the {embedding} values of its embedding, and these can be mixed.
embedding = generator.get_layer("embedding")
rest = keras.Model(generator.get_layer("noise_and_label").output, generator.output)
classes = embedding(np.array([{asked}, {to}], "int32")).numpy()
mixed = (1 - part) * classes[0] + part * classes[1]
made = rest.predict(np.concatenate([between, mixed], axis=1), verbose=0)
"""
_CRITIC = '''\
"""Let the discriminator judge picture.png. Run it in the laboratory's folder, which has the network."""

import keras
import numpy as np

from cnnlab import pretrained
from cnnlab.inference.sampling import score

network = pretrained.trained("{name}")
picture = keras.utils.load_img("picture.png", color_mode="{mode}")
image = keras.utils.img_to_array(picture) / 255
scores, slopes = score(network, image[np.newaxis], np.array([{claimed}]))

# What each pixel could add to the score, to first order: brighter where positive, darker where negative.
gains = np.where(slopes[0] > 0, slopes[0] * (1 - image), slopes[0] * image).sum(axis=2)
print("score", scores[0])
'''
_COPIES = '''\
"""Find the nearest training picture of each generated one. Run it in the laboratory's folder."""

import numpy as np

from cnnlab import datasets, pretrained
from cnnlab.inference import sample
from cnnlab.metrics.neighbours import nearest
from cnnlab.training.features import look
from cnnlab.training.gan_judging import classifier_for

pictures = sample(np.array({labels}), seed={seed}, model="{name}", truncation={truncation!r})
data = datasets.load("{data}")
classifier = classifier_for("{data}")
features, _ = look(classifier, pictures)
learned, _ = look(classifier, data.x_train)
distances, places = nearest(features, learned)
print(distances, data.y_train[places])
'''


def grid_program(about: Subject, work: tuple, now: Now) -> str:
    """Write the program of the grid; it leaves ``pictures`` and ``picture``, the moved one."""
    _, _, asked, seed, truncation = work
    cell, along = now.chosen
    conditional = about.recipe.conditional
    first = 2 * now.pair
    return (
        _HEAD.format(what="Make sixteen pictures of noise.")
        + _noise(about, truncation)
        + _GRID.format(
            labels=wishes(len(about.about.classes), asked, COUNT).tolist(),
            inputs=f"[noise({seed}), labels]" if conditional else f"noise({seed})",
            one=f"[moved[np.newaxis], labels[{cell} : {cell + 1}]]" if conditional else "moved[np.newaxis]",
            layer="dense_256" if about.recipe.network == "dense" else "lay_out",
            count=COUNT,
            size=about.recipe.noise,
            first=first,
            end=min(first + 2, 2 * PAIRS),
            seed=seed,
            cell=cell,
            along=list(along),
        )
    )


def walk_program(about: Subject, work: tuple) -> str:
    """Write the program of the walk; it leaves ``made`` and ``blended``; `work`: as `report_gan_walk` takes it."""
    _, _, (asked, seed), (to, to_seed), cell, truncation, way, frames = work
    made = _MADE
    if about.recipe.conditional:
        made = _MADE_OF_CLASSES.format(asked=asked, to=to, embedding=EMBEDDING)
    return (
        _HEAD.format(what="Go from one generated picture to another.")
        + _noise(about, truncation)
        + _WALK.format(seed=seed, to_seed=to_seed, cell=cell, frames=frames, way=_WAYS[way], made=made)
    )


def critic_program(about: Subject, claimed: int) -> str:
    """Write the program of the critic; it leaves ``scores`` and ``gains``."""
    mode = "grayscale" if about.about.shape[2] == 1 else "rgb"
    return _CRITIC.format(name=about.name, claimed=claimed, mode=mode)


def copies_program(about: Subject, work: tuple) -> str:
    """Write the program of the search for copies; it leaves ``distances`` and ``places``."""
    name, _, asked, seed, truncation = work
    labels = wishes(len(about.about.classes), asked, COUNT).tolist()
    return _COPIES.format(name=name, labels=labels, seed=seed, truncation=truncation, data=about.recipe.data)


def _noise(about: Subject, truncation: float) -> str:
    return _NOISE.format(truncation=truncation, count=COUNT, size=about.recipe.noise)
