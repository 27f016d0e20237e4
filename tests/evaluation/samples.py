"""Labelled messages and what was made of them, in a word each."""

from __future__ import annotations

from bot.evaluation.cases import Case
from bot.evaluation.understand import Understood


def case(kind="topic", label="wages_unpaid", language="en", country=None, text="text"):
    """A labelled message."""
    return Case(language, kind, label, country, text)


def understood(outcome="answer", label="wages_unpaid", *suggestions, language="en", country=None, milliseconds=1.0):
    """What was made of it."""
    return Understood(outcome, label, suggestions, country, language, milliseconds)
