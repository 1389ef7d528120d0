"""Classifiers and autoencoders in one store: each page shows its own, and says where the others are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnnlab import folders
from cnnlab.engine import Run
from cnnlab.recipes import AutoencoderRecipe, write
from tests.web.made_runs import ME, made_run
from tests.web.mode_checks import sound
from tests.web.train import autoencoder_checks, checks
from tests.web.train.autoencoder_checks import ID
from tests.web.train.autoencoder_checks import RECIPE as AUTOENCODER
from tests.web.train.checks import RECIPE as CLASSIFIER
from tests.web.train.checks import has, said

OTHER = "f" * 32
PAGES = [
    (
        "classifier",
        "cls",
        AUTOENCODER,
        "is an autoencoder",
        "Autoencoder",
        "Upload it on the page Autoencoder",
    ),
    ("autoencoder", "ae", CLASSIFIER, "is a classifier", "Classifier", "Upload it on the page Classifier"),
]


@pytest.mark.parametrize(("page", "key", "other", "words", "title", "_"), PAGES)
def test_a_run_of_the_other_kind_is_one_sentence_with_the_way_to_its_page(
    open_page, laboratory, page, key, other, words, title, _
):
    laboratory.runs[OTHER] = Run(OTHER, "done", other, 0.0, mine=True)
    laboratory.events = (autoencoder_checks if other is AUTOENCODER else checks).events()
    app = open_page(page, f"{key}_mode=train&run={OTHER}")
    assert sound(app)
    assert words in " ".join(each.value for each in app.info)
    assert has(app, f"{key}_train")
    assert app.session_state["run"] == OTHER
    app.button(key=f"{key}_elsewhere").click().run()
    assert sound(app)
    assert app.title[0].value == title
    assert has(app, "ae_again" if key == "cls" else "cls_again")


@pytest.mark.parametrize(("page", "key", "other", "_", "__", "___"), PAGES)
def test_my_runs_are_those_of_the_page(open_page, laboratory, page, key, other, _, __, ___):
    own = AUTOENCODER if key == "ae" else CLASSIFIER
    laboratory.runs = {
        ID: Run(ID, "done", own, 0.0, mine=True),
        OTHER: Run(OTHER, "done", other, 0.0, mine=True),
    }
    app = open_page(page, f"{key}_mode=train", **{f"{key}_my_runs": True})
    assert sound(app)
    assert has(app, f"{key}_open_{ID}")
    assert not has(app, f"{key}_open_{OTHER}")


@pytest.mark.parametrize(("page", "key", "other", "_", "__", "words"), PAGES)
def test_a_recipe_of_the_other_kind_is_refused(open_page, laboratory, page, key, other, _, __, words):
    app = open_page(page, f"{key}_mode=train", **{f"{key}_upload": True})
    app.get_by_key(f"{key}_recipe_file").upload("recipe.json", write(other).encode()).run()
    assert not app.exception
    [error] = app.error
    assert words in error.value


@pytest.mark.parametrize("page", ["classifier", "inside"])
@pytest.mark.parametrize("mode", ["use", "examine", "compare"])
def test_no_mode_of_another_page_opens_an_autoencoder(open_page, monkeypatch, tmp_path, page, mode):
    from cnnlab.web import visitor

    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    monkeypatch.setattr(visitor, "token", lambda: ME)
    run = made_autoencoder()
    query = f"run={run}" if page == "inside" else f"cls_mode={mode}&run={run}&cls_runs={run}"
    app = open_page(page, query)
    assert not app.exception
    assert "unforeseen" not in said(app)
    assert app.session_state["cls_model"] != "run"
    assert run[:5] not in said(app)


def made_autoencoder() -> str:
    """A run of an autoencoder: made as a classifier's, with another recipe."""
    run = made_run(replace(CLASSIFIER, epochs=3))
    recipe = AutoencoderRecipe(epochs=3)
    (folders.run_folder(run) / "recipe.json").write_text(write(recipe), "utf-8")
    return run
