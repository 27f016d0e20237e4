"""One model per language: which are asked, and how they are weighed."""

from __future__ import annotations

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.countries import WORDS
from bot.nlu.linear import Recipe
from bot.nlu.per_language import ModelPerLanguage
from tests.nlu.samples import example, training_data


class FakeModel:
    """Answers every text with the same row."""

    def __init__(self, **row):
        self.labels = tuple(row)
        self.row = list(row.values())

    def probabilities(self, texts):
        return np.array([self.row] * len(texts))


def heard(*ranking):
    """A message in these languages, likeliest first."""
    return Message({"language": {"name": ranking[0][0], "confidence": ranking[0][1], "ranking": [list(row) for row in ranking]}})


@pytest.fixture
def models():
    """An English, a Spanish and a Russian model that never agree."""
    return ModelPerLanguage({"en": FakeModel(a=1.0, b=0.0), "es": FakeModel(b=1.0, c=0.0), "ru": FakeModel(c=1.0, d=0.0)})


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (heard(("en", 0.95), ("es", 0.05)), {"a": 1.0, "b": 0.0}),  # sure: one is asked
        (heard(("es", 0.9), ("en", 0.1)), {"b": 1.0, "c": 0.0}),
        (heard(("en", 0.6), ("es", 0.2), ("ru", 0.2)), {"a": 0.75, "b": 0.25, "c": 0.0, "d": 0.0}),  # unsure: two are asked
        (heard(("fr", 0.6), ("es", 0.3)), {"b": 1.0, "c": 0.0}),  # no French model
        (heard(("fr", 0.6), ("uk", 0.3)), {"a": 1.0, "b": 0.0}),  # neither: the first
        (heard(("en", 0.0), ("es", 0.0)), {"a": 0.5, "b": 0.5, "c": 0.0, "d": 0.0}),
        (Message({}), {"a": 1.0, "b": 0.0}),
        (Message({"language": {"name": "en"}}), {"a": 1.0, "b": 0.0}),
    ],
)
def test_probabilities_by_language(models, message, expected):
    labels, rows = models.probabilities(message, [["x"], ["y"]])
    assert [dict(zip(labels, row, strict=True)) for row in rows.tolist()] == [pytest.approx(expected)] * 2


def test_labels_of_all_languages_are_each_once_and_sorted(models):
    assert models.labels() == ("a", "b", "c", "d")


def prepared(*examples):
    """Training data whose words are set."""
    for message in examples:
        message.set(WORDS, message.get("text").split())
    return TrainingData(list(examples))


def test_train_makes_a_model_per_language_with_two_labels():
    data = prepared(*training_data().training_examples, example("bonjour", "greet", "fr"))
    trained = ModelPerLanguage.train(data, lambda intent: intent, Recipe(at_least=1))
    assert {tag: len(model.labels) for tag, model in trained.models.items()} == {"en": 6, "es": 6}


def test_train_maps_intents_to_labels():
    data = prepared(*training_data().training_examples)
    trained = ModelPerLanguage.train(data, lambda intent: "yes" if intent == "greet" else "no", Recipe(at_least=1))
    assert {tag: model.labels for tag, model in trained.models.items()} == {"en": ("no", "yes"), "es": ("no", "yes")}


def test_train_counts_keywords_less():
    texts = [("visa", "first", {}), ("visa", "second", {"kind": "keyword"}), ("hello", "first", {}), ("work", "second", {})]
    data = prepared(*(example(text, intent, "en", **note) for text, intent, note in texts))
    _, rows = ModelPerLanguage.train(data, lambda intent: intent, Recipe(cost=1.0, at_least=1)).probabilities(
        Message({}), [["visa"]]
    )
    assert rows[0, 0] > rows[0, 1]


def test_loaded_models_give_equal_probabilities(tmp_path):
    trained = ModelPerLanguage.train(prepared(*training_data().training_examples), lambda intent: intent, Recipe(at_least=1))
    trained.save(tmp_path)
    loaded = ModelPerLanguage.load(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en", "es"]
    for message in (heard(("en", 0.99)), heard(("en", 0.5), ("es", 0.5))):
        before, after = (models.probabilities(message, [["boss", "pay"]]) for models in (trained, loaded))
        assert before[0] == after[0]
        assert np.array_equal(before[1], after[1])


def test_load_of_an_empty_folder_gives_no_models(tmp_path):
    assert ModelPerLanguage.load(tmp_path).models == {}
