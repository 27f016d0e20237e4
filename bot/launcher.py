"""Starts the assistant: action server and Rasa, watched, restarted if they die, stopped together."""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from types import FrameType
from urllib.request import ProxyHandler, build_opener

from bot.language.compile import stale
from bot.settings import Secret, Settings
from bot.training import is_up_to_date, languages_below_gate, model_path, quiet_environment, train
from bot.types import ROOT

_READY_SECONDS = 90
_STOP_SECONDS = 10
_LEAST_FREE_BYTES = 200 * 1024 * 1024
_MOST_RESTARTS = 5
_RESTART_WINDOW = 60.0
_KEY_FILE = "secret.key"
_SHOWN_LINES = 8
_LARGEST_LOG = 5 * 1024 * 1024
_loopback = build_opener(ProxyHandler({}))  # health checks never leave the machine


class CannotStart(RuntimeError):
    """The assistant cannot start. The message is one line with the fix."""


@dataclass
class Child:
    """One watched process."""

    name: str
    command: list[str]
    environment: dict[str, str]
    health: str
    log: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_RESTARTS))

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the launcher, and tied to the launcher's life."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def is_healthy(self) -> bool:
        """Whether it answers its health check."""
        try:
            with _loopback.open(self.health, timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, HTTPException):
            return False

    def last_lines(self) -> str:
        """What it printed last."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_SHOWN_LINES:])

    def keeps_dying(self) -> bool:
        """Note a restart; whether there were too many of late."""
        now = time.monotonic()
        self.restarts.append(now)
        return len(self.restarts) == _MOST_RESTARTS and now - self.restarts[0] < _RESTART_WINDOW

    def stop(self) -> None:
        """Ask it to stop, then make it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _die_with_parent() -> None:
    """Linux: have the kernel stop the child if the launcher is killed outright."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def run(settings: Settings, say: Callable[[str], None] = print) -> int:
    """Run the assistant until it is told to stop. Returns the exit status. Raises :class:`CannotStart`."""
    stopped = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    prepare(settings, say)
    closed = closed_languages(settings)
    if closed:
        say(f"Menus only, no free text (see docs/operators.md, release gate): {' '.join(closed)}")
    children = [_action_server(settings), _rasa(settings)]
    try:
        for child in children:
            child.start()
        _await_ready(children, stopped)
        if not stopped.is_set():
            say(f"Ready. Chat at {settings.address}/webhooks/web/   (Ctrl-C stops; logs in {settings.data_dir})")
        return _watch(children, stopped, say)
    finally:
        for child in reversed(children):
            child.stop()


def prepare(settings: Settings, say: Callable[[str], None]) -> None:
    """Everything that must be true before the processes start; says what takes long."""
    for port, variable in ((settings.port, "PORT"), (settings.actions_port, "ACTIONS_PORT")):
        require_free_port(settings.host if variable == "PORT" else "127.0.0.1", port, variable)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        require_space(settings.data_dir)
        if stale():  # in a process of its own, so that the launcher stays small
            subprocess.run([sys.executable, "-m", "bot.language.compile"], cwd=ROOT, check=True)
        if not is_up_to_date(settings):
            say("Training, since examples or code have changed (some minutes) ...")
            train(settings)
    except subprocess.CalledProcessError as error:
        raise CannotStart("A file in locales/ cannot be read. Run: python -m bot check") from error
    except OSError as error:
        raise CannotStart(
            f"{error.filename or settings.data_dir}: {error.strerror}. Free space or set ASSISTANT_DATA_DIR."
        ) from error


def require_free_port(host: str, port: int, variable: str) -> None:
    """Raise :class:`CannotStart` where another program listens on ``port``."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({error.strerror}). Stop the other program, or: make run {variable}={port + 1}"
            ) from None


