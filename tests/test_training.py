"""Training when something that matters has changed, and only then. Rasa is a small program of the test's own."""

from __future__ import annotations

import os
import time
from dataclasses import replace

import pytest

from bot import training
from bot.training import TrainingFailed, inputs_hash, is_up_to_date, languages_below_gate, model_path, quiet_environment, train

_FILES = {
    "data/nlu/en/work.yml": "examples",
    "data/nlu/es/work.yml": "ejemplos",
    "data/rules/dialogue.yml": "rules",
    "data/countries/en.yml": "countries",
    "data/topics.yml": "topics",
    "bot/config.yml": "pipeline",
    "bot/domain/domain.yml": "domain",
    "bot/nlu/linear.py": "code",
    "bot/policy/outcome.py": "code",
    "bot/dialogue/importer.py": "code",
    "bot/language/text.py": "code",
    "bot/language/languages.yml": "languages",
    "data/evaluation/en.tsv": "questions",
    "requirements.txt": "rasa",
}
_FAKE_RASA = """\
import os, pathlib, sys
arguments = dict(zip(sys.argv[2::2], sys.argv[3::2]))
print("Processed story blocks: 100%")
for number in range(20):
    print(f"line {number}")
if os.environ.get("FAKE_RASA_FAILS"):
    sys.exit(1)
if not os.environ.get("FAKE_RASA_FORGETS"):
    (pathlib.Path(arguments["--out"]) / (arguments["--fixed-model-name"] + ".tar.gz")).write_text("a model by " + sys.argv[1])
"""


_FAKE_BOT = """\
import json, os, pathlib, sys
if os.environ.get("FAKE_MEASURE_FAILS"):
    sys.exit("no messages")
scores = {"topic": {"right": 0.8, "suggested": 0.1}, "emergency": {"recall": 0.95}}
pathlib.Path(sys.argv[sys.argv.index("--json") + 1]).write_text(json.dumps({"languages": {"en": scores}}))
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small checkout with a Rasa that trains at once."""
    root = tmp_path / "project"
    for path, text in {**_FILES, "rasa/__init__.py": "", "rasa/__main__.py": _FAKE_RASA, "bot/__main__.py": _FAKE_BOT}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(training, "ROOT", root)  # where the project is, is not a setting
    return root


@pytest.mark.parametrize("path", sorted(_FILES))
def test_hash_changes_with_what_the_model_depends_on(project, path):
    before = inputs_hash()
    (project / path).write_text("something else", encoding="utf-8")
    assert inputs_hash() != before


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "data/nlu/en/new.yml").write_text(""),
        lambda root: (root / "data/nlu/es/work.yml").unlink(),
        lambda root: (root / "data/nlu/en/work.yml").rename(root / "data/nlu/es/worked.yml"),
        lambda root: (root / "data/nlu/en/work.yml").write_text("examples\n"),
    ],
    ids=["new", "deleted", "moved", "one character"],
)
def test_hash_changes_with_the_set_of_files(project, change):
    before = inputs_hash()
    change(project)
    assert inputs_hash() != before


@pytest.mark.parametrize("path", ["data/content/int/wages_unpaid.yml", "README.md", "locales/ar/answers.po", "bot/cli.py"])
def test_hash_does_not_change_with_anything_else(project, path):
    before = inputs_hash()
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text("new words", encoding="utf-8")
    assert inputs_hash() == before


def test_hash_does_not_change_with_time(project):
    before = inputs_hash()
    for path in _FILES:
        os.utime(project / path, (0, 0))
    assert inputs_hash() == before


def test_model_that_was_trained_is_up_to_date(project, make_settings):
    settings = make_settings()
    assert not is_up_to_date(settings)
    train(settings)
    assert is_up_to_date(settings)
    assert model_path(settings).read_text() == "a model by train"
    assert sorted(path.name for path in settings.model_dir.iterdir()) == ["assistant.tar.gz", "quality.json", "trained.json"]


def test_model_is_out_of_date_when_an_example_changes(project, make_settings):
    settings = make_settings()
    train(settings)
    (project / "data/nlu/en/work.yml").write_text("another example")
    assert not is_up_to_date(settings)


def test_model_without_its_file_is_not_up_to_date(project, make_settings):
    settings = make_settings()
    train(settings)
    model_path(settings).unlink()
    assert not is_up_to_date(settings)


@pytest.mark.parametrize("stamp", ["", "{", "{}", "null", "[]", '"text"', "1", '{"inputs": null}', '{"inputs": "other"}', "\x00"])
def test_model_with_a_broken_stamp_is_not_up_to_date(project, make_settings, stamp):
    settings = make_settings()
    train(settings)
    (settings.model_dir / "trained.json").write_text(stamp)
    assert not is_up_to_date(settings)


@pytest.mark.parametrize("fault", ["FAKE_RASA_FAILS", "FAKE_RASA_FORGETS"])
def test_failed_training_leaves_the_model_there_was(project, make_settings, monkeypatch, fault):
    settings = make_settings()
    train(settings)
    before = {path.name: path.read_bytes() for path in settings.model_dir.iterdir()}
    monkeypatch.setenv(fault, "1")
    with pytest.raises(TrainingFailed) as caught:
        train(settings)
    assert str(caught.value).splitlines() == [
        "Training failed. Rasa's last lines:",
        *(f"line {number}" for number in range(5, 20)),
    ]
    assert {path.name: path.read_bytes() for path in settings.model_dir.iterdir()} == before


def test_model_trained_while_an_example_changed_is_out_of_date(project, make_settings, monkeypatch):
    settings = make_settings()
    (project / "rasa/__main__.py").write_text(
        _FAKE_RASA + "pathlib.Path('data/nlu/en/work.yml').write_text('changed meanwhile')\n"
    )
    train(settings)
    assert not is_up_to_date(settings)


def test_environment_is_quiet_and_keeps_what_there_was(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "true")
    environment = quiet_environment()
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["PYTHONPATH"].split(os.pathsep) == [str(training.ROOT), "/somewhere"]
    assert environment["PATH"] == os.environ["PATH"]


def test_hash_of_the_project_itself_is_quick():
    started = time.monotonic()
    assert inputs_hash() == inputs_hash()
    assert time.monotonic() - started < 2


def test_training_measures_the_new_model_for_the_gate(project, make_settings):
    settings = make_settings()
    train(settings)
    assert "en" not in languages_below_gate(settings)
    assert "es" in languages_below_gate(settings)  # nobody measured it


@pytest.mark.parametrize(("field", "value"), [("gate_understood", 0.91), ("gate_emergencies", 0.96)])
def test_language_below_the_gate(project, make_settings, field, value):
    settings = make_settings()
    train(settings)
    assert "en" in languages_below_gate(replace(settings, **{field: value}))


def test_model_that_cannot_be_measured_opens_no_language(project, make_settings, monkeypatch):
    settings = make_settings()
    monkeypatch.setenv("FAKE_MEASURE_FAILS", "1")
    with pytest.raises(TrainingFailed, match="could not be measured:\nno messages"):
        train(settings)
    assert not is_up_to_date(settings)
    assert "en" in languages_below_gate(settings)
