"""The linear classifier: trained on a handful of texts, saved, loaded, asked."""

from __future__ import annotations

import pickle
import shutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.features import Ngrams
from bot.nlu.linear import LinearModel, Recipe, SmallWeights, softmax, train
from tests.nlu.samples import EXAMPLES

_RECIPE = Recipe(cost=1.0, at_least=1)


def small_set(*intents):
    """The tokens and labels of the English examples."""
    pairs = [(text.split(), intent) for intent, texts in EXAMPLES["en"].items() if intent in intents for text in texts]
    return [tokens for tokens, _ in pairs], [label for _, label in pairs]


@pytest.fixture(scope="module")
def model():
    """A model of three labels."""
    texts, labels = small_set("wages_unpaid", "asylum_apply", "greet")
    return train(texts, labels, [1.0] * len(texts), _RECIPE)


def test_train_tells_labels_apart(model):
    asked = [["the", "boss", "owes", "me", "my", "salary"], ["apply", "for", "asylum"], ["hello", "there"]]
    assert [model.labels[row.argmax()] for row in model.probabilities(asked)] == ["wages_unpaid", "asylum_apply", "greet"]


def test_train_twice_gives_the_same_model(model):
    texts, labels = small_set("wages_unpaid", "asylum_apply", "greet")
    again = train(texts, labels, [1.0] * len(texts), _RECIPE)
    assert np.array_equal(again.probabilities(texts), model.probabilities(texts))


def test_labels_are_sorted_and_each_once(model):
    assert model.labels == ("asylum_apply", "greet", "wages_unpaid")


@given(st.lists(st.text(max_size=8), max_size=12))
def test_probabilities_of_any_text_sum_to_one(model, tokens):
    row = model.probabilities([tokens])[0]
    assert row.sum() == pytest.approx(1)
    assert ((row > 0) & (row < 1)).all()


def test_probabilities_of_several_texts_are_those_of_each_alone(model):
    texts = [["my", "boss"], [], ["asylum"]]
    assert np.allclose(model.probabilities(texts), np.vstack([model.probabilities([text]) for text in texts]))


def test_probabilities_of_unknown_text_are_those_of_an_empty_one(model):
    unknown, empty = model.probabilities([["жжж", "ضضض"], []])
    assert np.array_equal(unknown, empty)
    assert unknown.max() < 0.9


def test_two_labels_have_opposite_margins():
    texts, labels = small_set("wages_unpaid", "greet")
    margins = train(texts, labels, [1.0] * len(texts), _RECIPE).margins(texts)
    assert np.allclose(margins[:, 0], -margins[:, 1], atol=1e-5)


def test_importance_decides_between_contradictory_examples():
    texts = [["visa"], ["visa"], ["hello"], ["work"]]
    labels = ["first", "second", "first", "second"]
    first = train(texts, labels, [1.0, 0.1, 1.0, 1.0], _RECIPE)
    second = train(texts, labels, [0.1, 1.0, 1.0, 1.0], _RECIPE)
    assert [model.labels[model.probabilities([["visa"]])[0].argmax()] for model in (first, second)] == ["first", "second"]


def test_label_with_one_example_can_be_trained():
    model = train([["a"], ["b"], ["b", "c"]], ["one", "two", "two"], [1.0] * 3, _RECIPE)
    assert model.temperature == 0.25
    assert model.labels[model.probabilities([["a"]])[0].argmax()] == "one"


def test_at_least_drops_rare_ngrams():
    texts = [["pay", "rare"], ["pay", "boss"], ["hello", "boss"], ["hello"]]
    words_only = (Ngrams(of_words=True, shortest=1, longest=1),)
    sizes = [
        len(train(texts, ["a", "a", "b", "b"], [1.0] * 4, Recipe(words_only, at_least=number)).space.blocks[0].columns)
        for number in (1, 2)
    ]
    assert sizes == [4, 3]


def test_loaded_model_gives_equal_probabilities(model, tmp_path):
    model.save(tmp_path / "model")
    loaded = LinearModel.load(tmp_path / "model")
    asked = [["boss", "pay"], ["unheard", "of"], []]
    assert np.array_equal(loaded.probabilities(asked), model.probabilities(asked))
    kinds = [[block.ngrams for block in each.space.blocks] for each in (loaded, model)]
    assert (loaded.labels, kinds[0], loaded.temperature) == (model.labels, kinds[1], model.temperature)


def test_loaded_model_outlives_its_files(model, tmp_path):
    """Rasa unpacks a model into a folder and deletes it."""
    model.save(tmp_path / "model")
    loaded = LinearModel.load(tmp_path / "model")
    shutil.rmtree(tmp_path / "model")
    assert np.array_equal(loaded.probabilities([["boss", "pay"]]), model.probabilities([["boss", "pay"]]))


def test_saved_files_hold_plain_arrays_and_no_pickle(model, tmp_path):
    model.save(tmp_path)
    names = ("bias", "columns", "columns0", "columns1", "idf0", "idf1", "scale", "starts", "values")
    assert {path.name for path in tmp_path.iterdir()} == {"model.json", *(f"{name}.npy" for name in names)}
    assert not any(np.load(tmp_path / f"{name}.npy", allow_pickle=False).dtype.hasobject for name in names)
    weights = model.weights
    assert (weights.starts.dtype, weights.columns.dtype, weights.values.dtype) == (np.int32, np.uint8, np.int8)


def test_small_weights_sum_to_what_the_kept_weights_sum_to():
    dense = np.array([[3, -7, 0], [0, 2, 127], [-128, 0, 1], [0, 0, 0]], np.int8)
    kept = np.where(np.abs(dense.astype(int)) >= 3, dense, 0)
    rows, factors = np.array([2, 0, 3, 1, 0], np.int32), np.array([0.5, 2, 1, -1, 1], np.float32)
    assert np.array_equal(SmallWeights.of(dense, 3).sum(rows, factors, 3), factors @ kept[rows])
    assert np.array_equal(SmallWeights.of(dense, 3).sum(rows[:0], factors[:0], 3), [0, 0, 0])


def test_more_labels_than_fit_into_eight_bits_are_refused():
    with pytest.raises(ValueError, match="257 labels"):
        SmallWeights.of(np.zeros((1, 257), np.int8), 3)


def test_load_of_a_pickled_model_is_refused(model, tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "exploded"), "w"))

    model.save(tmp_path)
    np.save(tmp_path / "values.npy", np.array([Bomb()], dtype=object))
    with pytest.raises(ValueError, match=r"[Aa]rray can't be memory-mapped|allow_pickle=False"):
        LinearModel.load(tmp_path)
    (tmp_path / "values.npy").write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(ValueError, match=r"[Pp]ickle|magic"):
        LinearModel.load(tmp_path)
    assert not (tmp_path / "exploded").exists()


@pytest.mark.parametrize(
    ("margins", "expected"),
    [
        ([[0.0, 0.0]], [[0.5, 0.5]]),
        ([[1e6, 0.0]], [[1.0, 0.0]]),
        ([[-1e6, -1e6]], [[0.5, 0.5]]),
        ([[0.0], [5.0]], [[1.0], [1.0]]),
    ],
)
def test_softmax_of_extreme_margins(margins, expected):
    assert softmax(np.array(margins)).tolist() == expected
