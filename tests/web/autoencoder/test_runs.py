"""Which mode asks the network that a visitor has trained, and what the others say; Rebuild."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.engine import serving
from cnnlab.folders import run_folder
from cnnlab.inference.imagine_report import report_space
from cnnlab.inference.known_codes import FARTHEST
from cnnlab.metrics.codes import describe_codes, describe_errors
from cnnlab.recipes import ClassifierRecipe, write
from cnnlab.recipes.layers import Layer
from cnnlab.training import codes as codes_file
from tests import autoencoders
from tests.autoencoder_runs import first_weights, own_pictures
from tests.web.autoencoder.repair_checks import said
from tests.web.autoencoder.run_checks import MODES, RUNS, SMALL, VIEWS
from tests.web.made_runs import ME
from tests.web.mode_checks import facts, sound


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", autoencoders.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    own_pictures()


def options(app, key: str) -> list[str]:
    return list(app.get_by_key(key).options)


@pytest.mark.parametrize("given", ["digit", "example", "picture"])
@pytest.mark.parametrize("name", RUNS)
def test_rebuild_asks_it(open_page, name, given):
    run = RUNS[name]()
    app = open_page("autoencoder", f"{MODES['rebuild']}&run={run}&ae_given={given}&ae_example=2")
    assert sound(app)
    assert options(app, "ae_network")[-1] == "The run of this link"
    assert f"through {pretrained.recipe_of(run).code} numbers" in said(app)
    if name in ("shapes", "own", "article"):
        assert "digit" not in " ".join(each.value for each in app.caption)


def test_a_code_of_a_single_number_is_rebuilt(open_page):
    assert sound(open_page("autoencoder", f"{MODES['rebuild']}&run={first_weights(replace(SMALL, code=1))}"))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", ["classifier", "denoiser", "autoencoder"])
def test_a_mode_offers_what_it_can_ask_and_says_where_the_rest_is(open_page, mode, kind):
    if kind == "classifier":
        recipe = ClassifierRecipe(data="digits", layers=(Layer("flatten"),))
    else:
        recipe = replace(SMALL, network=kind)
    app = open_page("autoencoder", f"{MODES[mode]}&run={first_weights(recipe)}")
    assert sound(app)
    wanted = {"autoencoder": ("rebuild", "imagine"), "denoiser": ("repair",), "classifier": ()}[kind]
    keys = {"rebuild": "ae_network", "repair": "ae_repair_network", "imagine": "ae_plane_network"}
    try:
        offered = "The run of this link" in options(app, keys[mode])
    except KeyError:  # a choice of one is none
        offered = False
    assert offered == (mode in wanted)
    elsewhere = kind != "classifier" and mode not in wanted
    assert ("The run of this link" in said(app)) == elsewhere
    if elsewhere:
        assert ("the mode Repair asks" in said(app)) == (kind == "denoiser")


@pytest.mark.parametrize("mode", MODES)
def test_a_run_that_is_gone_gets_a_sentence(open_page, mode):
    app = open_page("autoencoder", f"{MODES[mode]}&run={'e' * 32}")
    assert not app.exception
    assert ["perhaps it has been deleted" in each.value for each in app.error] == [True]


@pytest.mark.parametrize("mode", MODES)
def test_a_run_that_has_learned_nothing_yet_gets_a_sentence(open_page, mode):
    run = first_weights(replace(SMALL, network="denoiser" if mode == "repair" else "autoencoder"))
    (run_folder(run) / pretrained.WEIGHTS).unlink()
    app = open_page("autoencoder", f"{MODES[mode]}&run={run}")
    assert not app.exception
    assert ["not learned anything yet" in each.value for each in app.error] == [True]


IMAGINE = [f"{MODES['imagine']}&ae_imagine={view}" for view in VIEWS]


@pytest.mark.parametrize(
    ("query", "half", "factor"),
    [
        *((MODES["rebuild"], half, np.nan) for half in ("encoder", "decoder")),
        *((query, "encoder", np.nan) for query in IMAGINE),
        (IMAGINE[0], "decoder", np.nan),
        (MODES["rebuild"], "encoder", 1e3),
        (IMAGINE[0], "encoder", 1e3),
        (IMAGINE[1], "encoder", 1e12),
    ],
)
def test_weights_that_have_run_away_get_a_sentence(open_page, query, half, factor):
    run = first_weights(SMALL)
    model = pretrained.trained(run).model
    part = model.get_layer(half)
    part.set_weights([factor * each for each in part.get_weights()])
    model.save_weights(run_folder(run) / pretrained.WEIGHTS)
    app = open_page("autoencoder", f"{query}&run={run}")
    assert not app.exception
    assert ["have run away" in each.value for each in app.error] == [True]


def test_a_picture_far_from_all_codes_has_a_place(open_page):
    run = first_weights(replace(SMALL, code=3))
    folder = run_folder(run)
    random = np.random.default_rng(0)
    # Codes that hardly differ: in their standard deviations every other picture is far away.
    codes, labels = 1e-6 * random.standard_normal((300, 3)), np.arange(300) % 10
    errors = random.random(300)
    codes_file.save(folder, describe_codes(codes, labels, codes, labels, 0) | describe_errors(errors, errors))
    assert max(abs(report_space(run, 0, None, 0).own)) > FARTHEST
    assert sound(open_page("autoencoder", f"{MODES['imagine']}&run={run}&ae_given=example"))


def test_a_network_of_other_grey_pictures_has_not_seen_digits(open_page):
    run = RUNS["digits"]()
    recipe = replace(pretrained.recipe_of(run), data="fashion_mnist")
    (run_folder(run) / "recipe.json").write_text(write(recipe), "utf-8")
    app = open_page("autoencoder", f"{MODES['rebuild']}&run={run}&ae_given=picture")
    assert sound(app)
    assert "not learned to build this" in said(app)
    assert "digit" not in " ".join(each.value for each in app.caption).replace("Draw a digit.", "")


# ---- from Train to the other modes


@pytest.mark.parametrize(
    ("network", "code", "button", "state"),
    [
        ("autoencoder", 3, "ae_to_rebuild", {"ae_mode": "rebuild", "ae_network": "run"}),
        ("autoencoder", 2, "ae_to_imagine", {"ae_mode": "imagine", "ae_imagine": "plane"}),
        ("autoencoder", 1, "ae_to_imagine", {"ae_mode": "imagine", "ae_imagine": "walk"}),
        ("denoiser", 2, "ae_to_repair", {"ae_mode": "repair", "ae_repair_network": "run"}),
        ("inpainter", 2, "ae_to_repair", {"ae_mode": "repair", "ae_repair_network": "run"}),
    ],
)
def test_the_ways_from_a_training(open_page, network, code, button, state):
    run = first_weights(replace(SMALL, network=network, code=code))
    ended(run)
    app = open_page("autoencoder", f"ae_mode=train&run={run}")
    assert sound(app)
    app.button(key=button).click().run()
    assert sound(app)
    assert {key: app.session_state[key] for key in state} == state
    if network == "autoencoder":
        assert f"codes = keras.Input(({code},))" in app.code[0].value
    else:
        assert facts(app)["Network"].startswith("The run of this link")


def ended(run: str) -> None:
    """Make a training of it that has come to its end."""
    store = serving.begin()
    store.add(run, ME)
    for status in ("running", "done"):
        store.change(run, status)
    (run_folder(run) / pretrained.METRICS).write_text('{"ended": "done"}')
