"""The mode Map of images, with small networks in place of the shipped ones."""

from __future__ import annotations

import base64
import csv
import io
from collections import OrderedDict
from types import SimpleNamespace

import numpy as np
import pytest

from cnnlab import engine, pretrained
from cnnlab.folders import run_folder
from cnnlab.images import gallery
from cnnlab.inference.images_report import report_images, stock_of_images
from cnnlab.web.classifier import use_downloads
from cnnlab.web.inside import images_downloads, images_making
from cnnlab.web.inside.asking import PAD
from tests import trained
from tests.web.inside.images_checks import NAME, RUN, message, opened, said, settled
from tests.web.mode_checks import facts, sound


@pytest.fixture(autouse=True)
def _no_maps(monkeypatch):
    monkeypatch.setattr(images_making, "_maps", type(images_making._maps)())


@pytest.mark.parametrize(("language", "word"), [("en", "nearest neighbours on the map"), ("zh", "最近邻")])
def test_it_opens_with_the_picture_in_hand_among_the_test_pictures(open_page, language, word):
    app = opened(open_page, f"lang={language}")
    assert sound(app)
    assert word in said(app)
    if language == "en":
        report = report_images(NAME, 0, gallery.digit(5)[..., None], 0, "features")
        shown = facts(app)
        assert shown["Pictures on the map"] == str(len(report.places))
        assert shown["Numbers for each picture"].startswith("32")
        assert (
            f"{100 * report.alike['pixels']:.1f} % by pixels" in shown["Nearest neighbour of the same class"]
        )
        assert f"{len(report.places)} test pictures of Digits." in said(app)


@pytest.mark.parametrize("space", ["features", "pixels"])
@pytest.mark.parametrize("plane", ["pca", "tsne"])
@pytest.mark.parametrize("network", [NAME, "shapes-classifier"])
def test_every_projection_of_everything(open_page, space, plane, network):
    app = settled(
        opened(open_page, f"cls_model={network}&in_map_space={space}&in_map_plane={plane}&in_map_tiles=true")
    )
    assert sound(app)
    about = (network, pretrained.stamp(network))
    asked = (None, 0) if network.startswith("shapes") else (gallery.digit(5)[..., None], 0)
    places = images_making._maps[(*about, space, 30.0, 0)] if plane == "tsne" else None
    report = report_images(*about, *asked, space, -1, places)
    ours = message(app)
    got = np.frombuffer(base64.b64decode(ours["places"]), "<f4").reshape(-1, 2)
    np.testing.assert_allclose(got, report.places, atol=1e-4)
    np.testing.assert_allclose(ours["own"]["place"], report.place, rtol=1e-4, atol=1e-4)
    assert [each["index"] for each in ours["near"]] == report.near.tolist()
    assert (ours["tiles"], ours["point"], ours["space"]) == (True, -1, space)
    assert (ours["axes"] is None) == (plane == "tsne")
    captions = " ".join(each.value for each in app.caption)
    assert ("t-SNE has no place" in captions) == (plane == "tsne" and report.same < 0)


def test_while_a_map_is_made_the_page_shows_the_other(open_page, monkeypatch):
    monkeypatch.setattr(images_making, "places", lambda about: None)
    app = opened(open_page, "in_map_plane=tsne")
    assert sound(app)
    assert message(app)["axes"] is not None


def test_a_map_is_taken_while_no_other_visitor_can_throw_it_out(monkeypatch):
    class Watched(OrderedDict):
        def move_to_end(self, key, last=True):
            assert images_making._lock.locked()
            super().move_to_end(key, last)

    places = np.zeros((2, 2), np.float32)
    monkeypatch.setattr(images_making, "_maps", Watched({("a",): places}))
    assert images_making._held(("a",)) is places
    assert images_making._held(("b",)) is None


def test_a_map_that_cannot_be_made_gets_a_sentence(open_page, monkeypatch):
    monkeypatch.setattr(images_making, "lay_out", refused)
    app = settled(opened(open_page, "in_map_plane=tsne"))
    assert not app.exception
    assert [each.value for each in app.error] == ["There is no network of this kind."]


def refused(*how, report):
    from cnnlab.errors import LabError

    raise LabError("There is no network of this kind.")


