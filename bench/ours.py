"""This assistant, as ``python -m bot run`` starts it: launcher, action server and Rasa, with its durable store."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.load import OurTurns, measure_load
from bench.processes import await_ready, folder_megabytes, free_port, resident_megabytes, running


def measure_ours(checkout: Path, scratch: Path, clients: tuple[int, ...], turns: int) -> dict[str, Any]:
    """Train and measure the assistant in ``checkout``; what it keeps goes to ``scratch``."""
    scratch.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = {
        "ASSISTANT_PORT": str(port),
        "ASSISTANT_ACTIONS_PORT": str(free_port()),
        "ASSISTANT_DATA_DIR": str(scratch / "data"),
        "ASSISTANT_MODEL_DIR": str(scratch / "model"),
        "ASSISTANT_MESSAGES_PER_MINUTE": "10000000",
        "PYTHONPATH": str(checkout),
    }
    training = _train(checkout, environment)
    started = time.perf_counter()
    with running([sys.executable, "-m", "bot", "run"], checkout, environment, scratch / "run.log") as process:
        await_ready(f"http://127.0.0.1:{port}/webhooks/web/health")
        startup = time.perf_counter() - started
        turn = OurTurns(f"http://127.0.0.1:{port}")
        measure_load(turn, 1, 50)
        loads = [measure_load(turn, number, turns) for number in clients]
        memory = resident_megabytes(process)
    size = (scratch / "model" / "assistant.tar.gz").stat().st_size / 2**20
    install = folder_megabytes(Path(sys.prefix))
    return {"install": install, "startup": startup, "training": training, "memory": memory, "loads": loads, "model": size}


def measure_training(checkout: Path, scratch: Path) -> dict[str, float]:
    """Seconds to train the assistant in ``checkout``, and the size of its model in MB."""
    scratch.mkdir(parents=True, exist_ok=True)
    training = _train(checkout, {"ASSISTANT_MODEL_DIR": str(scratch / "model"), "PYTHONPATH": str(checkout)})
    return {"training": training, "model": (scratch / "model" / "assistant.tar.gz").stat().st_size / 2**20}


def _train(checkout: Path, environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bot", "train", "--force"],
        cwd=checkout,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started
