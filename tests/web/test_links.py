"""Every link that the prose offers opens a sound page and is taken as it stands."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl

import pytest

from cnnlab.web import errata
from cnnlab.web.activations import properties as act
from cnnlab.web.activations.depth_properties import DEPTH
from cnnlab.web.activations.function_properties import FUNCTION_MODE
from cnnlab.web.activations.softmax_properties import SOFTMAX
from cnnlab.web.activations.why_properties import WHY
from cnnlab.web.autoencoder import properties as ae
from cnnlab.web.autoencoder.compress_properties import COMPRESS
from cnnlab.web.autoencoder.imagine_properties import IMAGINE
from cnnlab.web.autoencoder.rebuild_properties import REBUILD
from cnnlab.web.autoencoder.repair_properties import REPAIR
from cnnlab.web.autoencoder.train_properties import TRAIN as AE_TRAIN
from cnnlab.web.classifier import properties as cls
from cnnlab.web.classifier.compare_properties import COMPARE
from cnnlab.web.classifier.data_properties import DATA
from cnnlab.web.classifier.examine_properties import EXAMINE
from cnnlab.web.classifier.train_properties import TRAIN
from cnnlab.web.classifier.use_properties import USE
from cnnlab.web.convolution import properties as conv
from cnnlab.web.convolution.kinds_properties import KINDS
from cnnlab.web.convolution.learn_properties import LEARN
from cnnlab.web.convolution.spectrum_properties import SPECTRUM
from cnnlab.web.convolution.stack_properties import STACK
from cnnlab.web.gan import properties as gan
from cnnlab.web.gan.experiments_properties import EXPERIMENTS
from cnnlab.web.gan.play_properties import PLAY
from cnnlab.web.gan.points_properties import POINTS
from cnnlab.web.gan.watch_properties import WATCH
from cnnlab.web.in_hand import PROPERTIES as IN_HAND
from cnnlab.web.inside import properties as inside
from cnnlab.web.inside.course_properties import COURSE
from cnnlab.web.inside.images_properties import IMAGES
from cnnlab.web.inside.layers_properties import LAYERS
from cnnlab.web.inside.wants_properties import WANTS
from cnnlab.web.inside.why_properties import WHY as WHY_THIS
from cnnlab.web.lessons import LESSONS
from cnnlab.web.pooling import properties as pool
from cnnlab.web.pooling.globally_properties import GLOBAL
from cnnlab.web.pooling.noise_properties import NOISE
from cnnlab.web.pooling.shift_properties import SHIFT
from cnnlab.web.pooling.undo_properties import UNDO
from cnnlab.web.pooling.window_properties import WINDOW_MODE
from cnnlab.web.stylize import properties as style
from cnnlab.web.stylize.how_properties import HOW
from cnnlab.web.stylize.instant_properties import INSTANT
from cnnlab.web.stylize.steps_properties import STEPS
from cnnlab.web.stylize.train_properties import TRAIN as STYLE_TRAIN
from cnnlab.web.training.properties import RUN

PAGES = {
    "convolution": (
        conv.MODE,
        {
            "filter": conv.FILTER,
            "stack": (*STACK, conv.ACTIVATION),
            "kinds": KINDS,
            "learn": LEARN,
            "spectrum": (*SPECTRUM, *conv.FILTER),
        },
    ),
    "pooling": (
        pool.MODE,
        {
            "window": (*pool.SHARED, *WINDOW_MODE),
            "noise": (*pool.SHARED, *NOISE),
            "shift": (*pool.SHARED, *SHIFT),
            "undo": (*pool.SHARED, *UNDO),
            "global": GLOBAL,
        },
    ),
    "activations": (
        act.MODE,
        {
            "function": (*act.SHARED, *FUNCTION_MODE),
            "depth": (*act.SHARED, *DEPTH),
            "softmax": SOFTMAX,
            "why": WHY,
        },
    ),
    "classifier": (
        cls.MODE,
        {
            "use": (*cls.SHARED, *USE),
            "data": DATA,
            "train": (*cls.SHARED, *TRAIN, *DATA),
            "examine": (*cls.SHARED, *EXAMINE),
            "compare": COMPARE,
        },
    ),
    "inside": (
        inside.MODE,
        {
            "layers": (*inside.SHARED, *LAYERS),
            "why": (*inside.SHARED, *WHY_THIS),
            "wants": (*inside.SHARED, *WANTS),
            "course": (*inside.SHARED, *COURSE),
            "map": (*inside.SHARED, *IMAGES),
        },
    ),
    "autoencoder": (
        ae.MODE,
        {
            "rebuild": (*ae.SHARED, *REBUILD),
            "repair": (*ae.SHARED, *REPAIR),
            "compress": (*ae.SHARED, *COMPRESS),
            "imagine": (*ae.SHARED, *IMAGINE),
            "train": AE_TRAIN,
        },
    ),
    "gan": (
        gan.MODE,
        {
            "play": (RUN, *PLAY),
            "watch": WATCH,
            "points": POINTS,
            "experiments": (RUN, *EXPERIMENTS),
        },
    ),
    "style": (
        style.MODE,
        {
            "instant": (*style.SHARED, *INSTANT),
            "steps": (*style.SHARED, *STEPS),
            "train": (*style.SHARED, *STYLE_TRAIN),
            "how": (*style.SHARED, *HOW),
        },
    ),
}
"""For each page the property that says which mode is open, and for each mode what it heeds."""


def offered() -> set[tuple[str, str]]:
    """Return page and query of every link, without the language."""
    links = {(entry.page, entry.query) for page in PAGES for entry in errata.entries(page)}
    for lesson in LESSONS.glob("*/*.md"):
        for page, query in re.findall(r"\]\(/?(\w+)\?([^)]*)\)", lesson.read_text("utf-8")):
            links.add((page, re.sub(r"&?lang=\w+", "", query)))
    for question in json.loads((LESSONS / "questions.json").read_text("utf-8")):
        links.add((question["page"], question["query"]))
    return links


@pytest.mark.parametrize(("number", "link"), enumerate(sorted(offered())))
def test_a_link_opens_what_it_says(open_page, number, link):
    page, query = link
    # One in the one language, the next in the other: each mode is opened in both by its own tests.
    app = open_page(page, f"{query}&lang={('en', 'zh')[number % 2]}")
    assert not app.exception
    assert not app.error
    assert not app.session_state["_notices"]
    mode, heeded = PAGES[page]
    there = {each.key: each for each in (mode, *IN_HAND, *heeded[app.session_state[mode.key]])}
    for key, value in parse_qsl(query):
        assert key in there, "ignored there"
        assert app.session_state[key] == there[key].read(value)
