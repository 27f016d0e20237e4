"""The command: what it says, and its exit status, when it cannot measure."""

from __future__ import annotations

import json

import pytest

from bot.evaluation.command import evaluate_file
from bot.settings import read_settings

GOOD = "en\ttopic\twages_unpaid\t-\tMy boss does not pay me my wages\n"


@pytest.fixture
def evaluate(tmp_path, capsys):
    """Run the command on a text; returns status and what was printed to standard error."""

    def evaluate(text, model=True):
        file = tmp_path / "cases.tsv"
        if text is not None:
            file.write_text(text, encoding="utf-8")
        if model:
            (tmp_path / "models").mkdir()
            (tmp_path / "models" / "assistant.tar.gz").touch()
        settings = read_settings({"ASSISTANT_MODEL_DIR": str(tmp_path / "models")})
        status = evaluate_file(file, tmp_path / "out.json", 0, tmp_path / "page.md", settings)
        assert not (tmp_path / "out.json").exists()
        assert not (tmp_path / "page.md").exists()
        return status, capsys.readouterr().err

    return evaluate


def test_evaluate_without_model(evaluate):
    assert evaluate(GOOD, model=False) == (2, "There is no trained model. Run `make train` first.\n")


def test_evaluate_of_empty_file(evaluate, tmp_path):
    assert evaluate("") == (2, f"{tmp_path}/cases.tsv holds no messages.\n")


def test_evaluate_of_missing_file(evaluate, tmp_path):
    assert evaluate(None) == (2, f"[Errno 2] No such file or directory: '{tmp_path}/cases.tsv'\n")


def test_evaluate_of_bad_file_names_every_line(evaluate, tmp_path):
    status, said = evaluate("bad\n" + GOOD + "worse\n")
    assert (status, [line.split(" ")[0] for line in said.splitlines()]) == (
        2,
        [f"{tmp_path}/cases.tsv:1:", f"{tmp_path}/cases.tsv:3:"],
    )


@pytest.mark.slow
def test_evaluate_with_the_trained_model(tmp_path, capsys):
    (tmp_path / "cases.tsv").write_text(GOOD, encoding="utf-8")
    assert evaluate_file(tmp_path / "cases.tsv", tmp_path / "out.json", 3, tmp_path / "page.md", read_settings()) == 0
    figures = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert figures["overall"]["topic"] == {"cases": 1, "right": 1.0, "suggested": 0.0, "refused": 0.0, "wrong": 0.0}
    assert list(figures["languages"]) == ["en"]
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert "\n".join(table) in (tmp_path / "page.md").read_text(encoding="utf-8")
