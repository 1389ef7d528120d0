"""What the mode Play gives to take home, its programs, and its questions."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.inference.play_copies import report_copies
from cnnlab.inference.play_critic import report_critic
from cnnlab.inference.play_report import move, report_play
from cnnlab.inference.play_walk import GanWalk, report_gan_walk
from cnnlab.recipes import GanRecipe
from cnnlab.training import exporting_gan
from cnnlab.web.gan import play_copies, play_grid, play_walk
from cnnlab.web.gan.play_question import walk_questions
from tests.gans import NAME, models, write_run
from tests.web.gan.play_checks import Taken, opened
from tests.web.gan.test_play import FIVE


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def ran(app, folder, monkeypatch, name: str = NAME) -> dict:
    """Run what the Code tab shows, beside the files that it asks for."""
    (folder / "generator.keras").write_bytes(exporting_gan.export(name, "keras"))
    Image.fromarray(FIVE[..., 0]).save(folder / "picture.png")
    monkeypatch.chdir(folder)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    return left


def close(ours: np.ndarray, theirs: np.ndarray) -> bool:
    return np.abs(ours / 255 - np.squeeze(theirs)).max() < 0.55 / 255


def test_the_program_of_the_grid(open_page, tmp_path, monkeypatch):
    app = opened(open_page, "gan_digit=4&gan_seed=7&gan_truncation=0.65&gan_place=9,1,-2&gan_directions=1")
    left = ran(app, tmp_path, monkeypatch)
    assert close(report_play(NAME, 0, 4, 7, 0.65).pictures, left["pictures"])
    assert close(move(NAME, 0, 4, 7, 0.65, 9, 1, (1.0, -2.0)).pixels, left["picture"])
    with Image.open(tmp_path / "grid.png") as picture:
        assert picture.size == (112, 112)


def test_the_program_of_a_run_that_takes_no_wishes(open_page, tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    recipe = GanRecipe(data="digits", network="dense", noise=3, loss="least_squares", spectral=False)
    run = write_run(tmp_path / "home", 7, recipe)
    app = opened(open_page, f"run={run}&gan_network=run&gan_place=2,1,0&gan_directions=1")
    left = ran(app, tmp_path, monkeypatch, run)
    assert close(report_play(run, 0, -1, 0, 1.0).pictures, left["pictures"])
    assert close(move(run, 0, -1, 0, 1.0, 2, 1, (1.0, 0.0)).pixels, left["picture"])


@pytest.mark.parametrize("way", ["arc", "line"])
def test_the_program_of_the_walk(open_page, tmp_path, monkeypatch, way):
    app = opened(open_page, f"gan_view=walk&gan_way={way}&gan_from=1&gan_to=6&gan_place=3,0,0&gan_frames=7")
    left = ran(app, tmp_path, monkeypatch)
    walk = report_gan_walk(NAME, 0, (1, 0), (6, 1), 3, 1.0, way, 7)
    assert close(walk.made, left["made"])
    assert close(walk.blended, left["blended"])


def test_the_program_of_the_critic(open_page, tmp_path, monkeypatch):
    app = opened(open_page, "gan_view=critic&gan_claim=5")
    left = ran(app, tmp_path, monkeypatch)
    report = report_critic(NAME, 0, FIVE, 5, 0, 0, 1.0)
    assert left["scores"][0] == pytest.approx(report.score, abs=1e-4)
    np.testing.assert_allclose(left["gains"], report.gains, atol=1e-4)


def test_the_program_of_the_copies(open_page, tmp_path, monkeypatch):
    app = opened(open_page, "gan_view=copy&gan_digit=6")
    left = ran(app, tmp_path, monkeypatch)
    report = report_copies(NAME, 0, 6, 0, 1.0, report=lambda *_, **__: None)
    np.testing.assert_allclose(left["distances"], report.distances, rtol=1e-3)


def test_what_can_be_taken_home(open_page, monkeypatch):
    taken = Taken(monkeypatch)
    opened(open_page, "gan_digit=2&gan_place=5,1,1")
    assert list(taken) == ["grid.png", "moved.png", "generated.npz", "generator.keras"]
    report = report_play(NAME, 0, 2, 0, 1.0)
    with Image.open(io.BytesIO(taken["grid.png"])) as picture:
        pixels = np.asarray(picture)[::4, ::4]
    np.testing.assert_array_equal(pixels[29:57, 29:57], report.pictures[5])
    with Image.open(io.BytesIO(taken["moved.png"])) as picture:
        shown = np.asarray(picture)[::8, ::8]
    np.testing.assert_array_equal(shown, move(NAME, 0, 2, 0, 1.0, 5, 0, (1.0, 1.0)).pixels)
    with np.load(io.BytesIO(taken["generated.npz"])) as held:
        assert sorted(held) == ["labels", "noise", "pictures", "scores"]


def test_what_can_be_taken_home_of_the_other_views(open_page, monkeypatch):
    taken = Taken(monkeypatch)
    opened(open_page, "gan_view=walk")
    assert taken["walk.gif"][:3] == b"GIF"
    with np.load(io.BytesIO(taken["walk.npz"])) as held:
        assert held["made"].shape == (9, 28, 28)
    assert taken["walk.png"][1:4] == b"PNG"
    opened(open_page, "gan_view=critic")
    with np.load(io.BytesIO(taken["critic.npz"])) as held:
        np.testing.assert_array_equal(held["picture"], FIVE[..., 0])
    assert taken["mended.png"][1:4] == b"PNG"
    opened(open_page, "gan_view=copy")
    assert taken["distances.csv"].count(b"\n") == 17
    assert taken["nearest.png"][1:4] == b"PNG"


def test_the_answers_are_what_was_computed(open_page, monkeypatch):
    asked = {}
    for view, module in (("grid", play_grid), ("walk", play_walk), ("copies", play_copies)):
        make = getattr(module, f"{view}_questions")

        def keep(*args, make=make):
            found = make(*args)
            asked.update({each.name: each.answer for each in found})
            return found

        monkeypatch.setattr(module, f"{view}_questions", keep)
    opened(open_page, "gan_truncation=0&gan_digit=3")
    assert asked["gan_right"] == report_play(NAME, 0, 3, 0, 0.0).right
    assert asked["gan_spread"] == "less"
    opened(open_page, "gan_digit=3")
    assert asked["gan_spread"] == "same"
    opened(open_page, "gan_view=walk&gan_way=line&gan_to_seed=0")
    assert asked["gan_length"] == "same"
    opened(open_page, "gan_view=walk&gan_way=line&gan_to_seed=2")
    lengths = report_gan_walk(NAME, 0, (3, 0), (8, 2), 0, 1.0, "line", 9).lengths
    assert asked["gan_length"] == ("shorter" if lengths[4] > 0.55 * lengths[[0, -1]].mean() else "half")
    opened(open_page, "gan_view=copy")
    report = report_copies(NAME, 0, -1, 0, 1.0, report=lambda *_, **__: None)
    nearer = (report.distances < np.median(report.usual)).mean()
    assert asked["gan_nearer"] == ("few" if nearer < 0.25 else "most" if nearer > 0.75 else "half")


@pytest.mark.parametrize(("lengths", "said"), [((8, 5.7, 8), True), ((8, 8, 8), False), ((1, 0.2, 1), False)])
def test_noise_on_the_line_is_shorter_where_the_ends_are_at_right_angles(lengths, said):
    walk = GanWalk(*[np.zeros(0)] * 5, np.array(lengths))
    (question,) = walk_questions(walk, "line")
    assert ("0.71" in question.reveal) == said
