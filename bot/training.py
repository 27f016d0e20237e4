"""Training when, and only when, something that matters has changed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.language.table import spoken
from bot.policy.gate import Gate, menus_only
from bot.settings import Settings
from bot.types import ROOT, LanguageTag

MODEL_NAME = "assistant"
_STAMP = "trained.json"
_FIGURES = "quality.json"
_INPUTS = (
    "data/nlu/*/*.yml", "data/rules/*.yml", "data/stories/*.yml", "data/countries/*.yml", "data/topics.yml",
    "bot/config.yml", "bot/domain/*.yml", "bot/nlu/*.py", "bot/dialogue/importer.py", "bot/policy/outcome.py",
    "bot/language/*.py", "bot/language/*.json", "bot/language/languages.yml", "data/evaluation/*.tsv", "requirements.txt",
)  # fmt: skip


class TrainingFailed(RuntimeError):
    """Rasa could not train. The message ends with Rasa's last lines."""


def model_path(settings: Settings) -> Path:
    """Where the trained model is."""
    return settings.model_dir / f"{MODEL_NAME}.tar.gz"


def figures_path(settings: Settings) -> Path:
    """Where the figures of the trained model on the development sets are, as JSON."""
    return settings.model_dir / _FIGURES


def languages_below_gate(settings: Settings) -> tuple[LanguageTag, ...]:
    """The spoken languages that the trained model does not understand well enough to answer free text."""
    gate = Gate(settings.gate_understood, settings.gate_emergencies)
    try:
        figures = json.loads(figures_path(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        figures = {}
    return menus_only(figures, [language.tag for language in spoken()], gate)


def is_up_to_date(settings: Settings) -> bool:
    """Whether the model there is was trained on exactly what there is now."""
    stamp = settings.model_dir / _STAMP
    if not model_path(settings).exists() or not stamp.exists():
        return False
    try:
        return bool(json.loads(stamp.read_text(encoding="utf-8"))["inputs"] == inputs_hash())
    except (ValueError, KeyError, TypeError):
        return False


def inputs_hash() -> str:
    """Hash of every file the model depends on."""
    digest = hashlib.sha256(sys.version.split()[0].encode())
    for path in _input_files():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _input_files() -> Iterator[Path]:
    for pattern in _INPUTS:
        yield from sorted(ROOT.glob(pattern))


def train(settings: Settings) -> None:
    """Train with the ordinary ``rasa train``, and measure on the development sets, for the release gate.

    The model there was stays in place until the new one is whole. Raises :class:`TrainingFailed`.
    """
    inputs = inputs_hash()
    settings.model_dir.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "rasa", "train", "--config", "bot/config.yml", "--domain", "bot/domain", "--data", "data",
        "--out", str(settings.model_dir), "--fixed-model-name", f"{MODEL_NAME}-new", "--skip-validation", "--force",
    ]  # fmt: skip
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=quiet_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    fresh = settings.model_dir / f"{MODEL_NAME}-new.tar.gz"
    if done.returncode or not fresh.exists():
        raise TrainingFailed("Training failed. Rasa's last lines:\n" + "\n".join(_last_lines(done.stdout)))
    fresh.replace(model_path(settings))
    _measure(settings)
    (settings.model_dir / _STAMP).write_text(json.dumps({"inputs": inputs}), encoding="utf-8")


def _measure(settings: Settings) -> None:
    """Write the figures in a process of its own, so that the launcher stays small. Without figures no language passes the gate."""
    figures_path(settings).unlink(missing_ok=True)
    command = [sys.executable, "-m", "bot", "evaluate", "data/evaluation", "--json", str(figures_path(settings))]
    environment = {**quiet_environment(), "ASSISTANT_MODEL_DIR": str(settings.model_dir), "ASSISTANT_MENUS_ONLY": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    if done.returncode:
        raise TrainingFailed("The new model could not be measured:\n" + "\n".join(_last_lines(done.stdout)))


def quiet_environment() -> dict[str, str]:
    """The environment for Rasa's processes: no telemetry, no warnings of its dependencies, no second cache of models."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
        "RASA_MAX_CACHE_SIZE": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _last_lines(output: str) -> list[str]:
    lines = [line.rsplit("\r", 1)[-1] for line in output.splitlines()]
    return [line for line in lines if line.strip() and "Processed" not in line][-15:]
