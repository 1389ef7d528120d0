"""The mode Play of the page GAN, with a small network in place of the shipped one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.images import gallery
from cnnlab.inference.play_copies import report_copies
from cnnlab.inference.play_critic import report_critic
from cnnlab.inference.play_report import move, report_play
from cnnlab.inference.play_walk import report_gan_walk
from cnnlab.recipes import ClassifierRecipe, GanRecipe, write
from cnnlab.web.gan import play_live
from cnnlab.web.gan import play_properties as p
from cnnlab.web.gan.play_grid import GRID
from tests.gans import NAME, SMALL, models, write_run
from tests.web.gan.play_checks import VIEWS, grid, moved, opened, said, tiles
from tests.web.mode_checks import facts, pictures, sound

FIVE = gallery.digit(5)[..., None]


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def test_it_opens_with_sixteen_pictures_and_the_first_of_them_large(open_page):
    app = opened(open_page)
    assert sound(app)
    report = report_play(NAME, 0, -1, 0, 1.0)
    np.testing.assert_array_equal(tiles(app), report.pictures)
    np.testing.assert_array_equal(moved(app), report.pictures[0])
    assert f"**{report.right} of 16**" in said(app)
    wrong = report.shares.argmax(axis=1) != report.labels
    assert [each != "" for each in grid(app)["stock"]["wrong"]] == wrong.tolist()
    assert facts(app)["As asked for"].startswith(f"{100 * report.measured.right:.0f} %")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_view_in_both_languages(open_page, view, language):
    app = opened(open_page, f"gan_view={view}&lang={language}")
    assert sound(app)
    assert "generator" in app.code[0].value or "cnnlab" in app.code[0].value


def test_the_digit_the_seed_and_the_truncation_are_heeded(open_page):
    app = opened(open_page, "gan_digit=4&gan_seed=7&gan_truncation=0.5&gan_place=9,1,-2&gan_directions=1")
    assert sound(app)
    np.testing.assert_array_equal(tiles(app), report_play(NAME, 0, 4, 7, 0.5).pictures)
    np.testing.assert_array_equal(moved(app), move(NAME, 0, 4, 7, 0.5, 9, 1, (1.0, -2.0)).pixels)
    assert grid(app)["stock"]["first"] == 2
    app.button(key="gan_seed_next").click().run()
    np.testing.assert_array_equal(tiles(app), report_play(NAME, 0, 4, 8, 0.5).pictures)


def test_a_move_asks_only_for_its_own_picture(open_page, monkeypatch):
    app = opened(open_page)
    asked = []
    monkeypatch.setattr(play_live, "ask_again", lambda *args, **more: asked.append(args) or move(*args[1:]))
    app.session_state[play_live.LIVE] = {"at": "5,1.5,-0.5#1"}
    app.run()
    assert [args[6:] for args in asked] == [(5, 0, (1.5, -0.5))]
    assert grid(app)["answered"] == "5,1.5,-0.5"
    np.testing.assert_array_equal(moved(app), move(NAME, 0, -1, 0, 1.0, 5, 0, (1.5, -0.5)).pixels)
    # The page around it is set to another place until the hand rests.
    assert grid(app)["place"] == "0,0,0"
    app.session_state[GRID] = {"place": "5,1.5,-0.5#2"}
    app.run()
    assert app.session_state[p.PLACE.key] == grid(app)["place"] == "5,1.5,-0.5"


@pytest.mark.parametrize(
    "sent", ["", "1", "1,2,3,4", "16,0,0", "-1,0,0", "0,nan,0", "0,inf,0", "0,9,0", "a,b,c", "²,0,0", 7, None]
)
def test_whatever_a_browser_sends_is_survived(open_page, sent):
    app = opened(open_page)
    for key, name in ((play_live.LIVE, "at"), (GRID, "place")):
        app.session_state[key] = {name: f"{sent}#1" if isinstance(sent, str) else sent}
        app.run()
        assert sound(app)
        assert grid(app)["answered"] == "0,0,0"


@pytest.mark.parametrize(
    "query",
    [
        "gan_view=all",
        "gan_digit=10",
        "gan_seed=-1",
        "gan_truncation=2",
        "gan_place=16,0,0",
        "gan_directions=4",
        "gan_claim=x",
        "gan_to=all",
        "gan_way=round",
        "gan_frames=8",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page("gan", query)
    assert not app.exception
    assert len(app.warning) == 1


def test_the_critic_says_how_real_the_digit_in_hand_is(open_page):
    app = opened(open_page, "gan_view=critic&gan_claim=5&gan_mend=true&gan_seed=3&gan_place=2,0,0")
    report = report_critic(NAME, 0, FIVE, 5, 3, 2, 1.0)
    assert sound(app)
    real, made = report.above(report.score)
    assert f"**{100 * real:.0f} %** of real test digits, and than {100 * made:.0f} % of generated" in said(
        app
    )
    beaten = report.score > report.twin_score
    assert ("You beat the generated one" in said(app)) == beaten
    assert len(pictures(app)) == 6
    assert "What would raise the score most" in said(app)


def test_a_walk_says_what_is_read_on_it(open_page):
    app = opened(open_page, "gan_view=walk&gan_from=2&gan_to=7&gan_seed=4&gan_to_seed=6&gan_frames=7")
    walk = report_gan_walk(NAME, 0, (2, 4), (7, 6), 0, 1.0, "arc", 7)
    assert sound(app)
    assert len(pictures(app)) == 14
    assert f"**{walk.sure[0]}** of 7 generated frames, and of **{walk.sure[1]}** of the blended" in said(app)
    assert pictures(app)[0].startswith(f"Frame 1: {walk.made_shares[0].argmax()}, ")


def test_with_the_same_seed_the_noise_stays(open_page):
    app = opened(open_page, "gan_view=walk&gan_seed=4&gan_to_seed=4")
    assert "The noise stays, and the class goes from 3 to 8" in said(app)


def test_copies_are_looked_for_by_themselves(open_page):
    app = opened(open_page, "gan_view=copy&gan_digit=6&gan_seed=2")
    assert sound(app)
    report = report_copies(NAME, 0, 6, 2, 1.0, report=lambda *_, **__: None)
    assert len(pictures(app)) == 32
    assert f"the nearest of the **{report.count}**" in said(app)
    nearer = int((report.distances < np.median(report.usual)).sum())
    assert f"{nearer} of 16 are nearer" in said(app)


@pytest.mark.parametrize("view", VIEWS)
def test_what_the_network_says_is_covered_while_a_question_is_open(open_page, view):
    app = opened(open_page, f"gan_view={view}&gan_mend=true", gan_question="x")
    assert sound(app)
    words = said(app) + " ".join(pictures(app))
    assert "The classifier" not in words
    assert "more real than" not in words
    assert not facts(app)


def test_without_the_shipped_network_there_is_one_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = open_page("gan", "gan_mode=play")
    assert not app.exception
    assert [each.value for each in app.error] == [
        "The GAN that this page plays with is not here: the folder models/mnist-gan is missing."
    ]


@pytest.fixture
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


RUNS = {
    "plain": GanRecipe(data="digits", network="dcgan", noise=4, filters=4, loss="minimax", spectral=False),
    "shapes": GanRecipe(data="shapes", noise=3, filters=4),
    "article": GanRecipe(data="digits", network="dense", noise=1, loss="least_squares", spectral=False),
}


# To draw all shapes and to look at them takes half a minute: copies are looked for among digits.
@pytest.mark.parametrize(("name", "view"), [*product(RUNS, VIEWS[:3]), ("plain", "copy")])
def test_a_run_of_ones_own_can_be_played_with(open_page, home, name, view):
    run = write_run(home, 7, RUNS[name])
    app = opened(open_page, f"run={run}&gan_network=run&gan_view={view}&gan_class=1&gan_to_class=2")
    assert sound(app)
    if view == "grid":
        asked = 1 if name == "shapes" else -1
        np.testing.assert_array_equal(tiles(app), report_play(run, 0, asked, 0, 1.0).pictures)
    if name != "shapes":
        assert "for what was asked for" not in said(app)


def test_a_run_that_is_not_looked_at_is_not_played_with(open_page, home):
    run = write_run(home, 8, RUNS["plain"])
    app = opened(open_page, f"run={run}")
    np.testing.assert_array_equal(tiles(app), report_play(NAME, 0, -1, 0, 1.0).pictures)


def test_a_run_of_another_kind_is_named(open_page, home):
    folder = home / "runs" / f"{9:032x}"
    folder.mkdir(parents=True)
    (folder / "recipe.json").write_text(write(ClassifierRecipe()), "utf-8")
    app = opened(open_page, f"run={9:032x}&gan_network=run")
    assert sound(app)
    assert "The run of this link is a classifier: the page Classifier shows it." in said(app)
    np.testing.assert_array_equal(tiles(app), report_play(NAME, 0, -1, 0, 1.0).pictures)


def test_a_run_that_has_learned_nothing_is_named(open_page, home):
    folder = home / "runs" / f"{5:032x}"
    folder.mkdir(parents=True)
    (folder / "recipe.json").write_text(write(SMALL), "utf-8")
    app = open_page("gan", f"run={5:032x}&gan_network=run")
    assert not app.exception
    assert "has not learned anything yet" in app.error[0].value


def test_the_critic_may_get_a_picture(open_page):
    app = opened(open_page, "gan_view=critic&gan_given=picture&picture=cat")
    assert sound(app)
    assert "more real than" in said(app)
