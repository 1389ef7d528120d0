"""The prose: lessons, questions, and the links of all that is told, errata included."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from cnnlab.ops import kernels
from cnnlab.ops.geometry import ConvolutionSpec

LESSONS = Path(__file__).parents[2] / "lessons"
LANGUAGES = ("en", "zh")
FILES = sorted(LESSONS.glob("*/*.md"))
QUESTIONS = json.loads((LESSONS / "questions.json").read_text("utf-8"))
ERRATA = json.loads((LESSONS / "errata.json").read_text("utf-8"))

AVOIDED = ("风格传递", "软max", "偏差", "半卷积", "同心卷积", "跨验证", "池化核", "图像补充", "过滤器")

HAN = "[一-鿿]"

PAGES = {"convolution"}


def one_of(*names):
    return lambda text: text in names


def within(low, high, read=float):
    def accepts(text):
        try:
            return low <= read(text) <= high
        except ValueError:
            return False

    return accepts


def reads_as_kernel(text):
    kernels.parse(text)  # raises where it does not
    return True


# What the address of the Convolution page takes, written down apart from the page's own code.
DECLARED = {
    "conv_mode": one_of("filter", "stack", "kinds", "learn", "spectrum"),
    "preset": one_of(
        *("identity", "box", "gaussian", "sharpen", "unsharp", "sobel_x", "sobel_y", "prewitt_x"),
        *("prewitt_y", "scharr_x", "scharr_y", "laplacian", "log", "emboss", "motion", "gabor", "random"),
    ),
    "kernel_size": within(1, 15, int),
    "sigma": within(0.3, 5),
    "angle": within(0, 180),
    "wavelength": within(2, 16),
    "kernel": reads_as_kernel,
    "normalise": one_of("true", "false"),
    "padding": one_of("valid", "same", "full", "circular", "reflect", "replicate"),
    "stride": within(1, 8, int),
    "dilation": within(1, 8, int),
    "channel": one_of("grey", "red", "green", "blue", "each", "sum"),
    "bias": within(-1, 1),
    "activation": one_of("linear", "relu", "leaky_relu", "sigmoid", "tanh"),
    "flip": one_of("true", "false"),
    "kind": one_of("ordinary", "pointwise", "depthwise", "separable", "dilated", "transposed"),
    "layers": within(1, 4, int),
    "hand": one_of("picture", "digit"),
    "picture": one_of(
        *("cat", "coffee", "rocket", "camera", "coins", "brick", "china", "flower"),
        *("impulse", "step_edge", "zone_plate", "checkerboard", "gradient", "flat"),
    ),
    "size": one_of("16", "28", "32", "48", "64", "96", "128", "192", "256", "384", "512"),
    "tone": one_of("grey", "colour"),
    "lang": one_of(*LANGUAGES),
}


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)]*)\)", text)


def plain(text: str) -> str:
    """The words alone, without formulas, programs and addresses."""
    text = re.sub(r"\$\$.*?\$\$|\$[^$]+\$|`[^`]*`", "", text, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", text)


def headings(path: Path) -> list[str]:
    return re.findall(r"^(#+) ", path.read_text("utf-8"), flags=re.MULTILINE)


def states() -> list[tuple[str, str]]:
    """Where it stands, and the query: of every link that is told."""
    told = [
        (path.relative_to(LESSONS).as_posix(), urlsplit(each).query)
        for path in FILES
        for each in links(path.read_text("utf-8"))
    ]
    told += [(each["id"], each["link"]["query"]) for each in ERRATA]
    return told + [(each["id"], each["query"]) for each in QUESTIONS]


def assert_chinese_punctuation(text: str) -> None:
    wrong = re.findall(rf".?(?:{HAN}[,;:?!.()]|[,;:?!(]\s*{HAN}).?", plain(text))
    assert wrong == []


every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(LESSONS).as_posix())
every_state = pytest.mark.parametrize(("place", "query"), states())
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])


def test_each_lesson_stands_in_both_languages():
    names = {language: {path.name for path in (LESSONS / language).glob("*.md")} for language in LANGUAGES}
    assert names["en"] == names["zh"] >= {"convolution.md", "start.md"}


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


def test_the_lesson_is_neither_a_note_nor_a_book():
    words = plain((LESSONS / "en" / "convolution.md").read_text("utf-8")).split()
    assert 900 <= len(words) <= 1300


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


@every_state
def test_a_state_holds_only_what_the_page_declares(place, query):
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs), "a name stands there twice"
    for name, value in pairs:
        assert name in DECLARED, name
        assert DECLARED[name](value), f"{name}={value}"


@every_state
def test_a_state_can_be_computed(place, query):
    state = dict(parse_qsl(query))
    preset, size = state.get("preset", "sobel_x"), int(state.get("kernel_size", 3))
    if "kernel" in state:
        shape = kernels.parse(state["kernel"]).shape
    else:
        assert size in kernels.SIZES[preset]
        shape = (size, size)
    spec = ConvolutionSpec(
        (int(state.get("stride", 1)),) * 2,
        (int(state.get("dilation", 1)),) * 2,
        state.get("padding", "valid"),
        state.get("flip") == "true",
    )
    side = int(state.get("size", 256))
    assert min(spec.output_size((side, side), shape)) >= 1


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
