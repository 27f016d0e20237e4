"""The command line: what parses, what each command exits with, and what it says when it cannot work."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import pytest

from bot import cli
from bot.cli import main
from bot.settings import SETTINGS
from bot.training import inputs_hash


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    """An environment without settings but for folders of the test's own; signal handlers as they were."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("ASSISTANT_MODEL_DIR", str(tmp_path / "models"))
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run"], {"command": cli._run, "port": None}),
        (["run", "--port", "8080"], {"command": cli._run, "port": 8080}),
        (["train"], {"command": cli._train, "force": False}),
        (["train", "--force"], {"command": cli._train, "force": True}),
        (["check"], {"command": cli._check}),
        (["sources", "laws"], {"command": cli._sources, "laws": Path("laws")}),
        (["evaluate", "x.tsv"], {"command": cli._evaluate, "file": Path("x.tsv"), "json": None, "confusions": 0, "report": None}),
        (
            ["evaluate", "x.tsv", "--json", "out.json", "--confusions", "5", "--report", "p.md"],
            {"command": cli._evaluate, "file": Path("x.tsv"), "json": Path("out.json"), "confusions": 5, "report": Path("p.md")},
        ),
        (
            ["verify", "int", "fr/asylum_apply/answer", "--level", "source_checked", "--by", "editor"],
            {
                "command": cli._verify,
                "sections": ["int", "fr/asylum_apply/answer"],
                "language": "en",
                "level": "source_checked",
                "by": "editor",
                "months": 24,
            },
        ),
        (["catalogues"], {"command": cli._catalogues}),
        (["doctor"], {"command": cli._doctor}),
        (["settings"], {"command": cli._settings}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_command_is_parsed(arguments, expected):
    found = vars(cli._parser().parse_args(arguments))
    assert {name: found[name] for name in expected} == expected
    assert set(found) - set(expected) <= {"language", "months"}


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["run", "--port", "x"], ["sources"], ["evaluate"], ["verify"], ["verify", "int"], ["train", "extra"]],
    ids=" ".join,
)
def test_command_that_is_none_exits_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m bot" in capsys.readouterr().err


def test_help_lists_every_command_and_setting(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    printed = capsys.readouterr().out
    assert caught.value.code == 0
    assert [setting.name for setting in SETTINGS if setting.name not in printed] == []
    assert [
        command
        for command in ["run", "train", "check", "sources", "evaluate", "verify", "catalogues", "doctor", "settings"]
        if command not in printed
    ] == []


@pytest.mark.parametrize("command", ["run", "train", "check", "doctor", "settings", "catalogues"])
def test_unusable_settings_exit_with_2_and_name_each(command, monkeypatch, capsys):
    monkeypatch.setenv("ASSISTANT_PORT", "many")
    monkeypatch.setenv("ASSISTANT_RETENTION_HOURS", "-1")
    assert main([command]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert [line.split()[0] for line in lines] == ["ASSISTANT_PORT", "ASSISTANT_RETENTION_HOURS"]
    assert ["Unset it for the default" in line for line in lines] == [True, True]


def test_short_secret_is_refused_without_being_shown(monkeypatch, capsys):
    monkeypatch.setenv("ASSISTANT_SECRET", "hunter2")
    assert main(["settings"]) == 2
    assert "hunter2" not in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "-1", "65536", "5055"])
def test_port_that_cannot_be_is_refused(port, monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:  # whoever falls back on the environment does not start either
        monkeypatch.setenv("ASSISTANT_PORT", str(other.getsockname()[1]))
        assert main(["run", "--port", port]) == 2
    assert capsys.readouterr().err.startswith("ASSISTANT_PORT ")


def test_run_on_a_port_that_is_taken_exits_with_2_and_the_fix(capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["run", "--port", str(port)]) == 2
    assert f"make run PORT={port + 1}" in capsys.readouterr().err


def test_settings_are_printed_as_a_table(capsys):
    assert main(["settings"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "| variable | default | meaning |"
    assert len(rows) == 2 + len(SETTINGS)


def test_train_does_nothing_where_nothing_changed(tmp_path, capsys):
    models = tmp_path / "models"
    models.mkdir()
    (models / "assistant.tar.gz").write_bytes(b"as it was")
    (models / "trained.json").write_text(json.dumps({"inputs": inputs_hash()}))
    assert (main(["train"]), capsys.readouterr().out) == (0, "The model is up to date.\n")
    assert (models / "assistant.tar.gz").read_bytes() == b"as it was"


def test_doctor_counts_its_findings(capsys):
    assert main(["doctor"]) == 1
    *findings, last = capsys.readouterr().out.splitlines()
    assert last == f"{len(findings)} finding(s)"
    assert [finding for finding in findings if "ASSISTANT_SECRET" in finding] != []


@pytest.mark.parametrize(("level", "by"), [("nonsense", "nobody"), ("source_checked", "nobody at all")])
def test_verify_of_nobody_exits_with_2(level, by, capsys):
    assert main(["verify", "int/wages_unpaid", "--level", level, "--by", by]) == 2
    printed = capsys.readouterr()
    assert (printed.out, bool(printed.err)) == ("", True)
