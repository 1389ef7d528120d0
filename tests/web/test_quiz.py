"""Try this: predict, then reveal."""

from __future__ import annotations

import json
import time

import pytest

from cnnlab.web.lessons import LESSONS

# 256 pixels, kernel 3, stride 2, dilation 2, same: 128 rows; a person who forgets the padding says 126.
QUERY = "size=256&stride=2&dilation=2&padding=same"


def facts(app) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


def ask(app, name: str, page: str = "convolution"):
    return app.get_by_key(f"{page}_question").set_value(name).run()


def waited_for(app, key: str):
    """Return a widget, once the page has found what it looks for by itself."""
    end = time.monotonic() + 150  # among 60,000 digits it looks for 20 s where nothing else runs
    while not (found := [each for each in (*app.radio, *app.number_input) if each.key == key]):
        assert time.monotonic() < end
        time.sleep(0.05)
        app.run()
    return found[0]


def test_the_output_size_is_covered_until_it_is_revealed(open_page):
    app = open_page(query=QUERY)
    assert "128 × 128" in facts(app)
    app = ask(app, "output_size")
    assert not app.exception
    assert "128 × 128" not in facts(app)
    app.number_input(key="guess_output_size").set_value(126).run()
    app.button(key="reveal_output_size").click().run()
    assert "forgets the padding" in app.info[0].value
    assert "128" in app.info[0].value
    assert "128 × 128" in facts(app)


def test_a_right_answer_is_called_right(open_page):
    app = ask(open_page(query=QUERY), "output_size")
    app.number_input(key="guess_output_size").set_value(128).run()
    app.button(key="reveal_output_size").click().run()
    assert app.success[0].value.startswith("Right.")
    app.button(key="again_output_size").click().run()
    assert not app.success


def test_nothing_is_revealed_without_a_prediction(open_page):
    app = ask(open_page(), "output_size")
    assert app.button(key="reveal_output_size").disabled


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "question", json.loads((LESSONS / "questions.json").read_text("utf-8")), ids=lambda q: q["id"]
)
def test_every_written_question(open_page, question, language):
    app = ask(open_page(question["page"], f"lang={language}"), question["id"], question["page"])
    assert not app.exception
    app.button(key=f"set_{question['id']}").click().run()
    assert not app.exception
    waited_for(app, f"guess_{question['id']}").set_value(question["answer"]).run()
    app.button(key=f"reveal_{question['id']}").click().run()
    assert question["reveal"][language] in app.success[0].value
