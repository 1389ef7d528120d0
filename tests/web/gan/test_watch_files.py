"""What the mode Watch gives to take home, and what it asks."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnnlab import datasets, pretrained, training
from cnnlab.engine import Run
from cnnlab.folders import run_folder
from cnnlab.recipes import GanRecipe
from cnnlab.recipes.gan import LOSSES, NETWORKS
from cnnlab.web.gan import watch_downloads as files
from cnnlab.web.gan.watch_question import questions
from tests.web.gan.conftest import pixels, sheet
from tests.web.gan.watch_checks import ID, JUDGED, RECIPE


def test_the_last_sheet_and_all_of_them_one_after_another(laboratory):
    last = pixels(sheet("generated-200.png"))
    np.testing.assert_array_equal(pixels(files.sheet(ID)), last.repeat(3, axis=0).repeat(3, axis=1))
    film = Image.open(io.BytesIO(files.film(ID)))
    assert (film.n_frames, film.size) == (3, (240, 96))
    film.seek(2)
    assert np.abs(np.asarray(film.convert("L"), int) - pixels(files.sheet(ID))).max() <= 1
    laboratory.events = ()
    assert files.sheet(ID) == files.film(ID) == b""


def test_the_curves_are_a_line_for_each_report(laboratory):
    lines = list(csv.DictReader(io.StringIO(files.curves(ID).decode())))
    assert len(lines) == 14
    told = [line for line in lines if line["critic_loss"]]
    assert [float(line["fake"]) for line in told] == [-0.25] * 12
    [first, _] = [line for line in lines if line["frechet"]]
    assert (float(first["frechet"]), float(first["frechet_real"])) == (21.5, 3.25)
    assert JUDGED["frechet"] == 21.5


@pytest.mark.parametrize(("data", "status", "more"), [("digits", "done", 5), ("shapes", "running", 4)])
def test_what_is_offered(laboratory, data, status, more):
    run = Run(ID, status, replace(RECIPE, data=data), 0.0, mine=True)
    laboratory.runs[ID] = run
    laboratory.metrics = {} if status == "done" else None
    names = [each.file_name for each in files.downloads(run.recipe, run)]
    assert names[:3] == ["generated.png", "learning.gif", "curves.csv"]
    assert len(names) == more + 2
    assert ("generator.keras" in names) == (status == "done")
    assert ("pictures.npz" in names) == (data == "shapes")
    assert [each.file_name for each in files.downloads(RECIPE, None)] == ["recipe.json", "train.py"]


@pytest.mark.parametrize("network", ["dense", "conditional"])
def test_the_networks_are_files_that_were_read_again(network, tmp_path, monkeypatch):
    import keras

    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    recipe = GanRecipe(network=network, filters=4, noise=3, examples=16, batch_size=8, epochs=1)
    training.run(recipe, run_folder(ID))
    file = tmp_path / "generator.keras"
    file.write_bytes(files.exporting_gan.export(ID, "keras"))
    generator = keras.saving.load_model(file)
    given = [np.zeros((2, 3), np.float32), np.array([0, 9])] if network == "conditional" else np.zeros((2, 3))
    assert generator(given).shape == (2, 28, 28, 1)
    with np.load(io.BytesIO(files.exporting_gan.export(ID, "weights"))) as arrays:
        assert {name.partition(".")[0] for name in arrays.files} == {"generator", "discriminator"}
        assert sum(arrays[name].size for name in arrays.files) == pretrained.load(ID).count_params()


@pytest.mark.parametrize("network", NETWORKS)
def test_the_question_about_one_value_more(network):
    from cnnlab.networks.gan import generator_of

    about = datasets.about("digits")
    recipe = GanRecipe(network=network, noise=5, filters=6)
    now, more = (
        generator_of(each, about.shape, 10).count_params() for each in (recipe, replace(recipe, noise=6))
    )
    first = questions(recipe, about)[0]
    assert first.answer == more - now
    assert first.answer not in first.slips
    assert len(questions(replace(recipe, noise=512), about)) == 1


@pytest.mark.parametrize("loss", LOSSES)
def test_the_question_about_a_perfect_generator(loss):
    import tensorflow as tf

    from cnnlab.training.gan_losses import critic_loss

    asked = questions(GanRecipe(loss=loss), datasets.about("digits"))[1]
    best = tf.fill((4,), 0.5 if loss == "least_squares" else 0.0)
    value = {"zero": 0.0, "quarter": 0.25, "one": 1.0, "two": 2.0, "log4": np.log(4)}[asked.answer]
    assert float(critic_loss(loss, best, best)) == pytest.approx(value, abs=1e-6)
    assert asked.answer in asked.options
