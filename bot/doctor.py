"""``python -m bot doctor``: what is missing on this machine, each with the fix."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator

from bot.content.load import load
from bot.launcher import CannotStart, require_free_port, require_space
from bot.settings import Settings
from bot.training import is_up_to_date
from bot.types import ROOT

_NEEDED = ("rasa", "rasa_sdk", "tensorflow", "spacy", "sklearn", "babel", "jwt", "yaml")


def diagnose(settings: Settings) -> list[str]:
    """One line per finding; none where the assistant can start."""
    return [
        *_python(), *_packages(), *_ports(settings), *_folders(settings), *_content(), *_model(settings), *_secret(settings),
    ]  # fmt: skip


def _python() -> Iterator[str]:
    if not (3, 10) <= sys.version_info[:2] <= (3, 12):
        yield f"Python {sys.version.split()[0]} is not 3.10, 3.11 or 3.12. Run `make setup` with one of these on the PATH."


def _packages() -> Iterator[str]:
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        yield f"Not installed: {', '.join(missing)}. Run `make setup`."


def _ports(settings: Settings) -> Iterator[str]:
    for host, port, variable in ((settings.host, settings.port, "PORT"), ("127.0.0.1", settings.actions_port, "ACTIONS_PORT")):
        try:
            require_free_port(host, port, variable)
        except CannotStart as error:
            yield str(error)


def _folders(settings: Settings) -> Iterator[str]:
    for folder in (settings.data_dir, settings.model_dir):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            require_space(folder)
        except CannotStart as error:
            yield str(error)
        except OSError as error:
            yield f"{folder}: {error.strerror}. Choose another with ASSISTANT_DATA_DIR or ASSISTANT_MODEL_DIR."
        else:
            if not os.access(folder, os.W_OK):
                yield f"{folder} cannot be written to. Change its owner or choose another folder."


def _content() -> Iterator[str]:
    problems = load()[1]
    if problems:
        yield f"The content has {len(problems)} problem(s). Run `python -m bot check`."
    if not list((ROOT / "locales").glob("*/LC_MESSAGES/*.mo")):
        yield "The catalogues are not compiled. Run `make catalogues` (`make run` does it by itself)."


def _model(settings: Settings) -> Iterator[str]:
    if not is_up_to_date(settings):
        yield "The model is missing or older than the examples. Run `make train` (`make run` does it by itself)."


def _secret(settings: Settings) -> Iterator[str]:
    if not settings.secret:
        yield "ASSISTANT_SECRET is not set: a key of this machine's own is used. In production set it, e.g. from `openssl rand -hex 32`."