def require_space(folder: Path) -> None:
    """Raise :class:`CannotStart` where the disk is all but full."""
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE_BYTES:
        raise CannotStart(
            f"Only {free // 2**20} MB are free for {folder}. Free 200 MB, or set ASSISTANT_DATA_DIR to another disk."
        )


def secret(settings: Settings) -> Secret:
    """The key from the environment; without one, a key of this machine's own, made once and readable by its owner only."""
    if settings.secret:
        return settings.secret
    path = settings.data_dir / _KEY_FILE
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    return Secret(path.read_text(encoding="ascii").strip())


def _environment(settings: Settings) -> dict[str, str]:
    return {
        **quiet_environment(),
        "ASSISTANT_HOST": settings.host,
        "ASSISTANT_PORT": str(settings.port),
        "ASSISTANT_ACTIONS_PORT": str(settings.actions_port),
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "LOG_LEVEL": "WARNING",  # Rasa's own lines below this level hold what people type
    }


def closed_languages(settings: Settings) -> list[str]:
    """Languages in which free text is not answered: those the operator names, and those below the release gate."""
    return list(dict.fromkeys([*settings.menus_only, *languages_below_gate(settings)]))


def _action_server(settings: Settings) -> Child:
    environment = _environment(settings)
    environment.pop("ASSISTANT_SECRET", None)  # it signs nothing and names nobody: it gets no key
    return Child(
        "actions", [sys.executable, "-m", "actions"], environment, f"{settings.actions_url}/health", _log(settings, "actions")
    )


def _rasa(settings: Settings) -> Child:
    command = [
        sys.executable, "-m", "rasa", "run", "--model", str(model_path(settings)), "--endpoints", str(_endpoints(settings)),
        "--credentials", "bot/developer_credentials.yml" if settings.developer else "bot/credentials.yml",
        "--interface", settings.host, "--port", str(settings.port), "--quiet",
    ]  # fmt: skip
    if settings.developer:
        command.append("--enable-api")
    environment = {
        **_environment(settings),
        "ASSISTANT_SECRET": secret(settings).reveal(),
        "ASSISTANT_MENUS_ONLY": " ".join(closed_languages(settings)),
    }
    return Child("rasa", command, environment, f"{settings.address}/webhooks/web/health", _log(settings, "rasa"))


def _endpoints(settings: Settings) -> Path:
    """bot/endpoints.yml with this run's port of the action server."""
    path = settings.data_dir / "endpoints.yml"
    text = (ROOT / "bot" / "endpoints.yml").read_text(encoding="utf-8")
    path.write_text(text.replace("http://127.0.0.1:5055", settings.actions_url), encoding="utf-8")
    return path


def _log(settings: Settings, name: str) -> Path:
    """The process's log: codes and tracebacks, never words. Begun anew once it has grown large."""
    path = settings.data_dir / f"{name}.log"
    if path.exists() and path.stat().st_size > _LARGEST_LOG:
        path.unlink()
    return path


def _await_ready(children: list[Child], stopped: threading.Event) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    waiting = list(children)
    while waiting and not stopped.wait(0.1):
        for child in waiting:
            if child.process is not None and child.process.poll() is not None:
                raise CannotStart(
                    f"The {child.name} process ended while starting. Its last lines ({child.log}):\n{child.last_lines()}"
                )
        waiting = [child for child in waiting if not child.is_healthy()]
        if time.monotonic() > deadline:
            names = " and ".join(child.name for child in waiting)
            raise CannotStart(f"Not ready after {_READY_SECONDS} s: {names}. Try: python -m bot doctor")


def _watch(children: list[Child], stopped: threading.Event, say: Callable[[str], None]) -> int:
    while not stopped.wait(0.5):
        for child in children:
            if child.process is not None and child.process.poll() is not None:
                say(f"code=process-ended name={child.name} status={child.process.returncode}: starting it again")
                if child.keeps_dying():
                    say(f"code=process-keeps-ending name={child.name}: giving up")
                    return 1
                child.start()
    return 0
