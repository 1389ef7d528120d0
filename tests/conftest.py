"""What all tests share: a home of their own, no Chromium no browser tests, quiet TensorFlow, patient hypothesis."""

from __future__ import annotations

import functools
import gc
import os
import sys
import tempfile

import hypothesis
import pytest

from cnnlab.web import frame
from tests import sharing
from tests.chromium import MISSING, chromium_path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# On some processors oneDNN writes beyond its memory: the gradient of a 1 x 1 convolution with a stride of 2, TensorFlow
# 2.21. A test that dies takes all that come after it along.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
# Whoever runs the tests may have runs of his own.
_home = tempfile.TemporaryDirectory(prefix="cnnlab-tests-", ignore_cleanup_errors=True)
os.environ["CNNLAB_HOME"] = _home.name

# An example that happens to load TensorFlow, or to meet a busy processor, is not too slow.
hypothesis.settings.register_profile("cnnlab", deadline=None)
hypothesis.settings.load_profile("cnnlab")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say what one process does where tests are shared out among several, and in which order that is begun."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(sharing.group_of(item.path)))
    items.sort(key=lambda item: sharing.rank_of(item.path))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without Chromium skip a browser test; fail it where ``CNNLAB_REQUIRE_BROWSER`` is set."""
    if item.get_closest_marker("browser") is None or chromium_path() is not None:
        return
    if os.environ.get("CNNLAB_REQUIRE_BROWSER"):
        pytest.fail(MISSING, pytrace=False)
    pytest.skip(MISSING)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Take TensorFlow out of the garbage collector's sight, once it is there."""
    if "tensorflow.python" in sys.modules:
        _freeze()


@pytest.fixture(autouse=True)
def _no_mode_has_failed(caplog):
    """Fail a test in which a page has said that something unforeseen has happened."""
    yield
    failed = [record for record in caplog.get_records("call") if record.msg == frame.FAILED]
    assert not failed, [record.exc_info for record in failed]


@functools.cache
def _freeze() -> None:
    # The simulated application collects garbage after each run: 258 ms with TensorFlow in sight, 8 without.
    gc.collect()
    gc.freeze()
