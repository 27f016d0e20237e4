"""The ordinary ``rasa`` command of the environment works, without TensorFlow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import read_settings
from bot.training import model_path
from bot.types import ROOT

pytestmark = pytest.mark.slow

RASA = str(Path(sys.executable).with_name("rasa"))
ENVIRONMENT = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def rasa(*arguments, words=""):
    """The finished ``rasa`` command, run from the checkout."""
    return subprocess.run([RASA, *arguments], cwd=ROOT, env=ENVIRONMENT, input=words, capture_output=True, text=True, timeout=300)


def test_rasa_test_nlu_measures_the_model(tmp_path):
    examples = tmp_path / "nlu.yml"
    examples.write_text(
        'version: "3.1"\nnlu:\n- intent: wages_unpaid\n  examples: |\n    - my boss has not paid my wages\n'
        "- intent: passport_confiscated\n  examples: |\n    - my employer keeps my passport\n",
        encoding="utf-8",
    )
    done = rasa(
        "test",
        "nlu",
        "--nlu",
        str(examples),
        "--model",
        str(model_path(read_settings())),
        "--out",
        str(tmp_path / "results"),
        "--no-plot",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads((tmp_path / "results" / "intent_report.json").read_text(encoding="utf-8"))
    assert report["accuracy"] == 1.0


def test_rasa_shell_nlu_understands(tmp_path):
    done = rasa("shell", "nlu", "--model", str(model_path(read_settings())), words="my boss has not paid my wages\n")
    assert '"name": "wages_unpaid"' in done.stdout


def test_rasa_train_trains_from_the_checkout(tmp_path):
    """A small set, so that it takes seconds: the command, the configuration and the domain are the real ones."""
    nlu = tmp_path / "data" / "nlu" / "en"
    nlu.mkdir(parents=True)
    examples = "".join(
        f"- intent: {intent}\n  examples: |\n    - {text} a\n    - {text} b\n"
        for intent, text in (("greet", "hello"), ("emergency", "help now"))
    )
    (nlu / "small.yml").write_text(f'version: "3.1"\nnlu:\n{examples}', encoding="utf-8")
    done = rasa("train", "--data", str(tmp_path / "data"), "data/rules", "--out", str(tmp_path / "models"), "--skip-validation")
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(list((tmp_path / "models").glob("*.tar.gz"))) == 1
