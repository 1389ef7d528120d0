"""The mode Instant: what is on the screen is what the network paints, and the program paints the same."""

from __future__ import annotations

import io
from urllib.parse import parse_qsl

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.images import as_bytes, encoding, gallery, styles
from cnnlab.inference import stylize
from cnnlab.web import long_results
from cnnlab.web.components import eraser
from cnnlab.web.stylize import (
    instant_asking,
    instant_questions,
    instant_view,
    properties,
)
from cnnlab.web.stylize.instant_properties import INSTANT
from tests.web.stylize.instant_checks import QUICK, brushed, sound, values


@pytest.fixture(autouse=True)
def _small(painter):
    """No test here needs the shipped network."""


@pytest.fixture
def shown(monkeypatch):
    """What the browser is given last: the two pictures of before and after."""
    found: dict[str, np.ndarray] = {}

    def note(key, before, after, words, *, large=False):
        found.update(before=before, after=after, words=words)

    monkeypatch.setattr(instant_view, "before_after", note)
    return found


def test_a_link_names_style_and_seed(open_page):
    app = sound(open_page("style", f"{QUICK}&style_picture=glass&style_seed=2"))
    assert (app.session_state["style_picture"], app.session_state["style_seed"]) == ("glass", 2)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_first_paint(open_page, shown, language):
    sound(open_page("style", f"lang={language}"))
    assert shown["before"].shape == shown["after"].shape == (384, 384, 3)
    assert all(shown["words"])


@pytest.mark.parametrize(
    ("query", "settings"),
    [
        ("", {}),
        ("&style_strength=40", {"strength": 0.4}),
        ("&style_keep=true&style_strength=80", {"strength": 0.8, "keep_colour": True}),
        ("&style_second=waves&style_mix=25", {"style2": styles.sample("waves", 3), "mix": 0.25}),
    ],
)
def test_what_is_shown_is_what_the_network_paints(open_page, shown, query, settings):
    sound(open_page("style", f"{QUICK}&style_picture=glass&style_seed=3{query}"))
    cat = gallery.sample("cat")
    assert shown["before"].shape == (256, 256, 3)
    assert abs(shown["before"].mean() - cat.mean()) < 15
    if "style2" in settings:
        settings = settings | {"style2": values(settings["style2"])}
    wanted = stylize(values(shown["before"]), values(styles.sample("glass", 3)), **settings)
    np.testing.assert_array_equal(shown["after"], as_bytes(wanted))


def test_no_strength_is_the_photograph(open_page, shown):
    sound(open_page("style", f"{QUICK}&style_strength=0"))
    assert np.abs(shown["before"].astype(int) - shown["after"]).max() <= 1


def test_a_style_is_seen_by_the_network_once(open_page, shown, monkeypatch):
    app = sound(open_page("style", QUICK))
    before = shown["after"]
    monkeypatch.setattr("cnnlab.inference.stylizing.code_of", lambda *_: pytest.fail("seen once more"))
    app.get_by_key("style_strength").set_value(50).run()
    sound(app)
    assert not np.array_equal(before, shown["after"])


def test_a_grey_picture_and_one_that_is_not_square(open_page, shown):
    sound(open_page("style", "picture=photographer&tone=grey&style_size=256"))
    assert shown["before"].shape == (256, 256, 3)
    sound(open_page("style", "picture=coffee&crop=fit&style_size=256"))
    assert shown["before"].shape == (170, 256, 3)


@pytest.mark.parametrize(
    "query",
    [
        "style_picture=nothing",
        "style_seed=1000",
        "style_strength=101",
        "style_size=1e9",
        "style_second=x",
        "style_mix=-1",
        "style_keep=perhaps",
        "run=" + "0" * 32 + "&style_network=run",
    ],
)
def test_a_link_that_does_not_fit(open_page, query):
    sound(open_page("style", f"style_size=256&{query}"))


def test_a_click_on_a_style_chooses_it(open_page):
    app = sound(open_page("style", QUICK, style_strip={"choice": "marbling#1"}))
    assert app.session_state["style_picture"] == "marbling"


@pytest.mark.parametrize("sent", ["own#1", "x#2", 5, "#", None, ["a"]])
def test_what_a_browser_sends_in_place_of_a_style(open_page, sent):
    app = sound(open_page("style", QUICK, style_strip={"choice": sent}))
    assert app.session_state["style_picture"] == styles.DEFAULT


def test_a_link_to_a_style_of_somebodys_own(open_page):
    app = sound(open_page("style", f"{QUICK}&style_picture=own&style_second=own"))
    assert app.session_state["style_picture"] == styles.DEFAULT
    assert any("style picture of somebody" in each.value for each in app.warning)


def upload(app, data: bytes):
    return app.get_by_key("style_upload_0").upload("mine.png", data, "image/png").run()


def test_a_style_of_ones_own(open_page, shown):
    app = open_page("style", QUICK, style_menu=True, style_source="upload")
    sound(app)
    before = shown["after"]
    file = io.BytesIO()
    mine = np.random.default_rng(0).integers(0, 256, (700, 40), dtype=np.uint8)
    Image.fromarray(mine).save(file, "PNG")
    sound(upload(app, file.getvalue()))
    assert app.session_state["style_picture"] == "own"
    assert app.session_state["_own_style"].shape == (512, 29, 3)
    assert not np.array_equal(before, shown["after"])


