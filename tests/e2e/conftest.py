from __future__ import annotations

import pytest

from tests.e2e.system import running


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    """One running assistant for the tests of a file."""
    with running(
        tmp_path_factory.mktemp("var"), ASSISTANT_MESSAGES_PER_MINUTE="100000", ASSISTANT_SESSIONS_PER_MINUTE="100000"
    ) as started:
        yield started
