"""Words and where they stand, in every language of the table."""

from __future__ import annotations

import pytest

from bot.language.table import languages
from bot.language.tokens import _Cutter, folded, tokens

QUESTIONS = {
    "en": "My boss doesn't pay me, what now?",
    "es": "¿Mi jefe no me paga, qué hago?",
    "ar": "صاحب العمل لا يدفع لي، ماذا أفعل؟",
    "ru": "Начальник не платит, что делать?",
    "fr": "Mon patron ne me paie pas, que faire ?",
    "pt": "O patrão não me paga, e agora?",
    "tr": "Patronum maaşımı ödemiyor, ne yapmalıyım?",
    "uk": "Начальник не платить, що робити?",
    "fa": "کارفرما پول نمی\u200cدهد، چه کنم؟",
    "ur": "مالک تنخواہ نہیں دیتا، کیا کروں؟",
    "bn": "মালিক বেতন দেয় না, কী করব?",
    "zh": "老板不给我钱，怎么办？",
    "am": "አሠሪዬ ደመወዜን አልከፈለኝም፣ ምን ላድርግ?",
    "ti": "ኣስራሒየይ ደሞዘይ ኣይከፈለንን፣ እንታይ ክገብር?",
}


def test_every_language_has_a_question():
    assert set(QUESTIONS) == set(languages())


@pytest.mark.parametrize(("language", "question"), QUESTIONS.items())
def test_tokens_stand_where_they_say_and_lose_nothing(language, question):
    found = tokens(question, language)
    assert [question[offset : offset + len(word)] for word, offset in found] == [word for word, _ in found]
    assert "".join(word for word, _ in found) == "".join(question.split())
    assert len(found) > 4


def test_tokens_of_english():
    assert tokens("I'm  not\npaid.", "en") == [("I", 0), ("'m", 1), ("not", 5), ("paid", 9), (".", 13)]


def test_latin_words_in_chinese_stay_whole():
    words = [word for word, _ in tokens("我的OQTF 2026年，PR card怎么办", "zh")]
    assert words == ["我", "的", "OQTF", "2026", "年", "，", "PR", "card", "怎", "么", "办"]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_tokens_of_nothing(text):
    assert tokens(text, "en") == []


def test_tokens_of_unknown_language():
    with pytest.raises(KeyError):
        tokens("a", "xx")


def test_folded_drops_what_vanishes():
    assert folded(["Árbol", "ـــ", "شُغل", "  ", "2026"]) == ["arbol", "شغل", "0"]


def test_words_of_people_are_not_kept(monkeypatch):
    """Neither for ever in memory, nor so that cutting changes."""
    monkeypatch.setattr("bot.language.tokens._MOST_WORDS_KEPT", 20)
    cutter = _Cutter("en")
    before = cutter.cut("don't pay")
    for number in range(100):
        cutter.cut(" ".join(f"secret{letter}{'x' * number}" for letter in "abcdef"))
        assert len(cutter._vocabulary) <= cutter._first_size + 20 + 6
    assert cutter.cut("don't pay") == before
