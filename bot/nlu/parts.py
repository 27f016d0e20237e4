"""Cutting a message into the parts that may each hold a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_ENDS = {".", "?", "!", "؟", "۔", "。", "？", "！", ";", "؛", "…", "\n", "।"}
_SHORTEST = 3
_LONGEST = 24
_WINDOW = 18
_STEP = 9
_MOST_PARTS = 96


def parts(words: Sequence[str]) -> list[list[str]]:
    """The sentences of ``words``, long ones in overlapping windows of 18 words; at most 96 parts.

    People in distress write without full stops, so a long run of words is cut by length. Returns an empty list where the
    message is one part anyway.
    """
    cut = [piece for sentence in _sentences(words) for piece in _windows(sentence)]
    cut = [piece for piece in cut if len(piece) >= _SHORTEST]
    return cut[:_MOST_PARTS] if len(cut) > 1 else []


def _sentences(words: Sequence[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for word in words:
        sentence.append(word)
        if word and word[-1] in _ENDS:
            yield sentence
            sentence = []
    yield sentence


def _windows(sentence: list[str]) -> Iterator[list[str]]:
    if len(sentence) <= _LONGEST:
        yield sentence
        return
    for start in range(0, len(sentence) - _STEP, _STEP):
        yield sentence[start : start + _WINDOW]
