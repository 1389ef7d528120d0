"""The mode Imagine, with small networks in place of the shipped ones."""

from __future__ import annotations

import base64
import csv
import io
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.images import gallery
from cnnlab.inference.imagine_odd import Odd, report_odd
from cnnlab.inference.imagine_report import decode_at, report_space
from cnnlab.inference.imagine_samples import report_samples
from cnnlab.inference.imagine_walk import report_walk
from cnnlab.web.autoencoder import imagine_downloads, imagine_live, imagine_odd_words
from cnnlab.web.autoencoder import imagine_properties as q
from cnnlab.web.autoencoder.imagine_plane import PLANE
from cnnlab.web.autoencoder.imagine_walk import PAD
from tests.imagine_networks import models
from tests.web.mode_checks import facts, pictures, sound

COUNTS = (("noise", 16, 16), ("negative", 8, 16), ("shape", 3, 16), ("black", 0, 1))
FIVE, THREE = gallery.digit(5)[..., None], gallery.digit(3)[..., None]


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def opened(open_page, query="", **session):
    return open_page("autoencoder", f"ae_mode=imagine&{query}", **session)


def said(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def message(app, key: str) -> dict:
    """What a component is told."""
    for each in app.get("bidi_component"):
        if each.proto.component_name.endswith(key):
            return json.loads(each.proto.json)
    raise AssertionError(key)


def plane(app) -> dict:
    return message(app, "code_plane") | message(app, "plane_relay")


def stock(app) -> dict:
    return plane(app)["stock"]


def decoded(app) -> np.ndarray:
    return np.frombuffer(base64.b64decode(plane(app)["answer"]["picture"]), np.uint8).reshape(28, 28)


def test_it_opens_with_the_plane_at_the_given_digit(open_page):
    app = opened(open_page)
    assert sound(app)
    report = report_space("mnist-vae-2", 0, FIVE, 0)
    place = imagine_live.text_of(report.own)
    assert plane(app)["place"] == plane(app)["answered"] == place
    np.testing.assert_array_equal(decoded(app), decode_at("mnist-vae-2", 0, q.numbers(place)).pixels)
    assert stock(app)["prior"]
    assert not stock(app)["axes"]
    assert "standard normal distribution" in said(app)
    assert facts(app)["Classifier surer than 90 %"] == f"at {report.sure} of 400 places of the plane"


@pytest.mark.parametrize("view", ["plane", "walk", "samples", "odd"])
@pytest.mark.parametrize("network", ["plain_2", "vae_2", "plain_8", "vae_16", "plain_32"])
def test_every_network_in_every_view(open_page, view, network):
    app = opened(open_page, f"ae_imagine={view}&ae_plane_network={network}&ae_imagine_network={network}")
    assert sound(app)
    assert app.code[0].value.count("decoder = keras.Model") == 1


@pytest.mark.parametrize("view", ["plane", "walk", "samples", "odd"])
def test_it_speaks_chinese(open_page, view):
    app = opened(open_page, f"ae_imagine={view}&lang=zh")
    assert sound(app)
    words = {"plane": "解码器", "walk": "分类器", "samples": "先验", "odd": "均方误差"}
    assert words[view] in said(app)


def test_a_move_asks_only_for_its_own_picture(open_page, monkeypatch):
    app = opened(open_page)
    before = decoded(app)
    asked = []
    monkeypatch.setattr(
        imagine_live, "ask_again", lambda *args, **more: asked.append(args) or decode_at(*args[1:])
    )
    app.session_state[imagine_live.LIVE] = {"at": "1.5,-0.5#1"}
    app.run()
    assert [args[3] for args in asked] == [(1.5, -0.5)]
    assert plane(app)["answered"] == "1.5,-0.5"
    assert (decoded(app) != before).any()
    # The page around it is set to another place until the hand rests.
    assert plane(app)["place"] != "1.5,-0.5"
    app.session_state[PLANE] = {"place": "1.5,-0.5#2"}
    app.run()
    assert plane(app)["place"] == plane(app)["answered"] == "1.5,-0.5"
    assert app.session_state[q.AT.key] == "1.5,-0.5"


@pytest.mark.parametrize(
    "sent", ["", "1", "1,2,3", "nan,0", "inf,1", "1e9,0", "a,b", "1,2" * 9000, 7, None, {"x": 1}]
)
def test_whatever_a_browser_sends_is_survived(open_page, sent):
    app = opened(open_page)
    place = plane(app)["place"]
    for key, name in ((imagine_live.LIVE, "at"), (PLANE, "place")):
        app.session_state[key] = {name: f"{sent}#1" if isinstance(sent, str) else sent}
        app.run()
        assert sound(app)
        assert plane(app)["answered"] == place


def test_another_network_begins_at_the_given_picture(open_page):
    app = opened(open_page, "ae_place=0.5,0.5")
    assert plane(app)["answered"] == "0.5,0.5"
    app.session_state[q.PLANE_NETWORK.key] = "plain_8"
    app.run()
    report = report_space("mnist-autoencoder-8", 0, FIVE, 0)
    assert plane(app)["answered"] == imagine_live.text_of(report.own)
    assert stock(app)["axes"]
    assert stock(app)["places"] == 8


@pytest.mark.parametrize(
    "query",
    [
        "ae_imagine=map",
        "ae_plane_network=gan",
        "ae_place=1",
        "ae_place=1,nan",
        "ae_place=1,2,3,4,5,6,7,8,9",
        "ae_plane_show=all",
        "ae_walk_to=me",
        "ae_walk_example=1000",
        "ae_walk_frames=8",
        "ae_samples=1000",
        "ae_samples_seed=-1",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = opened(open_page, query)
    assert not app.exception
    assert len(app.warning) == 1


def test_a_place_of_another_network_in_a_link_is_left_alone(open_page):
    app = opened(open_page, "ae_place=1,2,3")
    assert sound(app)
    assert len(q.numbers(plane(app)["place"])) == 2


@pytest.mark.parametrize("show", ["codes", "both", "digits"])
def test_what_lies_on_the_plane(open_page, show):
    app = opened(open_page, f"ae_plane_show={show}")
    assert stock(app)["show"] == show
    hint = stock(app)["words"]["hint"]
    assert ("Dots:" in hint) == ("Dots" in facts(app)) == (show != "digits")
    assert ("what the decoder makes" in hint) == (show != "codes")


@pytest.mark.parametrize(
    "query", ["ae_given=digit", "ae_given=example&ae_example=3", "ae_given=picture&picture=cat"]
)
@pytest.mark.parametrize("to", ["example", "digit", "picture", "drawing"])
def test_a_walk_between_any_two_pictures(open_page, query, to):
    app = opened(open_page, f"ae_imagine=walk&ae_walk_to={to}&ae_walk_frames=7&{query}")
    assert sound(app)
    assert len(pictures(app)) == 14
    assert bool(app.info) == (to == "drawing")


def test_a_walk_says_what_is_read_on_it(open_page):
    app = opened(open_page, "ae_imagine=walk&ae_walk_to=digit&ae_given=example&ae_example=2")
    walk = report_walk("mnist-vae-16", 0, (None, 2), (FIVE, 1), 9)
    assert f"**{walk.sure[0]}** of the 9 decoded frames, and of **{walk.sure[1]}** of the blended" in said(
        app
    )
    best = walk.blended_shares[-1]
    assert pictures(app)[-1].startswith(f"Frame 9: {best.argmax()}, ")


def test_a_drawing_ends_a_walk(open_page):
    ink = np.zeros((140, 140), np.uint8)
    ink[20:120, 65:80] = 255
    text = "140:" + base64.b64encode(ink.tobytes()).decode()
    app = opened(open_page, "ae_imagine=walk&ae_walk_to=drawing", **{PAD: {"drawing": text}})
    assert sound(app)
    assert not app.info
    assert pictures(app)[-1].startswith("Frame 9: 1,")


def test_both_kinds_may_be_in_hand_where_a_walk_needs_them(open_page):
    app = opened(open_page, "ae_imagine=walk&ae_walk_to=picture", hand_menu=True)
    assert sound(app)
    assert app.session_state["hand"] in ("digit", "picture")


def test_samples_are_counted(open_page):
    app = opened(open_page, "ae_imagine=samples&ae_samples=16&ae_samples_seed=3&ae_imagine_network=plain_8")
    found = report_samples("mnist-autoencoder-8", 0, 16, 3)
    assert sound(app)
    assert "nothing to draw from" in said(app)
    digits = " ".join(map(str, found.prior_shares.argmax(axis=1)))
    assert pictures(app)[0].endswith(digits)
    assert f"{100 * found.sure['mixture']:.1f} %" in facts(app)["Surer than 90 %"]
    app.button(key="ae_draw_others").click().run()
    assert app.session_state[q.SEED.key] == 4


def test_the_odd_ones_are_counted(open_page):
    app = opened(open_page, "ae_imagine=odd&ae_imagine_network=plain_8")
    report = report_odd("mnist-autoencoder-8", 0, FIVE, 0)
    assert sound(app)
    verdict = "it stands out" if report.error > report.threshold else "it passes for a digit"
    assert verdict in said(app)
    body = " ".join(each.proto.body for each in app.get("html"))
    for each in report.odd[:-1]:
        assert f"{each.caught} of {each.count} caught" in body


def test_which_odd_ones_pass_is_said_and_covered_while_a_question_is_open(open_page):
    picture = np.zeros((28, 28, 1), np.uint8)
    found = [Odd(kind, picture, picture, 0.1, caught, count) for kind, caught, count in COUNTS]
    report = replace(report_odd("mnist-autoencoder-8", 0, FIVE, 0), odd=tuple(found))
    said = imagine_odd_words.odd_source(report, True, "", False)
    assert "Not caught: black. Mostly not caught: shape. A small error" in said
    assert "noise" not in said
    assert "aught" not in imagine_odd_words.odd_source(report, True, "", True)
    assert "A small error" not in imagine_odd_words.odd_source(replace(report, odd=()), True, "", False)


@pytest.mark.parametrize("view", ["plane", "walk", "samples", "odd"])
def test_what_the_classifier_says_is_covered_while_a_question_is_open(open_page, view):
    app = opened(open_page, f"ae_imagine={view}", autoencoder_question="x")
    assert sound(app)
    assert "surer than 90 %" not in said(app).lower().replace("no class more than 90 %", "")
    if view == "plane":
        assert plane(app)["answer"]["shares"] is None


def test_a_network_that_is_not_here_gets_a_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    for view in ("plane", "walk", "samples", "odd"):
        app = opened(open_page, f"ae_imagine={view}")
        assert not app.exception
        assert len(app.error) == 1


def test_the_files_are_what_they_say():
    asked = ("mnist-vae-2", 0, FIVE, 0)
    report = report_space(*asked)
    now = imagine_live.Now("mnist-vae-2", 0, "0.5,1", (), 2, False)
    files = {each.file_name: each.make() for each in imagine_downloads.plane(asked, report, now)}
    digit = np.asarray(Image.open(io.BytesIO(files["decoded.png"])))
    np.testing.assert_array_equal(digit[::8, ::8], decode_at("mnist-vae-2", 0, (0.5, 1.0)).pixels)
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(files["plane.png"]))), report.sheet)
    with np.load(io.BytesIO(files["plane.npz"])) as held:
        np.testing.assert_array_equal(held["codes"], report.codes)
    assert set(files) == {"decoded.png", "plane.png", "plane.npz", "model.weights.h5", "codes.npz"}

    work = ("mnist-vae-2", 0, (FIVE, 0), (THREE, 0), 7)
    files = {each.file_name: each.make() for each in imagine_downloads.walk(work)}
    assert files["walk.gif"].startswith(b"GIF89a")
    with np.load(io.BytesIO(files["walk.npz"])) as held:
        assert held["decoded"].shape == (7, 28, 28)
        assert held["blended_probabilities"].shape == (7, 10)
    files = {each.file_name: each.make() for each in imagine_downloads.samples(("mnist-vae-2", 0, 16, 0))}
    assert Image.open(io.BytesIO(files["prior.png"])).size == (4 * 115, 4 * 115)
    files = {each.file_name: each.make() for each in imagine_downloads.odd(asked)}
    rows = list(csv.DictReader(io.StringIO(files["errors.csv"].decode())))
    assert float(rows[0]["median_error"]) == pytest.approx(report_odd(*asked).error, rel=1e-5)
