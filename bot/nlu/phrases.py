"""Phrases with alternatives, matched beside a word: ``je|j suis|sui en|au`` stands for all eight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Phrase = tuple[str, ...]
"""Folded words."""

_Pattern = tuple[frozenset[str], ...]


class Phrases:
    """A set of phrases. ``listed`` are words parted by blanks, the alternatives for a word by ``|``; ``words`` cuts and folds.

    Raises ``ValueError`` where one of several alternatives is not one word.
    """

    def __init__(self, listed: Iterable[str], words: Callable[[str], Phrase]) -> None:
        self._single: set[str] = set()
        self._by_first: dict[str, list[_Pattern]] = {}
        self._by_last: dict[str, list[_Pattern]] = {}
        for phrase in listed:
            self._add(_pattern(phrase, words))

    def _add(self, pattern: _Pattern) -> None:
        if len(pattern) < 2:
            self._single.update(*pattern)
            return
        for index, word_set in ((self._by_first, pattern[0]), (self._by_last, pattern[-1])):
            for word in word_set:
                index.setdefault(word, []).append(pattern)

    def ending(self, words: Sequence[str]) -> int:
        """The length of the longest phrase that ``words`` end with, 0 for none."""
        if not words:
            return 0
        longer = (len(p) for p in self._by_last.get(words[-1], ()) if len(p) <= len(words) and _fits(p, words[-len(p) :]))
        return max(longer, default=int(words[-1] in self._single))

    def beginning(self, words: Sequence[str]) -> int:
        """The length of the longest phrase that ``words`` begin with, 0 for none."""
        if not words:
            return 0
        longer = (len(p) for p in self._by_first.get(words[0], ()) if len(p) <= len(words) and _fits(p, words[: len(p)]))
        return max(longer, default=int(words[0] in self._single))

    def first_words(self) -> frozenset[str]:
        """The words that a phrase of several begins with."""
        return frozenset(self._by_first)

    def __contains__(self, words: Sequence[str]) -> bool:
        """Whether ``words`` are exactly one of the phrases."""
        return bool(words) and self.beginning(words) == len(words)


def _fits(pattern: _Pattern, words: Sequence[str]) -> bool:
    return all(word in alternatives for word, alternatives in zip(words, pattern, strict=True))


def _pattern(phrase: str, words: Callable[[str], Phrase]) -> _Pattern:
    pattern: list[frozenset[str]] = []
    for place in phrase.split():
        alternatives = [words(alternative) for alternative in place.split("|")]
        if len(alternatives) == 1:
            pattern += [frozenset([word]) for word in alternatives[0]]
        elif all(len(alternative) == 1 for alternative in alternatives):
            pattern.append(frozenset(word for (word,) in alternatives))
        else:
            raise ValueError(f"In {phrase!r}, an alternative of {place!r} is not one word.")
    return tuple(pattern)
