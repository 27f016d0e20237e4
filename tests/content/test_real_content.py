"""The content that ships."""

from __future__ import annotations

import re

import pytest

from bot.content.check import check_everything, check_passages
from bot.content.hashing import content_hash
from bot.content.ledger import load_ledger
from bot.content.load import load, load_or_raise
from bot.content.passages import read_passage
from bot.content.schema import REQUIRED_SECTIONS
from bot.types import INTERNATIONAL, ROOT

LAWS = ROOT.parent / "shared" / "law"
_WATCH = re.compile(r"[a-z]+(/[\w.-]+)+\.md#L[1-9]\d*")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@pytest.fixture(scope="module")
def library():
    return load_or_raise()


def test_real_content_has_no_problems():
    assert [str(problem) for problem in check_everything() if not problem.is_notice] == []


def test_real_content_is_read_without_problems():
    library, problems = load()
    assert problems == []
    assert library.answers


def test_every_answer_has_the_required_sections(library):
    lacking = [
        answer.key
        for answer in library.answers.values()
        if not set(REQUIRED_SECTIONS) <= {section.name for section in answer.sections}
    ]
    assert lacking == []


def test_every_featured_country_has_emergency_numbers(library):
    assert [country for country in library.featured_countries if country not in library.emergency_numbers] == []


def test_every_topic_belongs_to_a_group(library):
    assert [topic.id for topic in library.topics.values() if topic.group not in library.groups] == []


def test_every_group_has_a_topic(library):
    assert set(library.groups) == {topic.group for topic in library.topics.values()}


def test_every_source_is_cited(library):
    cited = {source for answer in library.answers.values() for section in answer.sections for source in section.sources}
    assert {source for table in library.sources.values() for source in table} - cited == set()


def test_every_watch_and_fingerprint_is_well_formed(library):
    sources = [source for table in library.sources.values() for source in table.values()]
    assert sources
    malformed = [
        source.id for source in sources if not (_WATCH.fullmatch(source.watch) and _FINGERPRINT.fullmatch(source.fingerprint))
    ]
    assert malformed == []


def test_every_cited_passage_is_unchanged(library):
    """Where the law texts are at hand; without them, that one passage has one fingerprint."""
    if LAWS.is_dir():
        assert [str(problem) for problem in check_passages(library, LAWS)] == []
    passages = {(source.watch, source.fingerprint) for table in library.sources.values() for source in table.values()}
    assert len({watch for watch, _ in passages}) == len(passages)


def test_every_cited_passage_has_words_under_its_heading(library):
    """A fingerprint of a heading alone never changes with its article. Without the law texts: that there are fingerprints."""
    sources = [source for table in library.sources.values() for source in table.values()]
    assert all(source.fingerprint for source in sources)
    if LAWS.is_dir():
        bare = [source.id for source in sources if not read_passage(source.watch, LAWS).partition("\n")[2].strip()]
        assert bare == []


def test_nothing_claims_an_expert_review(library):
    """Nobody outside the project has reviewed anything yet; a record that says so needs somebody named in checkers.yml."""
    ledger, _ = load_ledger(ROOT / "data" / "reviews")
    claimed = {record.by for _, record in ledger.records() if record.level.value == "expert_reviewed"}
    assert claimed <= set(library.checkers) - {"desk"}


def test_every_record_is_of_a_section_there_is(library):
    keys = {f"{answer.key}/{section.name.value}" for answer in library.answers.values() for section in answer.sections}
    ledger, _ = load_ledger(ROOT / "data" / "reviews")
    assert {record.section for _, record in ledger.records()} - keys == set()


def test_every_section_has_words_of_its_own(library):
    hashes = [
        content_hash(section.sentences)
        for answer in library.answers.values()
        if answer.country == INTERNATIONAL
        for section in answer.sections
    ]
    assert len(hashes) == len(set(hashes))
