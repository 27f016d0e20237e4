"""The settings: read whole, refused with every reason at once, and the same in the documentation."""

from __future__ import annotations

import logging
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import SETTINGS, Secret, Settings, SettingsError, is_loopback, read_settings, settings_table
from bot.types import ROOT

SECRET = "0123456789abcdef0123456789abcdef"


def values(settings):
    """The settings as a dictionary, the secret revealed."""
    found = {field.name: getattr(settings, field.name) for field in fields(settings)}
    return {**found, "secret": settings.secret.reveal()}


DEFAULTS = {
    "host": "127.0.0.1",
    "port": 5005,
    "actions_port": 5055,
    "data_dir": ROOT / "var",
    "model_dir": ROOT / "models",
    "log_level": "WARNING",
    "secret": "",
    "allowed_origins": (),
    "retention_hours": 72,
    "session_hours": 72,
    "reply_minutes": 15,
    "max_text": 4000,
    "messages_per_minute": 120,
    "sessions_per_minute": 300,
    "turn_seconds": 15,
    "gate_understood": 0.9,
    "gate_emergencies": 0.9,
    "menus_only": (),
    "developer": False,
}


@pytest.mark.parametrize("environment", [{}, {"HOME": "/root", "OTHER_PORT": "1"}, {setting.name: " " for setting in SETTINGS}])
def test_read_settings_without_any_gives_the_defaults(environment):
    assert values(read_settings(environment)) == DEFAULTS


def test_read_settings_by_default_from_the_environment(monkeypatch):
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv("ASSISTANT_PORT", "7777")
    assert values(read_settings()) == {**DEFAULTS, "port": 7777}


GOOD = [
    ("HOST", "0.0.0.0", "0.0.0.0"),
    ("PORT", "65535", 65535),
    ("PORT", " 1 ", 1),
    ("DATA_DIR", "/srv/data", Path("/srv/data")),
    ("DATA_DIR", "kept/here", ROOT / "kept/here"),
    ("MODEL_DIR", "~/models", Path.home() / "models"),
    ("LOG_LEVEL", "debug", "DEBUG"),
    ("SECRET", SECRET, SECRET),
    ("ALLOWED_ORIGINS", "https://a.org  https://b.org,https://c.org", ("https://a.org", "https://b.org", "https://c.org")),
    ("RETENTION_HOURS", "1", 1),
    ("GATE_UNDERSTOOD", "0", 0.0),
    ("GATE_EMERGENCIES", "1", 1.0),
    ("MENUS_ONLY", "bn, ur", ("bn", "ur")),
    ("DEVELOPER", "1", True),
    ("DEVELOPER", "Yes", True),
    ("DEVELOPER", "on", True),
    ("DEVELOPER", "true", True),
    ("DEVELOPER", "off", False),
    ("DEVELOPER", "0", False),
]


@pytest.mark.parametrize(("name", "raw", "expected"), GOOD)
def test_read_settings_of_good_value(name, raw, expected):
    assert values(read_settings({f"ASSISTANT_{name}": raw})) == {**DEFAULTS, name.lower(): expected}


BAD = [
    *[(name, raw) for name in ("PORT", "ACTIONS_PORT") for raw in ("0", "65536", "-1", "http", "50.5")],
    *[
        (setting.name.removeprefix("ASSISTANT_"), raw)
        for setting in SETTINGS
        if setting.default.isdigit() and setting.name.endswith(("HOURS", "MINUTES", "MINUTE", "TEXT", "SECONDS"))
        for raw in ("0", "-5", "many", "1.5")
    ],
    ("LOG_LEVEL", "loud"),
    *[(name, raw) for name in ("GATE_UNDERSTOOD", "GATE_EMERGENCIES") for raw in ("95", "-0.1", "most", "nan")],
    ("DEVELOPER", "maybe"),
    ("DEVELOPER", "2"),
    ("SECRET", "short"),
    ("SECRET", "x" * 31),
]


@pytest.mark.parametrize(("name", "raw"), BAD)
def test_read_settings_of_bad_value_names_it(name, raw):
    with pytest.raises(SettingsError) as caught:
        read_settings({f"ASSISTANT_{name}": raw})
    assert len(str(caught.value).splitlines()) == 1
    assert str(caught.value).startswith(f"ASSISTANT_{name} is ")


