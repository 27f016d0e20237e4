"""The stock assistant: ``rasa init`` in an environment of its own, with TensorFlow. Built on demand, once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.load import StockTurns, measure_load
from bench.processes import await_ready, folder_megabytes, free_port, resident_megabytes, running

_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}
_PACKAGES = ["rasa==3.6.21", "setuptools<70.4,>=70.3"]


class CannotBuild(RuntimeError):
    """The stock environment cannot be installed here; the message says why."""


def measure_stock(folder: Path, clients: tuple[int, ...], turns: int) -> dict[str, Any]:
    """Build, train and measure the stock assistant. Raises :class:`CannotBuild`."""
    environment = _install(folder / "stock")
    rasa = environment / "bin" / "rasa"
    bot = folder / "stock-bot"
    training = _train(rasa, bot)
    port, actions_port = free_port(), free_port()
    started = time.perf_counter()
    server = [str(rasa), "run", "--port", str(port), "--interface", "127.0.0.1", "--quiet"]
    actions = [str(rasa), "run", "actions", "--port", str(actions_port), "--quiet"]
    with (
        running(actions, bot, _QUIET, folder / "stock-actions.log") as action_server,
        running(server, bot, _QUIET, folder / "stock.log") as process,
    ):
        await_ready(f"http://127.0.0.1:{port}/")
        loads = []
        turn = StockTurns(f"http://127.0.0.1:{port}")
        _await_model(turn)
        startup = time.perf_counter() - started
        measure_load(turn, 1, 50)
        for number in clients:
            loads.append(measure_load(turn, number, turns))
        memory = resident_megabytes(process) + resident_megabytes(action_server)
    return {"install": folder_megabytes(environment), "startup": startup, "training": training, "memory": memory, "loads": loads}


def _await_model(turn: StockTurns) -> None:
    for _ in range(600):
        try:
            measure_load(turn, 1, 1)
            return
        except Exception:
            time.sleep(0.1)


def _install(environment: Path) -> Path:
    if (environment / "complete").exists():
        return environment
    python = _python_310()
    shutil.rmtree(environment, ignore_errors=True)
    print("Installing the stock environment with TensorFlow (minutes, 3 GB) ...", flush=True)
    commands = [
        [python, "-m", "venv", str(environment)],
        [str(environment / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *_PACKAGES],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise CannotBuild(f"the stock environment cannot be installed here: {done.stderr.strip().splitlines()[-1:]}")
    (environment / "complete").touch()
    return environment


def _python_310() -> str:
    """Rasa's own metadata allows no later Python than 3.10."""
    if sys.version_info[:2] == (3, 10):
        return sys.executable
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for candidate in (shutil.which("python3.10"), *map(str, sorted(pyenv.glob("versions/3.10*/bin/python")))):
        if candidate and subprocess.run([candidate, "--version"], capture_output=True).returncode == 0:
            return candidate
    raise CannotBuild("the stock environment needs Python 3.10, and there is none")


def _train(rasa: Path, bot: Path) -> float:
    if not (bot / "config.yml").exists():
        bot.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [str(rasa), "init", "--no-prompt", "--init-dir", str(bot)], env={**os.environ, **_QUIET}, capture_output=True
        )
    started = time.perf_counter()
    subprocess.run(
        [str(rasa), "train", "--force", "--quiet"], cwd=bot, env={**os.environ, **_QUIET}, capture_output=True, check=True
    )
    return time.perf_counter() - started
