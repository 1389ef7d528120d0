"""A recipe that somebody uploads: it is taken, or one sentence says why not."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, Layer, write
from cnnlab.web.classifier.train_desk import DESK
from cnnlab.web.training import upload
from cnnlab.web.training.upload import read_file

SOUND = json.loads(write(ClassifierRecipe()))

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet=st.characters(codec=None), max_size=20)
    | st.sampled_from([*asdict(ClassifierRecipe()), "classifier", "conv", "own-" + 32 * "a", 10**400]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=6,
)


def assert_recipe_or_sentence(content: bytes) -> None:
    try:
        assert isinstance(read_file(content, "classifier"), ClassifierRecipe)
    except LabError as error:
        said = str(error)
        assert said.endswith(".")
        said.encode("utf-8")


def test_what_was_downloaded_is_taken():
    recipe = ClassifierRecipe(layers=(Layer("residual", 4), Layer("global_pool")), seed=9, l2=1e-4)
    assert read_file(write(recipe).encode(), "classifier") == recipe
    assert read_file(b"\xef\xbb\xbf" + write(recipe).encode(), "classifier") == recipe


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(content):
    assert_recipe_or_sentence(content)


@settings(max_examples=50, deadline=None)
@given(anything)
def test_any_json(value):
    assert_recipe_or_sentence(json.dumps(value).encode())


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(list(SOUND)) | st.text(max_size=10), anything, min_size=1, max_size=3))
def test_a_sound_recipe_with_hostile_settings(changes):
    assert_recipe_or_sentence(json.dumps({**SOUND, **changes}).encode())


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(["kind", "units", "size", "stride", "padding", "x"]), anything))
)
def test_hostile_layers(layers):
    assert_recipe_or_sentence(json.dumps({**SOUND, "layers": layers}).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b'{"kind":' * 50_000,
        b"9" * 300_000,
        b'{"kind": "classifier", "layers": [' + b'{"kind": "flatten"},' * 4000 + b'{"kind": "flatten"}]}',
        write(ClassifierRecipe()).encode("utf-16"),
        b'{"kind": "classifier", "\\ud800": 1}',
        b'{"kind": "classifier", "![x](//a.b/c)<script>": 1}',
        b" " * 10_000_000,
        write(replace(ClassifierRecipe(), data="own-" + 32 * "0")).encode(),
    ],
    ids=lambda content: content[:12].decode("latin1") or "empty",
)
def test_what_is_built_to_hurt(content):
    with pytest.raises(LabError) as raised:
        read_file(content, "classifier")
    said = str(raised.value)
    said.encode("utf-8")
    assert "<" not in said
    assert "](" not in said


@pytest.mark.parametrize("start", [b"PK\x03\x04rest", b"\x89HDF\r\n\x1a\n", b"\x1c\x00\x00\x00TFL3"])
def test_a_network_is_never_opened(start):
    with pytest.raises(LabError, match="networks from elsewhere are never opened"):
        read_file(start + bytes(1000), "classifier")


@pytest.mark.parametrize("megabytes", [0.1, 3, 59])
def test_the_page_itself_says_why_a_network_is_not_opened_however_large_it_is(
    open_page, monkeypatch, megabytes
):
    seen = []
    monkeypatch.setattr(
        upload, "read_file", lambda content, kind: seen.append(len(content)) or read_file(content, kind)
    )
    app = open_page("classifier", "cls_mode=train")
    app.session_state["cls_upload"] = True
    app.run()
    uploader = app.file_uploader(key=upload.key_of(DESK))
    assert uploader.proto.max_upload_size_mb >= 60
    content = b"PK\x03\x04" + bytes(int(megabytes * 1e6))
    uploader.upload("model.keras", content, "application/octet-stream").run()
    assert not app.exception
    assert "networks from elsewhere are never opened here" in app.error[0].value
    assert max(seen) <= upload.LARGEST


def test_what_is_too_large_to_be_trained_here(monkeypatch):
    wide = replace(ClassifierRecipe(), layers=(Layer("dense", 2048), Layer("dense", 2048)))
    monkeypatch.setenv("CNNLAB_MOST_PARAMETERS", "1000000")
    with pytest.raises(LabError, match="1,000,000"):
        read_file(write(wide).encode(), "classifier")
