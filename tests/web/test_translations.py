"""The catalogue holds every text of the sources, translated, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.mofile import read_mo

from cnnlab.web.translations.__main__ import KEYWORDS, PO, extracted, read
from tests.web.emphasis import unread

ROOT = Path(__file__).parents[2]


def strings(catalogue) -> dict[str, str]:
    return {message.id: message.string for message in catalogue if message.id}


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module")
def sources() -> set[str]:
    return set(strings(extracted()))


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    return strings(read())


def written() -> set[str]:
    """Return every literal that a marking function gets, read from the syntax tree.

    Babel's extraction misses a call within a call, and one within an f-string.
    """
    files = [*(ROOT / "cnnlab").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    calls = (
        node
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYWORDS and node.args
    )
    first = (call.args[0] for call in calls)
    return {each.value for each in first if isinstance(each, ast.Constant) and each.value}


def test_the_extraction_finds_every_text(sources):
    assert written() == sources


def test_every_text_is_translated(sources, chinese):
    assert len(sources) > 100
    assert not sorted(text for text in sources if not chinese.get(text))


def test_no_translation_is_left_over(sources, chinese):
    assert not sorted(chinese.keys() - sources)


def test_no_translation_is_a_guess():
    assert not [message.id for message in read() if message.id and message.fuzzy]


def test_both_languages_have_the_same_places(chinese):
    assert not [text for text, translation in chinese.items() if places(text) != places(translation)]


def test_stars_become_bold_letters(chinese):
    texts = [text for both in chinese.items() for text in both]
    assert not {text: unread(text) for text in texts if unread(text)}


def test_stars_behind_a_full_stop_stay_stars():
    assert unread("**x 个数。**重构")
    assert unread("见**（一）**")
    assert not unread("**x 个数**。重构 **d** of `**`")


def test_a_sentence_is_translated_into_chinese(chinese):
    # Names stay as they are; what has three words or more is no name, unless it is made of places alone.
    sentences = {
        text: translation
        for text, translation in chinese.items()
        if len(text.split()) > 2 and re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text))
    }
    assert not [text for text, translation in sentences.items() if not re.search("[一-鿿]", translation)]


def test_the_compiled_catalogue_says_the_same(chinese):
    with PO.with_suffix(".mo").open("rb") as file:
        assert strings(read_mo(file)) == chinese


def test_every_lesson_is_there_in_both_languages():
    english, chinese = (
        {path.name for path in (ROOT / "lessons" / language).glob("*.md")} for language in ("en", "zh")
    )
    assert english == chinese
    assert {f"{page.stem}.md" for page in (ROOT / "pages").glob("*.py")} <= english
