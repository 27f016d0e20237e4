"""Every setting of the assistant, declared as data.

One frozen :class:`Settings`, parsed once from the environment and passed in. ``docs/settings.md`` and ``--help`` are made
from :data:`SETTINGS`; a test fails when the docs miss one.
"""

from __future__ import annotations

import hmac
import ipaddress
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.types import ROOT


class SettingsError(ValueError):
    """Settings that cannot be used. The message names each one and its remedy, a line each."""


class Secret:
    """A secret value whose ``repr`` is masked, so that it cannot end up in a log by accident."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself. Call it only where it is used."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._value.encode(), other._value.encode())

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret('***')"


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, default, meaning, and how it is read."""

    name: str
    default: str
    help: str
    parse: Callable[[str], Any]

    @property
    def field(self) -> str:
        """Name of the attribute of :class:`Settings` that holds it."""
        return self.name.removeprefix("ASSISTANT_").lower()


def _port(value: str) -> int:
    port = int(value)
    if not 0 < port < 65536:
        raise ValueError("not a port between 1 and 65535")
    return port


def _positive(value: str) -> int:
    number = int(value)
    if number <= 0:
        raise ValueError("not a positive whole number")
    return number


def _share(value: str) -> float:
    number = float(value)
    if not 0 <= number <= 1:
        raise ValueError("not a share between 0 and 1")
    return number


def _flag(value: str) -> bool:
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError("neither 1 nor 0")


def _level(value: str) -> str:
    if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("not one of DEBUG, INFO, WARNING, ERROR")
    return value.upper()


def _words(value: str) -> tuple[str, ...]:
    return tuple(value.replace(",", " ").split())


def _path(value: str) -> Path:
    path = Path(value).expanduser()
    return path if path.is_absolute() else ROOT / path


SETTINGS: tuple[Setting, ...] = (
    Setting("ASSISTANT_HOST", "127.0.0.1", "Address the web channel listens on.", str),
    Setting("ASSISTANT_PORT", "5005", "Port of the web channel and its chat page.", _port),
    Setting("ASSISTANT_ACTIONS_PORT", "5055", "Port of the action server; loopback only.", _port),
    Setting("ASSISTANT_DATA_DIR", "var", "Folder for conversations, replies and the generated key.", _path),
    Setting("ASSISTANT_MODEL_DIR", "models", "Folder of the trained model.", _path),
    Setting("ASSISTANT_LOG_LEVEL", "WARNING", "DEBUG, INFO, WARNING or ERROR, for our own log lines.", _level),
    Setting("ASSISTANT_SECRET", "", "Key for pseudonyms and session tokens, 32 characters or more.", Secret),
    Setting("ASSISTANT_ALLOWED_ORIGINS", "", "Web origins that may embed the chat, separated by blanks.", _words),
    Setting("ASSISTANT_RETENTION_HOURS", "72", "Hours after the last message until a conversation is purged.", _positive),
    Setting("ASSISTANT_SESSION_HOURS", "72", "Hours a web session token is valid.", _positive),
    Setting("ASSISTANT_REPLY_MINUTES", "15", "Minutes a reply is kept, so that a repeated message id gets it again.", _positive),
    Setting("ASSISTANT_MAX_TEXT", "4000", "Longest message accepted, in characters.", _positive),
    Setting("ASSISTANT_MESSAGES_PER_MINUTE", "120", "Messages one session may send in a minute.", _positive),
    Setting("ASSISTANT_SESSIONS_PER_MINUTE", "300", "Sessions one network address may open in a minute.", _positive),
    Setting("ASSISTANT_TURN_SECONDS", "15", "Seconds a turn may take before the reader gets an apology.", _positive),
    Setting("ASSISTANT_GATE_UNDERSTOOD", "0.90", "A language below this share of right or suggested is menus-only.", _share),
    Setting("ASSISTANT_GATE_EMERGENCIES", "0.90", "A language below this share of emergencies found is menus-only.", _share),
    Setting("ASSISTANT_MENUS_ONLY", "", "Languages in which free text is never answered, beside those below the gate.", _words),
    Setting("ASSISTANT_DEVELOPER", "0", "1 turns on Rasa's HTTP API and rest channel, on loopback only.", _flag),
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The parsed settings. Build it with :func:`read_settings`."""

    host: str
    port: int
    actions_port: int
    data_dir: Path
    model_dir: Path
    log_level: str
    secret: Secret
    allowed_origins: tuple[str, ...]
    retention_hours: int
    session_hours: int
    reply_minutes: int
    max_text: int
    messages_per_minute: int
    sessions_per_minute: int
    turn_seconds: int
    gate_understood: float
    gate_emergencies: float
    menus_only: tuple[str, ...]
    developer: bool

    @property
    def address(self) -> str:
        """Base URL of the running assistant."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{self.port}"  # noqa: S104 (compares, binds nothing)

    @property
    def actions_url(self) -> str:
        """Where Rasa reaches the action server."""
        return f"http://127.0.0.1:{self.actions_port}"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Parse all settings from ``environment`` (by default the process's own).

    Raises :class:`SettingsError` that names every unusable one, not only the first.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    faults: list[str] = []
    for setting in SETTINGS:
        raw = environment.get(setting.name, "").strip() or setting.default
        try:
            values[setting.field] = setting.parse(raw)
        except ValueError as error:
            faults.append(f"{setting.name} is {error}. {setting.help} Unset it for the default ({setting.default or 'empty'}).")
    faults.extend(_conflicts(values))
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(**values)


def _conflicts(values: Mapping[str, Any]) -> list[str]:
    faults = []
    if values.get("developer") and not is_loopback(values["host"]):
        faults.append(
            "ASSISTANT_DEVELOPER opens Rasa's API, which trusts everyone. Set ASSISTANT_HOST=127.0.0.1 or unset ASSISTANT_DEVELOPER."
        )
    if values["secret"] and len(values["secret"].reveal()) < 32:
        faults.append("ASSISTANT_SECRET is too short. Use 32 characters or more, for example from: openssl rand -hex 32")
    if "port" in values and values["port"] == values.get("actions_port"):
        faults.append("ASSISTANT_PORT and ASSISTANT_ACTIONS_PORT are the same. Give the action server a port of its own.")
    return faults


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def apply_log_level(settings: Settings) -> None:
    """Set how much our own packages log; Rasa's lines stay at warnings, since those below hold what people type."""
    for package in ("bot", "actions"):
        logging.getLogger(package).setLevel(settings.log_level)


def settings_table() -> str:
    """The settings as the Markdown table of docs/settings.md."""
    rows = [f"| `{setting.name}` | {setting.default or '(empty)'} | {setting.help} |" for setting in SETTINGS]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows])