@pytest.mark.parametrize("data", [b"no picture", b"", b"\x89PNG\r\n\x1a\n" + bytes(30)])
def test_a_file_that_is_no_picture(open_page, data):
    app = open_page("style", QUICK, style_menu=True, style_source="upload")
    upload(app, data)
    assert not app.exception
    assert len(app.error) == 1
    assert app.session_state["style_picture"] == styles.DEFAULT


@pytest.mark.parametrize("sent", [None, "x", 7, "a:b", "0" * 99])
def test_the_brush_and_what_a_browser_may_send(open_page, sent):
    sound(open_page("style", f"{QUICK}&style_brush=true", style_instant_brush={"mask": sent}))


def test_only_where_it_is_painted_does_the_style_go(open_page, monkeypatch):
    asked = []
    monkeypatch.setattr(
        instant_view,
        "reveal",
        lambda key, name, content, made, grid: asked.append((name, content, made, grid)),
    )
    sound(open_page("style", f"{QUICK}&style_brush=true"))
    _, content, made, grid = asked[-1]
    painted = np.zeros(grid, bool)
    painted[:, : grid[1] // 2] = True
    name = encoding.picture_id(content)
    np.testing.assert_array_equal(eraser.parse_mask(brushed(content, painted), name, grid), painted)
    now = instant_asking.Asked("stylizer", content, content, None, 1.0, 0.0, False, True, content)
    monkeypatch.setattr(eraser, "held_text", lambda key: brushed(content, painted))
    seen = now.seen(made)
    np.testing.assert_array_equal(seen[:, :120], made[:, :120])
    np.testing.assert_array_equal(seen[:, 136:], content[:, 136:])


def soft_by_hand(painted: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Lay a coarse mask over a larger picture: between the middles of its squares it goes over in a straight line."""

    def between(place: int, large: int, small: int) -> tuple[int, int, float]:
        at = min(max((place + 0.5) * small / large - 0.5, 0.0), small - 1.0)
        low = min(int(at), small - 1)
        return low, min(low + 1, small - 1), at - low

    found = np.zeros((rows, columns))
    for row in range(rows):
        top, bottom, down = between(row, rows, painted.shape[0])
        for column in range(columns):
            left, right, across = between(column, columns, painted.shape[1])
            above = painted[top, left] * (1 - across) + painted[top, right] * across
            below = painted[bottom, left] * (1 - across) + painted[bottom, right] * across
            found[row, column] = above * (1 - down) + below * down
    return found


def test_the_soft_brush_is_that_of_a_plain_loop(monkeypatch):
    rng = np.random.default_rng(2)
    hand = rng.integers(0, 256, (9, 12, 3), dtype=np.uint8)
    content, made = rng.integers(0, 256, (2, 30, 40, 3), dtype=np.uint8)
    painted = rng.random((9, 12)) < 0.4
    monkeypatch.setattr(eraser, "held_text", lambda key: brushed(hand, painted))
    now = instant_asking.Asked("stylizer", content, content, None, 1.0, 0.0, False, True, hand)
    assert now.grid == painted.shape
    wanted = soft_by_hand(painted.astype(float), 30, 40)
    assert ((wanted > 0) & (wanted < 1)).any()
    np.testing.assert_allclose(now.mask(), wanted, atol=1e-5)
    seen = now.seen(made)
    for row, column in np.ndindex(30, 40):
        for channel in range(3):
            share = wanted[row, column]
            mixed = (1 - share) * content[row, column, channel] + share * made[row, column, channel]
            assert seen[row, column, channel] == pytest.approx(mixed, abs=0.501)


def test_what_is_painted_by_hand_stays_at_another_size(open_page, monkeypatch):
    asked = []
    monkeypatch.setattr(
        instant_view, "reveal", lambda key, name, content, made, grid: asked.append((name, grid))
    )
    for size in ("256", "384"):
        sound(open_page("style", f"style_mode=instant&picture=cat&style_brush=true&style_size={size}"))
    assert asked[0] == asked[-1]


def test_a_large_one_is_painted_elsewhere_and_kept(open_page, shown, monkeypatch):
    monkeypatch.setattr(instant_asking, "QUICK", 100 * 100)
    app = sound(open_page("style", QUICK))
    while "Result" not in str([each.proto.body for each in app.get("html")]):
        app.run()
    sound(app)
    wanted = stylize(values(shown["before"]), values(styles.sample(styles.DEFAULT)))
    np.testing.assert_array_equal(shown["after"], as_bytes(wanted))
    assert len(long_results._made) == 1


def test_without_the_network_it_is_said(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = open_page("style", QUICK)
    assert not app.exception
    assert "models/stylizer" in app.error[0].value


def test_each_question_can_be_answered_and_opens_a_state_of_the_page():
    known = {each.key: each for each in (properties.MODE, *properties.SHARED, *INSTANT)}
    for question in instant_questions.questions():
        assert question.answer in question.options
        assert set(question.slips) == set(question.options) - {question.answer}
        assert all(known[key].accepts(value) for key, value in parse_qsl(question.query))