def refused(**given):
    """The lines of the error for these settings."""
    with pytest.raises(SettingsError) as caught:
        read_settings({f"ASSISTANT_{name.upper()}": value for name, value in given.items()})
    return str(caught.value).splitlines()


def test_read_settings_of_bad_value_says_what_it_is_for_and_the_default():
    what = "ASSISTANT_MAX_TEXT is not a positive whole number. Longest message accepted, in characters."
    assert refused(max_text="0") == [f"{what} Unset it for the default (4000)."]


def names(lines):
    return [line.split(" ")[0] for line in lines]


def test_read_settings_of_several_bad_values_names_all():
    lines = refused(port="http", max_text="0", log_level="loud", developer="maybe")
    assert names(lines) == ["ASSISTANT_PORT", "ASSISTANT_LOG_LEVEL", "ASSISTANT_MAX_TEXT", "ASSISTANT_DEVELOPER"]


def test_read_settings_of_several_conflicts_names_all():
    lines = refused(developer="1", host="0.0.0.0", secret="short", port="5055")
    assert names(lines) == ["ASSISTANT_DEVELOPER", "ASSISTANT_SECRET", "ASSISTANT_PORT"]


def test_read_settings_of_bad_value_and_conflict_names_both():
    assert sorted(names(refused(max_text="0", secret="short"))) == ["ASSISTANT_MAX_TEXT", "ASSISTANT_SECRET"]


def test_read_settings_never_tells_the_secret():
    lines = refused(secret="hunter2", port="http")
    assert "hunter2" not in "\n".join(lines)
    assert "hunter2" not in "\n".join(refused(secret="hunter2"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_developer_on_loopback(host):
    settings = read_settings({"ASSISTANT_DEVELOPER": "1", "ASSISTANT_HOST": host})
    assert (settings.developer, settings.host) == (True, host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "example.org", "localhost.example.org", "127.0.0.1.example.org"]
)
def test_developer_anywhere_else_is_refused(host):
    expected = (
        "ASSISTANT_DEVELOPER opens Rasa's API, which trusts everyone. Set ASSISTANT_HOST=127.0.0.1 or unset ASSISTANT_DEVELOPER."
    )
    assert refused(developer="1", host=host) == [expected]


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("", False), ("x", False)]
)
def test_is_loopback(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:5005"),
        ("0.0.0.0", "http://127.0.0.1:5005"),
        ("::1", "http://[::1]:5005"),
        ("192.168.1.5", "http://192.168.1.5:5005"),
    ],
)
def test_address(host, expected):
    assert read_settings({"ASSISTANT_HOST": host}).address == expected


def test_actions_url():
    assert read_settings({"ASSISTANT_ACTIONS_PORT": "6000"}).actions_url == "http://127.0.0.1:6000"


def test_settings_are_frozen():
    with pytest.raises(AttributeError):
        read_settings({}).port = 1


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r}".format, "%s".__mod__, "%r".__mod__], ids=range(6))
def test_secret_is_masked_however_it_is_shown(show):
    secret = read_settings({"ASSISTANT_SECRET": SECRET}).secret
    assert show(secret) == "Secret('***')"
    assert secret.reveal() == SECRET


def test_secret_is_masked_inside_settings_and_logs(caplog):
    settings = read_settings({"ASSISTANT_SECRET": SECRET})
    logging.getLogger("test").warning("%s %r", settings, vars(settings))
    assert "Secret('***')" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(("value", "expected"), [("", False), ("x", True)])
def test_secret_is_true_where_there_is_one(value, expected):
    assert bool(Secret(value)) is expected


def test_every_setting_is_a_field_and_the_other_way_round():
    assert [setting.field for setting in SETTINGS] == [field.name for field in fields(Settings)]


def test_settings_table_has_a_row_for_each():
    rows = settings_table().splitlines()
    assert rows[:2] == ["| variable | default | meaning |", "|---|---|---|"]
    assert rows[2:] == [f"| `{each.name}` | {each.default or '(empty)'} | {each.help} |" for each in SETTINGS]


def test_docs_contain_the_table_of_settings():
    assert settings_table() in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_log_level_is_applied_to_our_packages_only():
    import logging

    from bot.settings import apply_log_level

    before = logging.getLogger("rasa").level
    apply_log_level(read_settings({"ASSISTANT_LOG_LEVEL": "error"}))
    assert [logging.getLogger(name).level for name in ("bot", "actions", "rasa")] == [logging.ERROR, logging.ERROR, before]
    apply_log_level(read_settings({}))
