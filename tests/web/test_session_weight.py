"""What a visit keeps on the server: no arrays, wherever in the Classifier one has been."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cnnlab.web import in_hand, long_work, memo
from tests.web.made_runs import ME, made_run
from tests.web.mode_checks import sound

MOST = 2**18
"""Bytes that all arrays together may take outside of what is meant to keep some."""
MEMO = "_last_"
OWN = tuple(in_hand._OWN_KEYS.values())


def arrays(value: Any, seen: set[int] | None = None) -> Iterator[np.ndarray]:
    """Find the arrays in a value, also in what its objects hold on to."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, str | int | float | type | None):
        return
    seen.add(id(value))
    if isinstance(value, np.ndarray | bytes | bytearray | memoryview):
        yield np.frombuffer(value, np.uint8) if not isinstance(value, np.ndarray) else value
    elif isinstance(value, dict):
        for each in value.values():
            yield from arrays(each, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from arrays(each, seen)
    elif isinstance(held := getattr(value, "__dict__", None), dict):
        yield from arrays(held, seen)
    for name in getattr(type(value), "__slots__", ()):
        yield from arrays(getattr(value, name, None), seen)


def weights(app) -> dict[str, int]:
    """Bytes of arrays under each key of a visit's state."""
    state = app.session_state.to_dict()
    assert "cls_mode" in state
    return {key: sum(each.nbytes for each in arrays(value)) for key, value in state.items()}


def assert_light(app):
    found = weights(app)
    kept = {key: size for key, size in found.items() if not key.startswith(MEMO) and key not in OWN}
    assert sum(kept.values()) <= MOST, {key: size for key, size in kept.items() if size}
    for key, size in found.items():
        if key.startswith(MEMO):
            assert size <= memo.LIGHT, key


def test_arrays_are_found_wherever_they_hide():
    array = np.zeros(1000, np.uint8)
    call = SimpleNamespace(_result={"maps": [(array,)]}, other=SimpleNamespace(picture=bytes(500)))
    call.itself = call
    assert sum(each.nbytes for each in arrays(("name", call, {1: call}))) == 1500


@pytest.fixture
def visit(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    run = made_run(owner=ME)
    return open_page("classifier", "", _visitor=ME), run


def ended(app):
    """Have what is computed in the background come to its end, and the page take it up."""
    works = [each for each in app.session_state.to_dict().values() if isinstance(each, long_work.Work)]
    for work in works:
        work.call.result(60)
    if works:
        app.run()


def test_one_visit_to_all_modes(visit):
    app, run = visit
    assert sound(app)
    assert_light(app)
    for changes in (
        {"cls_mode": "use", "cls_model": "mnist-classifier"},
        {"cls_mode": "data", "cls_data": "digits"},
        {"cls_mode": "data", "cls_data": "shapes"},
        {"cls_mode": "train"},
        {"cls_mode": "train", "run": run},
        {"cls_mode": "examine", "run": "", "cls_model": "mnist-classifier"},
        {"cls_mode": "examine", "cls_model": "mnist-classifier", "cls_on": "digits"},
        {"cls_mode": "examine", "cls_model": "shapes-classifier"},
        {"cls_mode": "compare", "cls_compare": "runs", "cls_runs": run},
        {"cls_mode": "compare", "cls_compare": "experiments"},
        {"cls_mode": "use"},
    ):
        for key, value in changes.items():
            app.session_state[key] = value
        app.run()
        ended(app)
        assert not app.exception, changes
        assert_light(app)
