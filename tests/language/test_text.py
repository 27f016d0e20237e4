"""Cleaning and folding: examples, and what holds for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.text import clean_input, fold, strip_accents

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TRICKY = (
    "aAéİıßΣςŉﬁẞ①½'’`12 \n\t\r\x00\x1b\x7f\x85\u00a0\u00ad\u200b\u200c\u200d\u2028\ufeff\ue000\U000e0041"
    "\u0301\u0306\u0308\u0345еёиійїЁЙابأإآٱىيئیةهکكۀہۓ\u064b\u0640\u0654\u0653٣۴০১২\u09bc\u09be\u0981中文😀{}()/" + BIDI
)
TEXTS = st.text(st.sampled_from(TRICKY) | st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        (" \t\r\n ", ""),
        ("hello", "hello"),
        ("  two   words ", "two words"),
        ("a\u00a0\tb", "a b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("\u202eevil\u202c", "evil"),
        ("\ufeffhi\u200b\u00ad", "hi"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("private \ue000 use", "private use"),
        ("/start", "/start"),
    ],
)
def test_clean_input_of_text(typed, expected):
    assert clean_input(typed) == expected


@given(TEXTS)
@example("a\u200b\u0301")
@example("\u1100\u200b\u1161")
def test_clean_input_twice_is_once(text):
    once = clean_input(text)
    assert clean_input(once) == once


@given(TEXTS)
def test_clean_input_leaves_no_control_or_direction_character(text):
    kept = [character for character in clean_input(text) if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}]
    assert set(kept) <= {"\n", "\u200c", "\u200d"}
    assert not set(clean_input(text)) & set(BIDI)


@given(TEXTS)
def test_clean_input_leaves_no_run_of_blanks(text):
    cleaned = clean_input(text)
    assert cleaned == cleaned.strip()
    assert not any(run in cleaned for run in ("  ", "\t", "\u00a0", "\n\n\n"))


@given(TEXTS)
def test_clean_input_gives_text_that_can_be_encoded(text):
    assert clean_input(text).encode("utf-8").decode("utf-8") == clean_input(text)


@given(
    st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Po", "So")), min_size=1).map(
        lambda text: unicodedata.normalize("NFC", text)
    )
)
def test_clean_input_keeps_what_people_write(text):
    assert clean_input(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Visa", "vISA"),
        ("Straße", "STRASSE"),
        ("trabajó", "trabajo"),
        ("ё", "е"),
        ("ΑΣΥΛΟ", "ασύλο"),
        ("ISTANBUL", "ıstanbul"),
        ("أحتاج", "احتاج"),
        ("مساعدة", "مساعده"),
        ("مُحَامٍ", "محام"),
        ("شـــغل", "شغل"),
        ("علی", "علي"),
        ("کمک", "كمك"),
        ("heeeelp", "heelp"),
        ("!!!!!", "!!"),
        ("112", "5"),
        ("١١٢", "7"),
        ("don’t", "don't"),
        ("ｖｉｓａ", "visa"),
        ("難民庇護", "难民庇护"),
        ("می\u200cخواهم", "میخواهم"),
        ("ہے", "ھے"),
    ],
)
def test_fold_brings_spellings_together(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("visa", "viza"), ("help", "heelp"), ("й", "и"), ("ї", "і"), ("কর", "কার"), ("में", "म"), ("5", "five"), ("ا", "ه")],
)
def test_fold_keeps_letters_apart(one, other):
    assert fold(one) != fold(other)


@given(TEXTS)
@example("১\u09bc")
@example("٣\u0654")
@example("१\u093c")
def test_fold_twice_is_once(text):
    once = fold(text)
    assert fold(once) == once


@given(TEXTS)
def test_fold_of_cleaned_text_leaves_no_control_or_direction_character(text):
    folded = fold(clean_input(text))
    assert {character for character in folded if unicodedata.category(character) in {"Cc", "Cf", "Cs"}} <= {
        "\n",
        "\u200c",
        "\u200d",
    }


@given(st.text("abcxyzáéñçабвёйїαβωά"))
def test_fold_does_not_tell_case(text):
    assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("árbol", "arbol"),
        ("Ωμέγα", "Ωμεγα"),
        ("Ёлка", "Елка"),
        ("йод", "йод"),
        ("їжа", "їжа"),
        ("के", "के"),
        ("বাংলা", "বাংলা"),
        ("آ", "آ"),
    ],
)
def test_strip_accents(text, expected):
    assert strip_accents(text) == expected


@given(TEXTS)
def test_strip_accents_twice_is_once(text):
    once = strip_accents(text)
    assert strip_accents(once) == once
