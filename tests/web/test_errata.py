from __future__ import annotations

import dataclasses
import json
import re

import pytest

from cnnlab.web import errata

LANGUAGES = ("en", "zh")
PAGES = {
    "convolution": range(1, 16),
    "pooling": range(16, 23),
    "activations": range(23, 31),
    "classifier": range(31, 44),
    "inside": range(44, 45),
    "autoencoder": range(45, 50),
    "gan": range(50, 57),
    "style": range(57, 61),
}
ENTRIES = [entry for page in PAGES for entry in errata.entries(page)]

# Names that an article uses and the field does not: they may be quoted, never used.
QUOTED_ONLY = ("半卷积", "同心卷积", "软max", "偏差", "池化核")
NEVER = ("风格传递", "跨验证", "图像补充", "过滤器")

every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def inline_engine():
    """Nothing is computed here, and an engine for each of so many tests takes longer than they do."""


def without_formulas(text: str) -> str:
    return re.sub(r"\$[^$]+\$", "", text)


def sentences(text: str) -> int:
    return len(re.findall(r"[.?。？](?=\s|$|[“一-鿿])", without_formulas(text)))


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_its_own_in_their_order(page):
    assert [entry.name for entry in errata.entries(page)] == [f"E{number}" for number in PAGES[page]]


def test_no_entry_belongs_to_a_page_that_there_is_not():
    assert {each["page"] for each in json.loads(errata.FILE.read_text("utf-8"))} == set(PAGES)


def test_a_page_without_mistakes_has_none():
    assert errata.entries("nowhere") == ()


def test_ids_are_unique_in_the_whole_file():
    names = [each["id"] for each in json.loads(errata.FILE.read_text("utf-8"))]
    assert len(names) == len(set(names))


def test_an_entry_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ENTRIES[0].grade = "half"
    with pytest.raises(TypeError):
        ENTRIES[0].claim["en"] = "Something else."


@every_entry
def test_the_grade_is_known_and_has_a_name_in_each_language(entry):
    assert set(errata.GRADES[entry.grade]) == set(LANGUAGES)


@every_entry
@pytest.mark.parametrize("part", ["article", "claim", "correction", "label"])
def test_every_part_is_told_in_both_languages(entry, part):
    texts = getattr(entry, part)
    assert set(texts) == set(LANGUAGES)
    assert all(text.strip() == text != "" for text in texts.values())
    assert texts["en"] != texts["zh"]


@every_entry
@every_language
@pytest.mark.parametrize("part", ["claim", "correction"])
def test_one_to_three_whole_sentences(entry, part, language):
    text = getattr(entry, part)[language]
    assert text.endswith({"en": ".", "zh": "。"}[language])
    assert 1 <= sentences(text) <= 3


@every_entry
@pytest.mark.parametrize("part", ["article", "claim", "correction", "label"])
def test_chinese_text_is_chinese_and_so_is_its_punctuation(entry, part):
    text = without_formulas(getattr(entry, part)["zh"])
    assert re.search("[一-鿿]", text)
    assert not re.search(r"[,;:?!()]", text)
    assert not re.search("[一-鿿]", getattr(entry, part)["en"])


@every_entry
@pytest.mark.parametrize("part", ["article", "claim", "correction", "label"])
def test_words_that_are_no_terms_are_only_quoted(entry, part):
    text = getattr(entry, part)["zh"]
    unquoted = re.sub("“[^”]*”", "", text)
    assert not [term for term in NEVER if term in text]
    assert not [term for term in QUOTED_ONLY if term in unquoted]


@every_entry
@every_language
def test_formulas_are_closed(entry, language):
    for text in (entry.claim[language], entry.correction[language]):
        assert text.count("$") % 2 == 0


@every_entry
@every_language
def test_markdown_says_all_of_it_and_links_in_its_own_language(entry, language):
    text = errata.as_markdown(entry, language)
    address = re.search(r"\]\((/[^)\s]+)\)", text)
    assert address[1] == f"/{entry.page}?{entry.query}&lang={language}"
    for part in (entry.article, entry.claim, entry.correction, entry.label):
        assert part[language] in text
    other = "en" if language == "zh" else "zh"
    assert entry.claim[other] not in text


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        errata.as_markdown(ENTRIES[0], "fr")
