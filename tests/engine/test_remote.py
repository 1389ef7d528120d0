"""A cluster that others have started: here, the shared one."""

from __future__ import annotations

from pathlib import Path

import dask
import pytest

from cnnlab import engine as module
from cnnlab.engine.remote import shares
from tests.engine import jobs
from tests.engine.processes import until


@pytest.fixture
def remote(engine):
    folder = Path(engine.state().log)
    certificate, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    tls = {"ca-file": certificate, "client.cert": certificate, "client.key": key}
    with dask.config.set({f"distributed.comm.tls.{name}": value for name, value in tls.items()}):
        other = module.make(engine.state().address)
        other.start()
        assert other.wait_until_ready(30)
        yield other
        other.stop()


def test_calls_run_on_its_workers(engine, remote):
    assert remote.state().mode == "remote"
    assert remote.call(jobs.process_id, (), 20) == engine.call(jobs.process_id)


def test_long_calls_too(engine, remote):
    assert engine.call_long(jobs.report_steps, 1).result(60) == 1  # the shared cluster has a long worker now
    call = remote.call_long(jobs.report_steps, (3,), 60)
    assert call.result(60) == 3
    assert len(call.reports()) == 3


def test_leaving_it_leaves_it_alone(engine, remote):
    remote.stop()
    assert remote.state().scheduler == "off"
    assert engine.call(jobs.echo, 5) == 5


def test_nobody_there(monkeypatch):
    other = module.make("tcp://127.0.0.1:9")  # the discard port
    monkeypatch.setattr(
        other, "connect", lambda address, security, timeout: _refuse(other, address, security)
    )
    other.start()
    assert until(lambda: other.state().failures > 0, 20)
    assert other.state().scheduler == "starting"
    other.stop()


def _refuse(other, address, security):
    return type(other).connect(other, address, security, 0.2)


@pytest.mark.parametrize(
    ("workers", "expected"),
    [
        ([{"resources": {"quick": 1}}, {"resources": {"long": 1}}], ({"quick": 1}, 1)),
        ([{"resources": {}}, {"resources": {}}], (None, 2)),
        ([], (None, 0)),
    ],
)
def test_lanes_go_by_resources_where_there_are_any(workers, expected):
    assert shares("quick", workers) == expected