@pytest.mark.parametrize(
    "query",
    [
        "in_point=x",
        "in_point=1000",
        "in_map_plane=umap",
        "in_map_space=0",
        "in_map_perplexity=4",
        "in_map_seed=-1",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = opened(open_page, query)
    assert not app.exception
    assert len(app.warning) == 1
    assert message(app)["point"] == -1


def test_a_click_shows_the_neighbours_of_another_picture(open_page):
    app = opened(open_page, in_map={"point": "7#1"})
    assert sound(app)
    assert app.session_state["in_point"] == 7
    assert message(app)["point"] == 7
    assert "nearest neighbours of this picture" in said(app)
    app.session_state["in_map"] = {"point": "-1#2"}
    app.run()
    assert message(app)["point"] == -1


@pytest.mark.parametrize("sent", ["1000#1", "x#1", "#", "7", 5, None, ["7#1"], {"a": 1}, "9" * 100_000])
def test_a_click_at_nothing_changes_nothing(open_page, sent):
    app = opened(open_page, in_map={"point": sent})
    assert sound(app)
    assert app.session_state["in_point"] == -1


def test_another_picture_has_neighbours_of_its_own(open_page):
    app = opened(open_page, "in_point=7")
    assert message(app)["point"] == 7
    app.session_state["digit"] = "3"
    app.run()
    assert sound(app)
    assert message(app)["point"] == -1


def test_a_drawing_moves_the_star(open_page):
    app = opened(open_page)
    before = message(app)["own"]
    ink = np.zeros((140, 140), np.uint8)
    ink[20:120, 66:74] = 255
    app.session_state[PAD] = {"drawing": "140:" + base64.b64encode(ink.tobytes()).decode()}
    app.run()
    assert sound(app)
    after = message(app)["own"]
    assert after["place"] != before["place"]
    assert after["src"] != before["src"]
    assert app.session_state["digit"] == "own"


@pytest.mark.parametrize("sent", [5, "140:", "140:AAAA", {"a": 1}, "x" * 100_000])
def test_whatever_the_pad_sends_is_no_error(open_page, sent):
    assert sound(opened(open_page, **{PAD: {"drawing": sent}}))


def test_the_pictures_are_sent_apart_from_what_changes(open_page):
    app = opened(open_page)
    found = stock_of_images(NAME, pretrained.stamp(NAME))
    sheet = message(app, "image_stock")["picture"]
    assert sheet["src"] == f"data:image/png;base64,{base64.b64encode(found.sheet.file).decode()}"
    assert sheet["id"] == message(app)["stock"]
    app.session_state["digit"] = "3"
    app.run()
    assert message(app, "image_stock")["picture"] == sheet
    assert len(str(message(app))) < 20_000


def test_what_the_network_says_is_covered_while_a_question_is_open(open_page, monkeypatch):
    from cnnlab.web import quiz

    monkeypatch.setattr(quiz, "is_open", lambda page: True)
    app = opened(open_page)
    assert sound(app)
    assert message(app)["covered"]
    assert message(app)["own"]["says"] == ""
    assert not facts(app)
    assert "nearest neighbours on the map" not in said(app)


def test_pictures_without_classes(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    recipe = trained.ClassifierRecipe(data="cifar10", layers=trained.SHAPES.layers)
    trained.first_weights(recipe, run_folder(RUN), (32, 32, 3))
    app = opened(open_page, f"run={RUN}")
    assert sound(app)
    assert message(app, "image_stock")["picture"]["labels"] == ""
    assert message(app)["alike"] is None
    assert "pieces of the sample pictures" in said(app)
    assert "Nearest neighbour of the same class" not in facts(app)


def test_without_any_network_there_is_a_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = opened(open_page)
    assert not app.exception
    assert "No trained network" in app.error[0].value


def test_it_asks_once_and_not_again(open_page, monkeypatch):
    calls, call = [], engine.call
    monkeypatch.setattr(engine, "call", lambda *work: (calls.append(work[0]), call(*work))[1])
    app = opened(open_page)
    app.run()
    assert sound(app)
    assert calls.count(report_images) == 1


def test_the_downloads(open_page):
    app = opened(open_page, "cls_given=example&cls_example=3")
    app.session_state["downloads"] = True
    report = report_images(NAME, 0, None, 3, "features")
    now = SimpleNamespace(about=(NAME, pretrained.stamp(NAME)), names=[str(number) for number in range(10)])
    rows = list(csv.reader(images_downloads.table(report, now).decode().splitlines()))
    assert rows[0] == ["number", "class", "answer", "x", "y"]
    assert len(rows) == len(report.places) + 2
    assert rows[-1][:3] == ["own", str(report.truth), str(report.probabilities.argmax())]
    np.testing.assert_allclose([float(each) for each in rows[4][3:]], report.places[3], rtol=1e-5)
    work = (*now.about, None, 3, "features", -1, None)
    files = {each.file_name: each.make() for each in images_downloads.downloads(now, work)}
    assert files["map.png"][:4] == files["picture.png"][:4] == b"\x89PNG"
    with np.load(io.BytesIO(files["pictures.npz"])) as held:
        assert set(held) == {"pictures", "features", "logits", "labels"}
    assert files["model.weights.h5"] == use_downloads.weights(NAME)
