"""Every link that the prose offers opens a sound page, in both languages, and is taken as it stands."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl

import pytest

from cnnlab.web import errata
from cnnlab.web.convolution import properties as p
from cnnlab.web.convolution.kinds_properties import KINDS
from cnnlab.web.convolution.learn_properties import LEARN
from cnnlab.web.convolution.spectrum_properties import SPECTRUM
from cnnlab.web.convolution.stack_properties import STACK
from cnnlab.web.in_hand import PROPERTIES as IN_HAND
from cnnlab.web.lessons import LESSONS

PAGES = ("convolution",)
MODES = {
    "filter": p.FILTER,
    "stack": (*STACK, p.ACTIVATION),
    "kinds": KINDS,
    "learn": LEARN,
    "spectrum": (*SPECTRUM, *p.FILTER),
}
PROPERTIES = {each.key: each for each in (p.MODE, *IN_HAND, *p.FILTER, *STACK, *KINDS, *LEARN, *SPECTRUM)}


def offered() -> set[tuple[str, str]]:
    """Return page and query of every link, without the language."""
    links = {(entry.page, entry.query) for page in PAGES for entry in errata.entries(page)}
    for lesson in LESSONS.glob("*/*.md"):
        for page, query in re.findall(r"\]\(/?(\w+)\?([^)]*)\)", lesson.read_text("utf-8")):
            links.add((page, re.sub(r"&?lang=\w+", "", query)))
    for question in json.loads((LESSONS / "questions.json").read_text("utf-8")):
        links.add((question["page"], question["query"]))
    return links


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("page", "query"), sorted(offered()))
def test_a_link_opens_what_it_says(open_page, page, query, language):
    app = open_page(page, f"{query}&lang={language}")
    assert not app.exception
    assert not app.error
    assert not app.session_state["_notices"]
    for key, value in parse_qsl(query):
        assert app.session_state[key] == PROPERTIES[key].read(value)
    mode = MODES[app.session_state["conv_mode"]]
    assert {key for key, _ in parse_qsl(query)} <= {each.key for each in (p.MODE, *IN_HAND, *mode)}, (
        "ignored there"
    )
