"""Calls in the quick lane."""

from __future__ import annotations

import gc
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.signal import correlate2d

from cnnlab.errors import LabError
from tests.engine import jobs
from tests.engine.processes import until


def test_an_array_comes_back_as_it_went(engine):
    picture = np.random.default_rng(1).random((64, 48, 3), "float32")
    back = engine.call(jobs.echo, picture)
    assert back.dtype == np.float32
    np.testing.assert_array_equal(back, picture)


def test_containers_arrive_as_they_are(engine):
    value = {"spec": [(1, 2), {"a"}], "none": None, "empty": ()}
    assert engine.call(jobs.echo, value) == value


def test_it_runs_in_another_process(engine):
    assert engine.call(jobs.process_id) != os.getpid()


def test_tensorflow_computes_there(engine):
    random = np.random.default_rng(2)
    picture, kernel = random.random((40, 30), "float32"), random.random((3, 5), "float32")
    output = engine.call(jobs.convolve_with_tensorflow, picture, kernel)
    np.testing.assert_allclose(output, correlate2d(picture, kernel, "valid"), rtol=1e-5)


def test_a_lab_error_arrives_with_its_values(engine):
    with pytest.raises(LabError) as caught:
        engine.call(jobs.refuse, 1)
    assert caught.value.message == "The number is {number}; choose {better} or more."
    assert caught.value.values == {"number": 1, "better": 3}


def test_another_error_arrives_as_itself(engine):
    with pytest.raises(ZeroDivisionError, match="exactly so"):
        engine.call(jobs.fail, "exactly so")


@pytest.mark.parametrize(
    ("function", "args"), [(jobs.echo, [threading.Lock()]), (threading.Lock, [])], ids=["argument", "result"]
)
def test_what_cannot_be_sent_is_a_type_error_at_once(engine, function, args):
    with pytest.raises(TypeError, match=r"[Ss]erialize"):
        engine.call(function, *args)
    assert engine.ready()


def test_a_timeout_of_the_function_is_not_the_engines(engine):
    before = engine.call(jobs.process_id)
    with pytest.raises(TimeoutError, match="the function's own"):
        engine.call(jobs.time_out)
    assert engine.call(jobs.process_id) == before


def test_many_threads_get_their_own_answers(engine):
    with ThreadPoolExecutor(30) as visitors:
        assert list(visitors.map(lambda number: engine.call(jobs.echo, number), range(90))) == list(range(90))


def test_nothing_is_kept_of_a_call(engine, cluster):
    for _ in range(3):
        engine.call(jobs.echo, np.zeros(1000))
    client = cluster.lanes["quick"].seat.client
    # The traceback of a call that could not be sent, in a test before this one, holds that call in a cycle.
    gc.collect()
    assert until(lambda: not client.futures, 30)
    assert until(lambda: client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)) == 0, 30)


def test_the_state_says_what_there_is(engine):
    state = engine.state()
    assert (state.mode, state.scheduler, state.quick) == ("local", "ready", "ready")
    assert state.address.startswith("tls://127.0.0.1:")
    assert engine.ready()
    assert engine.wait_until_ready(0)
