"""The prose: lessons, questions, and the links of all that is told, errata included."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.web.emphasis import unread

LESSONS = Path(__file__).parents[2] / "lessons"
LANGUAGES = ("en", "zh")
FILES = sorted(LESSONS.glob("*/*.md"))
QUESTIONS = json.loads((LESSONS / "questions.json").read_text("utf-8"))
ERRATA = json.loads((LESSONS / "errata.json").read_text("utf-8"))

AVOIDED = ("风格传递", "软max", "偏差", "半卷积", "同心卷积", "跨验证", "池化核", "图像补充", "过滤器")

HAN = "[一-鿿]"

PAGES = {"convolution", "pooling", "activations", "classifier", "inside", "autoencoder", "gan", "style"}


@pytest.fixture(autouse=True)
def inline_engine():
    """Nothing is computed here, and an engine for each of so many tests takes longer than they do."""


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)]*)\)", text)


def plain(text: str) -> str:
    """The words alone, without formulas, programs and addresses."""
    text = re.sub(r"\$\$.*?\$\$|\$[^$]+\$|`[^`]*`", "", text, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", text)


def headings(path: Path) -> list[str]:
    return re.findall(r"^(#+) ", path.read_text("utf-8"), flags=re.MULTILINE)


def assert_chinese_punctuation(text: str) -> None:
    wrong = re.findall(rf".?(?:{HAN}[,;:?!.()]|[,;:?!(]\s*{HAN}).?", plain(text))
    assert wrong == []


every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(LESSONS).as_posix())
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])


def test_each_lesson_stands_in_both_languages():
    names = {language: {path.name for path in (LESSONS / language).glob("*.md")} for language in LANGUAGES}
    assert names["en"] == names["zh"] == {f"{page}.md" for page in PAGES | {"start"}}


@pytest.mark.parametrize("english", sorted((LESSONS / "en").glob("*.md")), ids=lambda path: path.stem)
def test_both_languages_have_the_same_frame(english):
    chinese = LESSONS / "zh" / english.name
    assert headings(english) == headings(chinese)
    formulas = [path.read_text("utf-8").count("$$") for path in (english, chinese)]
    assert formulas[0] == formulas[1]
    states = [
        [re.sub("&lang=..$", "", link) for link in links(path.read_text("utf-8"))]
        for path in (english, chinese)
    ]
    assert states[0] == states[1]


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_lesson_is_neither_a_note_nor_a_book(page):
    words = plain((LESSONS / "en" / f"{page}.md").read_text("utf-8")).split()
    assert 900 <= len(words) <= 1800


def test_the_start_is_short():
    words = plain((LESSONS / "en" / "start.md").read_text("utf-8")).split()
    assert 80 <= len(words) <= 120


@every_file
def test_headings_begin_at_the_third_level(path):
    assert all(len(level) >= 3 for level in headings(path))


@every_file
def test_terms_that_are_no_terms_do_not_occur(path):
    text = path.read_text("utf-8")
    assert [term for term in AVOIDED if term in text] == []


@every_file
def test_formulas_and_links_are_closed(path):
    text = path.read_text("utf-8")
    assert text.count("$$") % 2 == 0
    assert text.replace("$$", "").count("$") % 2 == 0
    assert text.count("](") == len(links(text))


@every_file
def test_stars_become_bold_letters(path):
    paragraphs = path.read_text("utf-8").split("\n\n")
    assert [found for paragraph in paragraphs for found in unread(paragraph)] == []


@every_file
def test_links_stay_in_the_laboratory_and_in_the_language(path):
    for link in links(path.read_text("utf-8")):
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc, parts.fragment) == ("", "", "")
        assert parts.path.removeprefix("/") in PAGES
        assert dict(parse_qsl(parts.query))["lang"] == path.parent.name


@every_file
def test_no_raw_address_and_no_html(path):
    text = path.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"</?[a-z]+", text)


@pytest.mark.parametrize("path", sorted((LESSONS / "zh").glob("*.md")), ids=lambda path: path.stem)
def test_chinese_lessons_use_chinese_punctuation(path):
    assert_chinese_punctuation(path.read_text("utf-8"))


@pytest.mark.parametrize("path", sorted((LESSONS / "en").glob("*.md")), ids=lambda path: path.stem)
def test_english_lessons_hold_no_chinese(path):
    assert not re.search(HAN, path.read_text("utf-8"))


def test_question_ids_are_unique():
    names = [question["id"] for question in QUESTIONS]
    assert len(names) == len(set(names)) >= 3


@every_question
def test_a_question_belongs_to_a_page_and_is_told_in_both_languages(question):
    assert question["page"] in PAGES
    texts = [question["question"], question["reveal"], *(slip["says"] for slip in question["slips"])]
    for text in texts:
        assert set(text) == set(LANGUAGES)
        assert text["en"].endswith((".", "?"))
        assert [unread(each) for each in text.values()] == [[], []]
        assert text["zh"].endswith(("。", "？"))
        assert re.search(HAN, text["zh"])
        assert not re.search(HAN, text["en"])
        assert not re.search("[,;?!()]", text["zh"])
        assert_chinese_punctuation(text["zh"])
        assert [term for term in AVOIDED if term in text["zh"]] == []


@every_question
def test_the_answer_can_be_given(question):
    if question["kind"] == "number":
        assert type(question["answer"]) is int
        assert "options" not in question
    else:
        assert question["kind"] == "choice"
        names = [option["id"] for option in question["options"]]
        assert len(names) == len(set(names)) >= 2
        assert question["answer"] in names
        for language in LANGUAGES:
            assert len({option[language] for option in question["options"]}) == len(names)


@every_question
def test_each_slip_is_a_wrong_answer_that_can_be_given(question):
    slips = [slip["answer"] for slip in question["slips"]]
    assert len(slips) == len(set(slips))
    assert question["answer"] not in slips
    if question["kind"] == "choice":
        assert {question["answer"], *slips} == {option["id"] for option in question["options"]}
    else:
        assert slips
        assert all(type(slip) is int for slip in slips)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_noise_stays_where_the_lesson_says_so(language):
    """Both ends of that walk have the same seed, whatever the page begins with."""
    (walk,) = (
        link for link in links((LESSONS / language / "gan.md").read_text("utf-8")) if "to_seed" in link
    )
    query = dict(parse_qsl(urlsplit(walk).query))
    assert query["gan_seed"] == query["gan_to_seed"]
