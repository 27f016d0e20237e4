"""The doctor: each finding with its fix."""

from __future__ import annotations

import json
import socket

import pytest

from bot.doctor import diagnose
from bot.training import inputs_hash


@pytest.fixture
def healthy(make_settings, tmp_path, free_port):
    """A function that makes settings with which nothing is missing, but for what the test takes away."""

    def make(**values):
        models = tmp_path / "models"
        models.mkdir(exist_ok=True)
        (models / "assistant.tar.gz").write_bytes(b"")
        (models / "trained.json").write_text(json.dumps({"inputs": inputs_hash()}))
        return make_settings(**{"port": free_port(), "actions_port": free_port(), **values})

    return make


def test_healthy_machine_has_no_findings(healthy):
    findings = [
        finding for finding in diagnose(healthy()) if not finding.startswith("The content has")
    ]  # that is the content's business
    assert findings == []


@pytest.mark.parametrize(("setting", "variable"), [("port", "PORT"), ("actions_port", "ACTIONS_PORT")])
def test_port_that_is_taken_is_found(healthy, setting, variable):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        (finding,) = [line for line in diagnose(healthy(**{setting: port})) if str(port) in line]
    assert f"make run {variable}={port + 1}" in finding


def test_missing_secret_is_found(healthy):
    (finding,) = [line for line in diagnose(healthy(secret="")) if "ASSISTANT_SECRET" in line]
    assert "openssl rand -hex 32" in finding


def test_missing_model_is_found(healthy, tmp_path):
    settings = healthy()
    (tmp_path / "models" / "assistant.tar.gz").unlink()
    (finding,) = [line for line in diagnose(settings) if "model" in line]
    assert "make train" in finding


def test_folder_that_is_a_file_is_found(healthy, tmp_path):
    (tmp_path / "file").write_text("")
    (finding,) = [line for line in diagnose(healthy(data_dir=tmp_path / "file")) if str(tmp_path / "file") in line]
    assert "ASSISTANT_DATA_DIR" in finding


def test_every_finding_is_one_line_that_ends_like_a_sentence(make_settings, tmp_path):
    (tmp_path / "file").write_text("")
    with socket.create_server(("127.0.0.1", 0)) as other:
        findings = diagnose(make_settings(secret="", data_dir=tmp_path / "file" / "below", port=other.getsockname()[1]))
    assert len(findings) >= 4
    assert [finding for finding in findings if "\n" in finding or "None" in finding] == []
