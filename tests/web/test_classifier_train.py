"""The mode Train: every option gives a recipe or a sentence, and every state of a run is said in words."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import hypothesis
import pytest
from hypothesis import strategies as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.recipes.layers import KINDS, PRESETS
from cnnlab.web.classifier import run_course, train_cost, train_words
from cnnlab.web.classifier import train_properties as p
from cnnlab.web.classifier.layer_text import FIELDS, read_layers, reads_as_layers, write_layers
from cnnlab.web.classifier.train_controls import SUGGESTED
from cnnlab.web.state import Choice
from tests.web.mode_checks import facts, sound

PAGE = "cls_mode=train&"
ID = "0123456789abcdef" * 2
RECIPE = ClassifierRecipe(epochs=3, batch_size=32)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def events(epochs: int = 2) -> tuple[dict, ...]:
    """What a training of three epochs with ten steps each has told after so many of them."""
    told: list[dict] = [
        {
            "kind": "start",
            "steps": 30,
            "steps_per_epoch": 10,
            "step": 0,
            "trained_on": 320,
            "parameters": 93_322,
            "device": "CPU",
            "examples": list(range(8)),
        },
        {"kind": "look", "step": 0, "probabilities": [[0.1] * 10] * 8, "kernels": "kernels-0.png"},
    ]
    for epoch in range(1, epochs + 1):
        step = 10 * epoch
        told += [
            {
                "kind": "steps",
                "step": step - 5,
                "loss": 2 / epoch,
                "accuracy": 0.3,
                "rate": 1e-3,
                "images_per_second": 800.0,
            },
            {
                "kind": "epoch",
                "epoch": epoch,
                "step": step,
                "loss": 2 / epoch,
                "accuracy": 0.3 * epoch,
                "val_loss": 2.1 / epoch,
                "val_accuracy": 0.31 * epoch,
            },
            {
                "kind": "look",
                "step": step,
                "probabilities": [[0.91] + [0.01] * 9] * 8,
                "kernels": f"kernels-{step}.png",
            },
        ]
    return tuple(told)


@pytest.fixture
def laboratory(monkeypatch):
    """Runs that are made up, and a list of what the page has asked for."""
    held = SimpleNamespace(runs={}, events=events(), metrics=None, asked=[], refuse=None)

    def run(run_id, visitor=""):
        if run_id not in held.runs:
            raise LabError("There is no run of this name here; perhaps it has been deleted.")
        return held.runs[run_id]

    def submit(recipe, owner):
        held.asked.append(("submit", recipe))
        if held.refuse:
            raise held.refuse
        held.runs[ID] = Run(ID, "running", recipe, 0.0, mine=True)
        return ID

    monkeypatch.setattr(engine, "run", run)
    monkeypatch.setattr(engine, "runs_of", lambda visitor: tuple(held.runs.values()))
    monkeypatch.setattr(engine, "submit", submit)
    monkeypatch.setattr(engine, "events", lambda run_id, since=0: held.events[since:])
    monkeypatch.setattr(engine, "metrics", lambda run_id: held.metrics)
    monkeypatch.setattr(engine, "picture", lambda run_id, name: PIXEL)
    monkeypatch.setattr(engine, "stop_run", lambda run_id, visitor: held.asked.append(("stop", run_id)))
    monkeypatch.setattr(
        engine, "resume", lambda run_id, visitor, epochs=0: held.asked.append(("resume", run_id, epochs))
    )
    monkeypatch.setattr(engine, "delete_run", lambda run_id, visitor: held.runs.pop(run_id))
    run_course._courses.clear()
    yield held
    run_course._courses.clear()


def has(app, key: str) -> bool:
    return any(button.key == key for button in app.button)


def said(app) -> str:
    return " ".join(each.value for kind in (app.markdown, app.caption, app.warning) for each in kind)


def progress(app) -> str:
    return app.get("progress")[0].proto.text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_before_the_start_it_says_what_it_will_cost(open_page, laboratory, language):
    app = open_page("classifier", PAGE + f"lang={language}")
    assert sound(app)
    assert not app.warning
    assert not app.button(key="cls_train").disabled
    assert "93,322" in facts(app).values()


OPTIONS = [
    (each, option)
    for each in (p.PRESET, *p.RECIPE.values())
    if isinstance(each, Choice)
    for option in each.options
]


@pytest.mark.parametrize(("choice", "option"), OPTIONS, ids=lambda each: getattr(each, "key", each))
def test_every_option_gives_a_recipe(open_page, laboratory, choice, option):
    app = open_page("classifier", PAGE + f"{choice.key}={option}")
    assert sound(app)
    app.button(key="cls_train").click().run()
    assert sound(app)
    recipe = laboratory.asked[0][1]
    name = next((name for name, each in p.RECIPE.items() if each is choice), None)
    if name is not None:
        assert getattr(recipe, name) == option
    else:
        assert recipe.layers == PRESETS.get(option, PRESETS["article"])


@pytest.mark.parametrize("data", ["digits", "shapes", "mnist", "fashion_mnist", "cifar10", "own"])
def test_every_data_set_gives_a_recipe(open_page, laboratory, data):
    app = open_page("classifier", PAGE + f"cls_data={data}&cls_preset=residual&cls_aug_shift=0")
    assert sound(app)
    app.button(key="cls_train").click().run()
    assert laboratory.asked[0][1].data == ("digits" if data == "own" else data)


def test_numbers_and_switches_of_a_link_reach_the_recipe(open_page, laboratory):
    wanted = ClassifierRecipe(
        examples=300,
        validation=0.2,
        layers=read_layers("conv-8-5-s2-same;global_pool;dense-12"),
        batch_norm=True,
        dropout=0.25,
        l1=2e-5,
        l2=1e-3,
        label_smoothing=0.1,
        optimizer="adamw",
        weight_decay=0.07,
        learning_rate=0.0123,
        batch_size=50,
        epochs=7,
        flip=True,
        shift=2,
        rotate=15.0,
        zoom=0.1,
        coarse=0.5,
        early_stopping=3,
        scale_inputs=False,
        shuffle_labels=True,
        test_shift=4,
        seed=99,
    )
    query = "&".join(
        f"{each.key}={each.write(getattr(wanted, name))}"
        for name, each in p.RECIPE.items()
        if getattr(wanted, name) != each.default
    )
    query += f"&cls_examples=300&cls_preset=own&cls_layers={write_layers(wanted.layers)}"
    app = open_page("classifier", PAGE + query)
    assert sound(app)
    app.button(key="cls_train").click().run()
    assert laboratory.asked == [("submit", wanted)]


@pytest.mark.parametrize(
    "query",
    [
        "cls_preset=huge",
        "cls_layers=conv",
        "cls_layers=conv-0-3",
        "cls_layers=" + "dense-9;" * 200,
        "cls_layers=dense-" + "9" * 900,
        "cls_layers=dense-١",
        "cls_layers=__import__('os')",
        "cls_rate=nan",
        "cls_rate=1e999",
        "cls_batch=0",
        "cls_batch=1.5",
        "cls_epochs=-3",
        "cls_epochs=" + "9" * 5000,
        "cls_seed=99999999999",
        "cls_dropout=1",
        "cls_batch_norm=yes",
        "run=../../etc/passwd",
        "run=" + "g" * 32,
        "run=" + "a" * 31,
    ],
)
def test_a_wrong_value_in_a_link_is_named_and_does_no_harm(open_page, laboratory, query):
    app = open_page("classifier", PAGE + query)
    assert sound(app)
    assert len(app.warning) == 1
    assert not app.button(key="cls_train").disabled


def test_a_run_that_there_is_not_gets_a_sentence(open_page, laboratory):
    app = open_page("classifier", PAGE + f"run={ID}")
    assert sound(app)
    assert "There is no run of this name" in app.warning[0].value
    assert has(app, "cls_train")


def test_an_impossible_stack_says_where_and_why(open_page, laboratory):
    app = open_page("classifier", PAGE + "cls_preset=own&cls_layers=max_pool-8;max_pool-8;conv-4-3;dense-8")
    assert sound(app)
    assert app.button(key="cls_train").disabled
    # The picture, the layer that is possible, the one that is not, what would follow.
    blocks = builder(app)["blocks"]
    assert [bool(block["error"]) for block in blocks] == [False, False, True, False, False, False]
    assert "8 × 8" in blocks[2]["error"]
    assert "Max pooling" in blocks[2]["error"]
    assert blocks[1]["shape"] == [3, 3, 1]


def test_a_network_beyond_the_limit_is_refused_before_the_start(open_page, laboratory, monkeypatch):
    monkeypatch.setenv("CNNLAB_MOST_PARAMETERS", "1000")
    app = open_page("classifier", PAGE)
    assert app.button(key="cls_train").disabled
    assert "93,322 parameters" in app.warning[0].value


def builder(app) -> dict:
    """What the row of layers gets."""
    return component(app, "blocks")


def component(app, name: str) -> dict:
    import json

    for each in app.get("bidi_component"):
        data = json.loads(each.proto.json or "{}")
        if name in data:
            return data
    raise AssertionError(name)


def test_the_row_of_layers_is_the_network_as_planned(open_page, laboratory):
    blocks = builder(open_page("classifier", PAGE))["blocks"]
    assert [block["kind"] for block in blocks[1:-1]] == [layer.kind for layer in PRESETS["article"]]
    assert sum(block["parameters"] for block in blocks) == 93_322
    assert blocks[0]["shape"] == [28, 28, 1]
    assert blocks[-1]["shape"] == [10]


def test_what_is_built_becomes_the_network(open_page, laboratory):
    app = open_page("classifier", PAGE)
    app.session_state["cls_builder"] = {"layers": "flatten;dense-7#1"}
    app.run()
    assert sound(app)
    assert app.session_state["cls_preset"] == "own"
    assert app.session_state["cls_layers"] == "flatten;dense-7"
    app.session_state["cls_builder"] = {"layers": write_layers(PRESETS["lenet5"]) + "#2"}
    app.run()
    assert app.session_state["cls_preset"] == "lenet5"


@pytest.mark.parametrize("sent", ["", "conv", "x" * 40_000, None, 5])
def test_what_is_no_network_is_not_built(open_page, laboratory, sent):
    app = open_page("classifier", PAGE)
    app.session_state["cls_builder"] = {"layers": f"{sent}#1" if isinstance(sent, str) else sent}
    app.run()
    assert sound(app)
    assert app.session_state["cls_preset"] == "article"


def test_a_network_brings_along_what_it_is_made_for(open_page, laboratory):
    app = open_page("classifier", PAGE)
    app.selectbox(key="cls_preset").select("fast").run()
    assert app.session_state["cls_schedule"] == "one_cycle"
    assert app.session_state["cls_batch_norm"] is True
    assert app.session_state["cls_rate"] == SUGGESTED["fast"][p.RATE]
    app.selectbox(key="cls_preset").select("lenet5").run()
    assert app.session_state["cls_schedule"] == "constant"
    assert app.session_state["cls_batch_norm"] is False
    assert app.session_state["cls_rate"] == p.RATE.default


def test_what_the_visitor_has_chosen_stays_with_another_network(open_page, laboratory):
    app = open_page("classifier", PAGE + "cls_rate=0.0234567")
    app.selectbox(key="cls_preset").select("fast").run()
    assert app.session_state["cls_rate"] == 0.0234567


def test_a_training_under_way(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    assert sound(app)
    assert progress(app).startswith("Epoch 3 of 3, step 20 of 30, 800 images a second, about 1 s to go")
    assert not has(app, "cls_train")
    curves = component(app, "every")
    assert curves["epochs"]["val_accuracy"] == [0.31, 0.62]
    assert curves["steps"]["x"] == [5, 15]
    assert (curves["last"], curves["every"]) == (30, 10)
    seen = component(app, "strip")
    assert [look["step"] for look in seen["looks"]] == [0, 10, 20]
    assert seen["strip"].startswith("data:image/png;base64,")
    app.button(key="cls_stop").click().run()
    assert laboratory.asked == [("stop", ID)]


def test_who_watches_can_neither_stop_nor_delete(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=False)
    app = open_page("classifier", PAGE + f"run={ID}")
    assert "somebody else" in said(app)
    assert not has(app, "cls_stop")
    laboratory.runs[ID] = Run(ID, "stopped", RECIPE, 0.0, mine=False)
    app.run()
    for key in ("cls_resume", "cls_delete", "cls_longer"):
        assert not has(app, key)
    assert has(app, "cls_again")


@pytest.mark.parametrize(
    ("position", "words"), [(1, "is the next"), (2, "one training is before"), (4, "3 trainings")]
)
def test_the_place_in_the_queue_is_said(open_page, laboratory, position, words):
    laboratory.events = ()
    laboratory.runs[ID] = Run(ID, "queued", RECIPE, 0.0, position=position, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    assert sound(app)
    assert words in progress(app)
    assert component(app, "every")["last"] == 3


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("status", ["done", "stopped", "failed", "lost"])
def test_how_it_ended_is_said_with_what_can_be_done(open_page, laboratory, status, language):
    laboratory.metrics = (
        {"test_accuracy": 0.75, "test_count": 400, "ended": status} if status == "done" else None
    )
    error = LabError("The memory was not enough.") if status == "failed" else None
    laboratory.runs[ID] = Run(ID, status, RECIPE, 0.0, error=error, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}&lang={language}")
    assert sound(app)
    assert has(app, "cls_resume") == (status != "done")
    assert has(app, "cls_examine_it") is False
    assert has(app, "cls_to_examine") == (status == "done")
    if language == "en":
        assert {"done": "300 right: 75.0 %", "failed": "memory"}.get(status, status.title()) in said(app)


def test_resume_longer_again_and_another_seed(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "stopped", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    app.button(key="cls_resume").click().run()
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app.run()
    app.button(key="cls_longer").click().run()
    assert laboratory.asked == [("resume", ID, 0), ("resume", ID, 6)]
    assert app.session_state["cls_epochs"] == 6
    app.button(key="cls_again").click().run()
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app.run()
    app.button(key="cls_another_seed").click().run()
    assert laboratory.asked[2:] == [("submit", RECIPE), ("submit", replace(RECIPE, seed=1))]
    assert app.session_state["cls_seed"] == 1


def test_a_link_with_a_run_alone_brings_its_settings_along(open_page, laboratory):
    recipe = replace(RECIPE, data="shapes", optimizer="sgd", learning_rate=0.05)
    laboratory.runs[ID] = Run(ID, "done", recipe, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    assert app.session_state["cls_data"] == "shapes"
    assert app.session_state["cls_rate"] == 0.05
    assert not has(app, "cls_train")
    app.session_state["cls_optimizer"] = "adam"
    app.run()
    # From here on the controls are the visitor's; what differs is said.
    assert app.session_state["cls_optimizer"] == "adam"
    assert "Optimiser SGD → Adam" in said(app)
    assert has(app, "cls_train")


def test_settings_in_the_link_are_kept_beside_its_run(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}&cls_epochs=9")
    assert app.session_state["cls_epochs"] == 9
    assert "Epochs 3 → 9" in said(app)


def test_a_refusal_is_said(open_page, laboratory):
    laboratory.refuse = LabError("The queue is full.")
    app = open_page("classifier", PAGE)
    app.button(key="cls_train").click().run()
    assert sound(app)
    assert "The queue is full." in said(app)
    assert app.session_state["run"] == ""


def test_deleting_and_setting_aside(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    app.button(key="cls_aside").click().run()
    assert app.session_state["run"] == ""
    assert ID in laboratory.runs
    app.session_state["run"] = ID
    app.run()
    app.button(key="cls_delete").click().run()
    assert sound(app)
    assert not laboratory.runs
    assert app.session_state["run"] == ""


@pytest.mark.parametrize("mode", ["use", "examine", "compare"])
def test_the_way_to_the_other_modes(laboratory, mode, monkeypatch):
    import streamlit

    from cnnlab.web.classifier import train_actions

    state = {"cls_runs": "f" * 32}
    monkeypatch.setattr(streamlit, "session_state", state)
    train_actions.to_mode(mode, ID)
    assert state["cls_mode"] == mode
    if mode == "compare":
        assert state["cls_runs"] == f"{'f' * 32},{ID}"


def test_curves_go_back_where_a_training_goes_on_from_its_checkpoint(laboratory):
    start = laboratory.events[0]
    laboratory.events = (*events(2), {**start, "step": 10}, *events(3)[2:][6:7])
    course = run_course.course_of(ID)
    assert course.epochs()["x"] == [10]
    assert course.steps()["x"] == [5, 25]


def test_long_courses_are_thinned_and_what_is_no_number_is_left_out(laboratory):
    steps = [
        {
            "kind": "steps",
            "step": i,
            "loss": float("nan") if i > 1900 else 1.0,
            "accuracy": 0.5,
            "images_per_second": 1.0,
        }
        for i in range(1, 2001)
    ]
    looks = [{"kind": "look", "step": i, "probabilities": [[float("nan")]]} for i in range(1, 101)]
    laboratory.events = (events(0)[0], *steps, *looks)
    course = run_course.course_of(ID)
    drawn = course.steps()
    assert len(drawn["x"]) == run_course.MOST_POINTS
    assert drawn["x"][-1] == 2000
    assert drawn["loss"][0] == 1.0
    assert drawn["loss"][-1] is None
    seen = course.looks(ID)
    assert len(seen) == run_course.MOST_LOOKS
    assert (seen[0].step, seen[-1].step) == (1, 100)
    assert seen[0].probabilities == [[None]]


LAYERS = st.builds(
    Layer,
    st.sampled_from(KINDS),
    st.integers(1, 2048),
    st.integers(1, 15),
    st.integers(0, 15),
    st.sampled_from(("valid", "same")),
)


@hypothesis.given(st.lists(LAYERS, min_size=1, max_size=40))
def test_layers_survive_the_address(layers):
    text = write_layers(layers)
    read = read_layers(text)
    for before, after in zip(layers, read, strict=True):
        assert before.kind == after.kind
        assert all(getattr(before, name) == getattr(after, name) for name in FIELDS[before.kind])
    assert write_layers(read) == text


@hypothesis.given(
    st.text(st.characters(), max_size=60) | st.from_regex(r"[a-z_0-9;\-]{0,60}", fullmatch=True)
)
def test_any_text_is_layers_or_is_not(text):
    if reads_as_layers(text):
        assert re.fullmatch(r"[a-z_\d;\-]+", text)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (7.4, "7 s"), (43, "45 s"), (100, "2 min"), (3599, "1 h 0 min"), (5000, "1 h 23 min")],
)
def test_durations_are_said_no_more_exactly_than_they_are_known(seconds, words, monkeypatch):
    assert train_words.duration(seconds) == words


class Call:
    """A measurement that ends when it is told to."""

    def __init__(self, result):
        self.ended, self._result = False, result

    def done(self):
        return self.ended

    def result(self, timeout=None):
        if isinstance(self._result, Exception):
            raise self._result
        return self._result


@pytest.fixture
def measurements(monkeypatch):
    begun: list[tuple[ClassifierRecipe, Call]] = []
    held = SimpleNamespace(begun=begun, result=train_cost.Cost(2.0, 0.1, 0.001, 1000, 100, "CPU"))

    def call_long(function, recipe, timeout):
        call = Call(held.result)
        begun.append((recipe, call))
        return call

    monkeypatch.setattr(engine, "call_long", call_long)
    monkeypatch.setattr(engine, "state", lambda: SimpleNamespace(mode="local", quick="ready"))
    monkeypatch.setattr(train_cost, "_known", type(train_cost._known)())
    monkeypatch.setattr(train_cost, "_under_way", None)
    return held


def test_the_time_is_measured_once_for_all_that_cost_the_same(measurements):
    assert train_cost.cost_of(RECIPE) is None
    assert train_cost.pending(RECIPE)
    # While one is under way no other begins.
    assert train_cost.cost_of(replace(RECIPE, batch_size=64)) is None
    assert len(measurements.begun) == 1
    measurements.begun[0][1].ended = True
    cost = train_cost.cost_of(RECIPE)
    assert cost == measurements.result
    assert not train_cost.pending(RECIPE)
    assert train_cost.cost_of(replace(RECIPE, epochs=50, learning_rate=1.0, seed=3)) == cost
    assert len(measurements.begun) == 1
    # 900 pictures in 28 steps, three times, and the looks at 100 for validation and 100 of the test.
    assert cost.seconds(RECIPE) == pytest.approx(2 + 3 * (28 * 0.1 + 0.1) + 0.2)
    assert cost.sizes(replace(RECIPE, examples=100)) == (90, 10, 2)


def test_a_measurement_that_fails_leaves_the_button_as_it_is(measurements):
    measurements.result = LabError("no")
    train_cost.cost_of(RECIPE)
    measurements.begun[0][1].ended = True
    assert train_cost.cost_of(RECIPE) is None
    assert not train_cost.pending(RECIPE)
    assert len(measurements.begun) == 1


def test_what_may_not_be_trained_is_not_measured(measurements, monkeypatch):
    monkeypatch.setenv("CNNLAB_MOST_PARAMETERS", "1000")
    assert train_cost.cost_of(RECIPE) is None
    assert not train_cost.pending(RECIPE)
    assert not measurements.begun


def test_the_button_says_the_time(open_page, laboratory, monkeypatch):
    from cnnlab.web.classifier import train_offer

    cost = train_cost.Cost(2.0, 0.1, 0.001, 1400, 397, "CPU")
    monkeypatch.setattr(train_offer, "cost_of", lambda recipe: cost)
    app = open_page("classifier", PAGE + "cls_epochs=10")
    assert app.button(key="cls_train").label == "Train, about 15 s"
    assert facts(app)["Steps"] == "90 9 an epoch"
    assert "on the processor (CPU)" in facts(app)["Time of a step, measured"]


@pytest.mark.parametrize(
    ("query", "answer"), [("", 896), ("cls_data=shapes", 320), ("cls_preset=fast&cls_batch_norm=true", 1896)]
)
def test_the_question_about_channels(open_page, laboratory, query, answer):
    from cnnlab.recipes.layers import PRESETS as presets
    from cnnlab.web.classifier.network_blocks import stack_of
    from cnnlab.web.classifier.train_question import channels_question

    data = "shapes" if "shapes" in query else "digits"
    recipe = ClassifierRecipe(
        data=data, layers=presets["fast" if "fast" in query else "article"], batch_norm="norm" in query
    )
    question = channels_question(recipe, stack_of(recipe))[0]
    assert question.answer == answer
    assert answer not in question.slips
    assert not channels_question(replace(recipe, layers=presets["dense"]), stack_of(recipe))
    assert sound(open_page("classifier", PAGE + query))
