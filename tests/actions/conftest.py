"""Fixtures: the spoken languages, and what the assistant says in each."""

from __future__ import annotations

import pytest

from bot.language.catalogues import Catalogues
from bot.language.lines import Lines
from bot.language.table import spoken


@pytest.fixture(params=[language.tag for language in spoken()])
def language(request):
    """Each language the assistant answers in."""
    return request.param


@pytest.fixture(scope="session")
def lines():
    """The assistant's lines."""
    return Lines(Catalogues())
