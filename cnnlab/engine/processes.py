"""The engine's own processes: a private folder, a certificate, starting and ending them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cnnlab.training import process

ROOT = Path(__file__).resolve().parents[2]
"""The folder from which the children import this package."""

LARGEST_LOG = 1_000_000
"""Bytes after which a log begins anew."""

DASK = {
    # A call that took its worker with it must not take the next one too.
    "SCHEDULER__ALLOWED_FAILURES": "0",
    # TensorFlow may hold Python's lock for minutes without anything being wrong.
    "SCHEDULER__WORKER_TTL": "15 minutes",
    "SCHEDULER__WORK_STEALING": "False",
    # The web pages of Dask are of no use here and would be open to every local account.
    "SCHEDULER__HTTP__ROUTES": "[]",
    "WORKER__HTTP__ROUTES": "[]",
    "WORKER__PROFILE__ENABLED": "False",
    "ADMIN__LOW_LEVEL_LOG_LENGTH": "200",
    "ADMIN__SYSTEM_MONITOR__GIL__ENABLED": "False",
}


@dataclass(frozen=True)
class Folder:
    """The private folder of one local cluster.

    Attributes
    ----------
    path : Path
        Readable by this account only.
    """

    path: Path

    @property
    def scheduler_file(self) -> Path:
        """Where the scheduler writes its address."""
        return self.path / "scheduler.json"

    @property
    def certificate(self) -> Path:
        """The certificate that all processes of this cluster share."""
        return self.path / "certificate.pem"

    @property
    def key(self) -> Path:
        """Its private key."""
        return self.path / "key.pem"

    def log(self, role: str) -> Path:
        """Where the output of a process goes."""
        return self.path / f"{role}.log"

    def whole(self) -> bool:
        """Tell whether what every process reads is still there, and not cleared away with old files."""
        return self.certificate.is_file() and self.key.is_file()

    def remove(self) -> None:
        """Delete it, as far as it is still there."""
        shutil.rmtree(self.path, ignore_errors=True)


def make_folder() -> Folder:
    """Make a private folder with a fresh certificate in it."""
    from distributed.security import Security

    folder = Folder(Path(tempfile.mkdtemp(prefix="cnnlab-")))
    fresh = Security.temporary()
    _write_private(folder.certificate, fresh.tls_ca_file)
    _write_private(folder.key, fresh.tls_client_key)
    return folder


def _write_private(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)


def security(folder: Folder) -> Any:
    """Give the client's side of the encryption (a `distributed.Security`)."""
    from distributed.security import Security

    certificate = str(folder.certificate)
    return Security(
        require_encryption=True,
        tls_ca_file=certificate,
        tls_client_cert=certificate,
        tls_client_key=str(folder.key),
    )


