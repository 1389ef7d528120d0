"""One step at a time, and the article's GAN, on the page."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.inference.step_report import report_steps
from cnnlab.web.gan.experiments_step_downloads import downloads
from cnnlab.web.gan.experiments_step_questions import questions
from cnnlab.web.gan.experiments_step_view import difference, told
from tests import gans
from tests.web.mode_checks import bodies, sound

STEP = "gan_mode=experiments&gan_x_what=step"


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", gans.models())


def said(app) -> str:
    return " ".join(each.value for kind in (app.markdown, app.caption) for each in kind)


def taken(app, key="_gan_x_step"):
    """Wait for what the long worker does, and look again."""
    while key in app.session_state:
        app.session_state[key].call.result(150)
        app.run()
    return app


def test_a_game_of_buttons(open_page):
    app = taken(open_page("gan", STEP))
    assert sound(app)
    assert " ".join(bodies(app)).count("<img") >= 16
    taken(app.button(key="gan_x_take_D").click().run())
    assert sound(app)
    assert app.session_state["gan_x_moves"] == "D2"
    assert "The discriminator took a step" in said(app)
    report = report_steps("mnist-gan", "D2", 0)
    assert f"{report.stages[-1].critic_loss:.3g}" in said(app)
    app.select_slider(key="gan_x_rate").set_value(0.1).run()
    taken(app.button(key="gan_x_take_G").click().run())
    assert sound(app)
    assert app.session_state["gan_x_moves"] == "D2G6"
    assert "The generator took a step" in said(app)
    assert " ".join(bodies(app)).count("<img") >= 32
    app.button(key="gan_x_back").click().run()
    assert app.session_state["gan_x_moves"] == "D2"
    app.button(key="gan_x_first").click().run()
    assert app.session_state["gan_x_moves"] == ""


def test_a_link_that_is_full_takes_no_more_steps(open_page):
    app = taken(open_page("gan", f"{STEP}&gan_x_moves={'D0' * 20}&lang=zh"))
    assert sound(app)
    assert app.button(key="gan_x_take_D").disabled


def test_without_a_gan_there_is_a_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = open_page("gan", STEP)
    assert not app.exception
    assert any("No GAN is here yet" in each.value for each in app.error)


def test_the_program_takes_the_same_steps(open_page, tmp_path, monkeypatch):
    app = taken(open_page("gan", f"{STEP}&gan_x_moves=D2G3D2G2&gan_x_batch=4"))
    report = report_steps("mnist-gan", "D2G3D2G2", 4)
    files = {each.file_name: each.make() for each in downloads("mnist-gan", report)}
    assert set(files) == {"gan_step.png", "gan_step.npz", "gan_steps.csv", "model.weights.h5"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    np.testing.assert_allclose(left["generated"], report.after, atol=1e-4)
    np.testing.assert_allclose(left["real_scores"], report.stages[-1].real, atol=1e-3)
    np.testing.assert_allclose(left["fake_scores"], report.stages[-1].fake, atol=1e-3)


def test_the_questions_are_answered_by_the_step():
    assert [each.name for each in questions(report_steps("mnist-gan", "", 0), "")] == ["gan_x_step_who"]
    for moves in ("D0", "D2G6"):
        report = report_steps("mnist-gan", moves, 0)
        before, after = report.stages[-2:]
        name = "critic_loss" if moves[-2] == "D" else "generator_loss"
        fell = getattr(after, name) < getattr(before, name)
        assert questions(report, moves)[-1].answer == ("yes" if fell else "no")


def test_scores_are_told_as_probabilities_only_where_they_are():
    scores = np.array([-1000.0, 0.0, 2.0])
    np.testing.assert_allclose(told("minimax", scores), [0, 0.5, 0.880797], atol=1e-5)
    np.testing.assert_array_equal(told("hinge", scores), scores)


def test_the_difference_is_neutral_where_nothing_has_changed():
    report = report_steps("mnist-gan", "D2", 0)
    assert len(np.unique(difference(report).reshape(-1, 3), axis=0)) == 1


def test_the_article_says_what_python_says(open_page):
    app = taken(open_page("gan", "gan_mode=experiments&gan_x_what=article"), "_gan_x_article")
    assert "never learns" in said(app)
    assert sound(app)
    shown = " ".join(each.value for each in app.code)
    assert "NameError: name 'LeakyReLU' is not defined" in shown
    assert "You must call `compile()`" in shown
    whole = " ".join(bodies(app))
    assert "Largest change of a weight, generator</dt><dd>0" in whole
    assert "Measured beforehand" in said(app)


def test_the_articles_program_leaves_the_generator_as_it_was(open_page):
    from cnnlab.recipes.gan_experiments import EXPERIMENTS
    from cnnlab.web.gan.experiments_article_program import program

    text = program(EXPERIMENTS["article"].arms[0].recipe)
    first, second = text.split("# ----- the mended loop")
    left: dict = {}
    exec(compile(first, "program", "exec"), left)
    assert max(left["changes"]) == 0
    compile(f"# {second}", "program", "exec")
