"""Components whose script is still loading when their data change: the call that was overtaken ends nothing."""

from __future__ import annotations

import re

import pytest

from cnnlab.web.components import HERE

pytestmark = pytest.mark.browser

LOAD = """
const load = async (source) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }))
  return (await import(url)).default
}
"""
OVERTAKEN = (
    """async ([source, name]) => {"""
    + LOAD
    + """
  const show = await load(source)
  document.body.innerHTML = `<div class="${name}"></div>`
  const root = document.querySelector(`.${name}`)
  const ended = []
  root.instance = { update() {}, end: () => ended.push("end"), stop: () => ended.push("stop") }
  const call = () => show({ data: {}, parentElement: document.body, setStateValue() {} })
  const [first, second] = [call(), call()]
  first()
  const before = [...ended, Boolean(root.instance)]
  second()
  return [before, ended.length]
}"""
)
EMPTY = (
    """async (source) => {"""
    + LOAD
    + """
  const show = await load(source)
  document.body.innerHTML = '<div class="image-map"></div>'
  const data = { bus: "b", stock: "s", own: { src: "", place: [0, 0] }, point: -1, words: {} }
  show({ data, parentElement: document.body, setStateValue() {} })
  const stage = document.querySelector(".stage")
  const wrong = []
  window.addEventListener("error", (event) => wrong.push(event.message))
  stage.dispatchEvent(new WheelEvent("wheel", { deltaY: -100, ctrlKey: true }))
  for (const key of ["ArrowLeft", "Enter", "Escape", "+", "0"]) {
    stage.dispatchEvent(new KeyboardEvent("keydown", { key }))
  }
  for (const button of document.querySelectorAll(".tools button")) button.click()
  return wrong
}"""
)


@pytest.fixture
def page(chromium, server):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(server + "/_stcore/health")
    yield page
    context.close()


@pytest.mark.parametrize(
    ("file", "name"),
    [("growth/growth.js", "growth"), ("image_map/image_map.js", "image-map"), ("course/course.js", "course")],
)
def test_a_call_that_was_overtaken_ends_nothing(page, file, name):
    assert page.evaluate(OVERTAKEN, [(HERE / file).read_text("utf-8"), name]) == [[True], 1]


def test_a_map_without_pictures_bears_wheel_and_keys(page):
    text = (HERE / "image_map" / "__init__.py").read_text("utf-8")
    mounted = text[text.index("_MOUNT = ") : text.index("css=(")]
    scripts = re.findall(r'"([\w/]+\.js)"', mounted)
    assert "image_map/gestures.js" in scripts
    assert page.evaluate(EMPTY, "\n".join((HERE / script).read_text("utf-8") for script in scripts)) == []
