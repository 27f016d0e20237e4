"""Finding a cited passage again, and telling whether it has changed."""

from __future__ import annotations

import hashlib

import pytest

from bot.content.passages import fingerprint, read_passage

LAW = "# Law\n\n## Article 1\nPay\n  is owed.\n\n### Note\nA note.\n\n## Article 2\nRest.\n# Annex\nEnd\n"


@pytest.fixture
def laws(tmp_path):
    (tmp_path / "int").mkdir()
    (tmp_path / "int" / "law.md").write_text(LAW, encoding="utf-8")
    (tmp_path / "int" / "empty.md").write_text("", encoding="utf-8")
    (tmp_path / "int" / "heading-last.md").write_text("text\n# Last", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("line", "passage"),
    [
        (1, LAW.split("\n# Annex")[0]),
        (3, "## Article 1\nPay\n  is owed.\n\n### Note\nA note.\n"),
        (7, "### Note\nA note.\n"),
        (10, "## Article 2\nRest."),
        (12, "# Annex\nEnd"),
    ],
)
def test_read_passage_ends_at_the_next_heading_of_its_rank(laws, line, passage):
    assert read_passage(f"int/law.md#L{line}", laws) == passage


@pytest.mark.parametrize(
    "watch",
    [
        "", "int/law.md", "int/law.md#3", "int/law.md#L", "int/law.md#L3 ", "int/law.txt#L3", "int/law.md#L3-L9", "int/law.md#L4",
        "int/law.md#L99", "int/law.md#L0", "int/heading-last.md#L0", "int/empty.md#L1", "int/empty.md#L0",
    ],
)  # fmt: skip
def test_read_passage_of_malformed_watch(laws, watch):
    with pytest.raises(ValueError):
        read_passage(watch, laws)


def test_read_passage_of_missing_file(laws):
    with pytest.raises(OSError, match="none"):
        read_passage("int/none.md#L1", laws)


def test_fingerprint_is_sixteen_digits_of_sha256():
    assert fingerprint("## Article 1\nPay\n  is owed.\n") == hashlib.sha256(b"## Article 1 Pay is owed.").hexdigest()[:16]


@pytest.mark.parametrize(
    ("other", "same"), [("Pay is\n owed. ", True), ("Pay is owed", False), ("pay is owed.", False), ("Pay is owed. Now.", False)]
)
def test_fingerprint_changes_with_words_only(other, same):
    assert (fingerprint(other) == fingerprint("Pay is owed.")) is same