@dataclass(frozen=True)
class Child:
    """One process of the engine.

    Attributes
    ----------
    name : str
        Unique within the cluster; a worker is known to the scheduler by it.
    process : subprocess.Popen
        It ends when its standard input is closed.
    """

    name: str
    process: subprocess.Popen

    def alive(self) -> bool:
        """Tell whether it still runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """Ask it to end, by closing its standard input."""
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()

    def kill(self, patience: float = 0.0) -> None:
        """End it, and whatever it started; return when it has ended.

        With `patience` it is asked first, and has so many seconds to end by itself.
        """
        if patience:  # a scheduler that is asked takes the folder with it, which its successor needs
            self.close()
        try:
            self.process.wait(0.0 if sys.platform == "win32" else patience)  # there it does not listen
        except subprocess.TimeoutExpired:
            if sys.platform == "win32":
                self.process.kill()
            else:
                with suppress(ProcessLookupError, PermissionError):  # it has just ended by itself
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.close()


def start_scheduler(folder: Folder, ended: Callable[[], None]) -> Child:
    """Start a scheduler on a free port of this computer.

    Parameters
    ----------
    folder : Folder
        It writes its address there.
    ended : callable
        Called from another thread when the process has ended.
    """
    folder.scheduler_file.unlink(missing_ok=True)
    options = ["--host", "127.0.0.1", "--port", "0", "--protocol", "tls", "--no-dashboard"]
    options += ["--dashboard-address", "127.0.0.1:0"]
    return _start("scheduler", "scheduler", folder, options, {}, ended)


def start_worker(
    folder: Folder,
    lane: str,
    name: str,
    threads: int,
    ended: Callable[[], None],
    *,
    later: bool = False,
) -> Child:
    """Start a worker of one lane; it waits by itself until the scheduler is there.

    Parameters
    ----------
    folder : Folder
        Where the scheduler's address will be, and where the worker keeps its files.
    lane : {"quick", "long", "train-1", ...}
        Its resource, of which it has one.
    name : str
        A name that no worker of this cluster has had.
    threads : int
        Threads of TensorFlow for one operation.
    ended : callable
        Called from another thread when the process has ended.
    later : bool
        Whether it gives way to every other process.
    """
    options = ["--host", "127.0.0.1", "--protocol", "tls", "--no-nanny", "--nthreads", "1", "--no-dashboard"]
    options += ["--dashboard-address", "127.0.0.1:0", "--memory-limit", "0", "--resources", f"{lane}=1"]
    options += ["--name", name, "--local-directory", str(folder.path)]
    return _start(
        lane, name, folder, options, _tensorflow(lane, threads), ended, role="trainer" if later else "worker"
    )


def _tensorflow(lane: str, threads: int) -> dict[str, str]:
    # The long worker measures how long a training will take; it does many other things, and must give memory back.
    training = {"quick": {}, "long": process.KERNELS}.get(lane, process.SETTINGS)
    return {
        **training,
        "KERAS_BACKEND": "tensorflow",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "TF_NUM_INTRAOP_THREADS": str(threads),
        "TF_NUM_INTEROP_THREADS": "1",
        # Otherwise the first worker takes the whole memory of a graphics card.
        "TF_FORCE_GPU_ALLOW_GROWTH": "true",
        "OMP_NUM_THREADS": str(threads),
        "MALLOC_TRIM_THRESHOLD_": "65536",
    }


def _start(
    log: str,
    name: str,
    folder: Folder,
    options: list[str],
    variables: dict[str, str],
    ended: Callable[[], None],
    role: str = "scheduler",
) -> Child:
    certificate, key = str(folder.certificate), str(folder.key)
    options = [*options, "--scheduler-file", str(folder.scheduler_file)]
    options += ["--tls-ca-file", certificate, "--tls-cert", certificate, "--tls-key", key]
    # -P: the current folder, which may hold anything, is not searched for modules.
    command = [sys.executable, "-P", "-m", "cnnlab.engine.child", role, str(folder.path), str(os.getpid())]
    process = subprocess.Popen(
        command + options,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(variables),
        **_apart(),
    )
    thread = threading.Thread(
        target=_keep_log,
        args=(process.stdout, folder.log(log), ended),
        name=f"cnnlab-log-{name}",
        daemon=True,
    )
    thread.start()
    return Child(name, process)


def _environment(variables: dict[str, str]) -> dict[str, str]:
    inherited = os.environ.get("PYTHONPATH")
    path = str(ROOT) if not inherited else os.pathsep.join([str(ROOT), inherited])
    dask = {f"DASK_DISTRIBUTED__{name}": value for name, value in DASK.items()}
    return {**os.environ, **dask, **variables, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}


def _apart() -> dict[str, Any]:
    """Keep the terminal's Ctrl-C away from the child: the parent ends it in order."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def _keep_log(output: IO[bytes], path: Path, ended: Callable[[], None]) -> None:
    """Copy a process's output to a log of bounded size until the process ends."""
    try:
        with output, open(path, "ab", buffering=0) as log:
            for line in iter(lambda: output.readline(4096), b""):
                if log.tell() > LARGEST_LOG:
                    log.truncate(0)
                log.write(line)
    finally:
        ended()
