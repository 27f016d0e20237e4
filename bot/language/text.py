"""Cleaning what people type, and bringing its many spellings together. Pure functions on ``str``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_KEPT_CONTROLS = {"\n", "\t"}
# Zero-width (non-)joiners carry meaning in Persian, Urdu and Bengali words; every other format character
# (bidirectional overrides, isolates, tags, soft hyphens, BOM) can only disguise text and is dropped.
_KEPT_FORMATS = {"\u200c", "\u200d"}
_BLANKS = re.compile(r"[ \t\u00a0]+")
_MANY_BREAKS = re.compile(r"\n{3,}")
_REPEATED = re.compile(r"(.)\1{2,}", re.DOTALL)
FIRST_HAN, LAST_HAN = "\u3400", "\u9fff"  # the range of Chinese characters
_HAN = re.compile(f"[{FIRST_HAN}-{LAST_HAN}]")
_DIGITS = re.compile(r"\d+")
_ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_LETTER_VARIANTS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ی": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
     "\u200c": "", "\u200d": "", "ё": "е", "ı": "i", "’": "'", "ʼ": "'", "`": "'"}
)  # fmt: skip


def clean_input(text: str) -> str:
    """Text as a person meant it: no control, surrogate or direction-override characters, no runs of blanks.

    Keeps line breaks and the joiners that some scripts need. May return an empty string.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = unicodedata.normalize("NFC", "".join(character for character in text if _is_kept(character)))
    return _MANY_BREAKS.sub("\n\n", _BLANKS.sub(" ", kept)).strip()


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cc":
        return character in _KEPT_CONTROLS
    if category == "Cf":
        return character in _KEPT_FORMATS
    return category not in {"Cs", "Co", "Cn"}


def fold(text: str) -> str:
    """The form in which spellings are compared: lower case, no accents, one form per Arabic letter, simplified Chinese, digits as ``0``.

    Accents are often missing on a phone, and Arabic is typed with and without hamza and vowel marks; what differs only
    in that is the same word here.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if _HAN.search(text):
        text = text.translate(_simplified())
    text = _ARABIC_MARKS.sub("", text).translate(_LETTER_VARIANTS)
    text = strip_accents(_DIGITS.sub("0", text))
    return _REPEATED.sub(r"\1\1", text)


def is_han(token: str) -> bool:
    """Whether ``token`` is one Chinese character."""
    return len(token) == 1 and FIRST_HAN <= token <= LAST_HAN


@cache
def _simplified() -> dict[int, str]:
    """Each traditional Chinese character with its simplified form, by OpenCC; the converter itself is not kept."""
    from opencc import OpenCC  # here, because only Chinese needs it

    characters = [chr(number) for number in range(ord(FIRST_HAN), ord(LAST_HAN) + 1)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(character): simple for character, simple in zip(characters, converted) if character != simple}


def strip_accents(text: str) -> str:
    """Latin, Cyrillic and Greek letters without their accents; other scripts' marks stay, they are letters there."""
    decomposed = unicodedata.normalize("NFD", text)
    kept: list[str] = []
    for character in decomposed:
        if unicodedata.combining(character) and kept and _takes_accents(kept[-1]):
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _takes_accents(base: str) -> bool:
    # й and ї are letters of their own in Russian and Ukrainian, not accented ones.
    return base < "\u0590" and base not in "иі"
