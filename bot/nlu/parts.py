"""Cutting a message into the parts that may each hold a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.text import is_han

_ENDS = {".", "?", "!", "؟", "۔", "。", "？", "！", ";", "؛", "…", "\n", "।"}
_QUESTION_MARKS = {"?", "؟", "？"}
_SHORTEST = 3
_LONGEST = 24
_WINDOW = 18
_MOST_PARTS = 96
_CHARACTERS_PER_WORD = 5 / 3  # of Chinese


@dataclass(frozen=True)
class Part:
    """Some words of a message in their order. ``asks``: the sentence they are from ends in a question mark."""

    words: tuple[str, ...]
    asks: bool = False


def parts(words: Sequence[str]) -> list[Part]:
    """The sentences of ``words``, long ones in overlapping windows of 18 words; at most 96 parts.

    People in distress write without full stops, so a long run of words is cut by length. Returns an empty list where the
    message is one part anyway.
    """
    scale = _scale(words)
    cut = [part for sentence in _sentences(words) for part in _windows(sentence, scale)]
    cut = [part for part in cut if len(part.words) >= _SHORTEST * scale]
    return cut[:_MOST_PARTS] if len(cut) > 1 else []


def length(words: Sequence[str]) -> float:
    """How long a message is, in words of a language that writes blanks: Chinese is cut into characters."""
    return len(words) / _scale(words)


def _scale(words: Sequence[str]) -> float:
    return _CHARACTERS_PER_WORD if sum(map(is_han, words)) > len(words) / 2 else 1


def _sentences(words: Sequence[str]) -> Iterator[Part]:
    sentence: list[str] = []
    for word in words:
        sentence.append(word)
        if word and word[-1] in _ENDS:
            yield Part(tuple(sentence), word[-1] in _QUESTION_MARKS)
            sentence = []
    yield Part(tuple(sentence))


def _windows(sentence: Part, scale: float) -> Iterator[Part]:
    window = round(_WINDOW * scale)
    step = window // 2
    if len(sentence.words) <= _LONGEST * scale:
        yield sentence
        return
    for start in range(0, len(sentence.words) - step, step):
        yield Part(sentence.words[start : start + window], sentence.asks)
