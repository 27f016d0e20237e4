"""The fallback ladder, rung by rung, and what is never on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.content.hashing import content_hash
from bot.content.ladder import Ladder, SectionState, ServedAnswer, ServedSection, section_contexts
from bot.content.load import Library
from tests.content.samples import (
    TODAY,
    FakeCatalogues,
    answer,
    in_language,
    ledger_of,
    record,
    section,
    translations,
    vouch,
)

DAY = timedelta(days=1)
INT = answer(section("answer", "Pay is owed.", "Always."), section("steps", "Ask.", "Write."))
FR = answer(section("answer", "Three years."), section("steps", "Go to court."), country="FR")


def translated_hash(language="es"):
    return lambda part: content_hash(in_language(language, sentence) for sentence in part.sentences)


SPANISH = {**translations(INT, "es"), **translations(FR, "es")}
REVIEWS = [*vouch(INT, "es", "translated", translated_hash()), *vouch(FR, "es", "reviewed", translated_hash())]
MASTERS = [*vouch(INT), *vouch(FR, level="expert_reviewed")]


def ladder(*answers, ledger=(MASTERS, REVIEWS), words=SPANISH):
    library = Library(answers={(each.country, each.topic): each for each in answers or (INT, FR)})
    return Ladder(library, ledger_of(*ledger), FakeCatalogues(words))


def serve(*answers, country="FR", language="es", today=TODAY, **rest):
    return ladder(*answers, **rest).serve("wages_unpaid", country, language, today)


def english(given, part, level="source_checked", state=None):
    """A section of ``given`` as served in English."""
    checked = record(part.hash, f"{given.key}/{part.name.value}", level)
    return ServedSection(part, part.sentences, "en", state or SectionState(level), checked)


def spanish(given, part, state, level="source_checked"):
    """A section of ``given`` as served in Spanish."""
    words = tuple(in_language("es", sentence) for sentence in part.sentences)
    return ServedSection(part, words, "es", state, record(part.hash, f"{given.key}/{part.name.value}", level))


def notices(served):
    return (served.is_other_country, served.is_all_english)


def test_serve_with_current_translation():
    served = serve()
    sections = tuple(spanish(FR, part, SectionState.REVIEWED, "expert_reviewed") for part in FR.sections)
    assert (served, notices(served)) == (ServedAnswer(FR, "FR", "es", sections), (False, False))


def test_serve_with_one_section_not_translated_shows_it_in_english():
    served = serve(words={**translations(INT, "es"), **translations(FR, "es", "answer")})
    sections = (
        spanish(FR, FR.sections[0], SectionState.REVIEWED, "expert_reviewed"),
        english(FR, FR.sections[1], "expert_reviewed", SectionState.IN_ENGLISH),
    )
    assert (served, notices(served)) == (ServedAnswer(FR, "FR", "es", sections), (False, False))


def test_serve_with_one_sentence_not_translated_shows_the_section_in_english():
    words = translations(INT, "es")
    del words["es", "int/wages_unpaid/answer/2", "Always."]
    served = serve(INT, country=None, words=words)
    sections = (
        english(INT, INT.sections[0], state=SectionState.IN_ENGLISH),
        spanish(INT, INT.sections[1], SectionState.TRANSLATED),
    )
    assert served == ServedAnswer(INT, None, "es", sections)


@pytest.mark.parametrize(
    "reviews",
    [
        [],
        [*vouch(FR, "es", "translated", translated_hash(), expires=TODAY - DAY, on=TODAY - 9 * DAY)],
        [*vouch(FR, "es", "translated", translated_hash(), on=TODAY + DAY)],
        [*vouch(FR, "es", "translated", lambda part: content_hash(["something else"]))],
        [*vouch(FR, "es", "draft", translated_hash())],
        [*vouch(FR, "es", "source_checked", translated_hash())],
        [*vouch(FR, "ru", "reviewed", translated_hash())],
    ],
    ids=["none", "expired", "not yet", "changed", "draft", "level of a master", "another language"],
)
def test_serve_when_no_translation_counts_is_all_english(reviews):
    served = serve(ledger=(MASTERS, reviews))
    sections = tuple(english(FR, part, "expert_reviewed", SectionState.IN_ENGLISH) for part in FR.sections)
    assert (served, notices(served)) == (ServedAnswer(FR, "FR", "es", sections), (False, True))


def test_serve_in_english_has_no_notice():
    served = serve(language="en")
    sections = tuple(english(FR, part, "expert_reviewed") for part in FR.sections)
    assert (served, notices(served)) == (ServedAnswer(FR, "FR", "en", sections), (False, False))


def test_serve_without_answer_of_the_country_is_international_with_notice():
    served = serve(INT)
    sections = tuple(spanish(INT, part, SectionState.TRANSLATED) for part in INT.sections)
    assert (served, notices(served)) == (ServedAnswer(INT, "FR", "es", sections), (True, False))


@pytest.mark.parametrize("country", [None, "int"])
def test_serve_without_country_is_international_without_notice(country):
    served = serve(country=country)
    sections = tuple(spanish(INT, part, SectionState.TRANSLATED) for part in INT.sections)
    assert (served, notices(served)) == (ServedAnswer(INT, country, "es", sections), (False, False))


def test_serve_international_in_english_has_both_notices():
    assert notices(serve(INT, words={})) == (True, True)


@pytest.mark.parametrize(
    "masters",
    [
        [],
        [*vouch(INT, level="draft"), *vouch(FR, level="draft")],
        [*vouch(INT, level="reviewed"), *vouch(FR, level="translated")],
        [*vouch(INT, expires=TODAY - DAY, on=TODAY - 9 * DAY), *vouch(FR, expires=TODAY - DAY, on=TODAY - 9 * DAY)],
        [*vouch(INT, on=TODAY + DAY), *vouch(FR, on=TODAY + DAY)],
        [*vouch(INT, words=lambda part: content_hash(["Pay, is owed."])), *vouch(FR, words=lambda part: content_hash(["x"]))],
        [*vouch(INT, "es"), *vouch(FR, "es")],
    ],
    ids=["none", "draft", "level of a translation", "expired", "not yet", "changed", "another language"],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_serve_when_no_master_counts_is_nothing(masters, language):
    assert serve(ledger=(masters, REVIEWS), language=language) is None


def test_serve_of_unknown_topic_is_nothing():
    assert ladder().serve("citizenship", "FR", "es", TODAY) is None


def test_serve_of_unverified_country_goes_to_international():
    served = serve(ledger=(vouch(INT), REVIEWS))
    assert (served.answer, notices(served)) == (INT, (True, False))


def test_serve_with_changed_comma_drops_the_section():
    changed = answer(FR.sections[0], section("steps", "Go, to court."), country="FR")
    assert serve(INT, changed).sections == (spanish(FR, FR.sections[0], SectionState.REVIEWED, "expert_reviewed"),)


def test_serve_with_changed_comma_in_the_answer_goes_to_the_next_rung():
    changed = answer(section("answer", "Three, years."), FR.sections[1], country="FR")
    assert serve(INT, changed).answer == INT


def test_serve_with_changed_comma_in_the_last_answer_is_nothing():
    changed = answer(section("answer", "Pay is owed,", "Always."), INT.sections[1])
    assert serve(changed) is None


def test_serve_with_expired_section_drops_it():
    steps = record(FR.sections[1].hash, "FR/wages_unpaid/steps", on=TODAY - 9 * DAY, expires=TODAY - DAY)
    answered = record(FR.sections[0].hash, "FR/wages_unpaid/answer")
    served = serve(ledger=([("en", answered), ("en", steps)], vouch(INT)), language="en")
    assert served.sections == (english(FR, FR.sections[0]),)


@pytest.mark.parametrize(
    ("limits", "shown"),
    [
        ({"valid_from": TODAY}, True),
        ({"valid_from": TODAY + DAY}, False),
        ({"valid_until": TODAY}, True),
        ({"valid_until": TODAY - DAY}, False),
    ],
)
def test_serve_of_section_with_limits(limits, shown):
    limited = answer(INT.sections[0], section("steps", "Ask.", "Write.", **limits))
    served = serve(limited, ledger=(vouch(limited),), language="en")
    assert [part.section.name.value for part in served.sections] == (["answer", "steps"] if shown else ["answer"])


def test_serve_when_the_answer_is_out_of_force_goes_to_the_next_rung():
    old = answer(section("answer", "Three years.", valid_until=TODAY - DAY), FR.sections[1], country="FR")
    assert serve(INT, old, ledger=(vouch(INT), vouch(old)), language="en").answer == INT


def test_checked_on_is_the_oldest_check():
    older = record(INT.sections[1].hash, "int/wages_unpaid/steps", on=TODAY - 9 * DAY)
    masters = [("en", record(INT.sections[0].hash)), ("en", older)]
    assert serve(INT, ledger=(masters, REVIEWS)).checked_on == TODAY - 9 * DAY


def test_translate_of_whole_section():
    assert ladder().translate(INT, INT.sections[1], "es") == ("[es] Ask.", "[es] Write.")


@pytest.mark.parametrize("language", ["ru", "xx"])
def test_translate_without_translations(language):
    assert ladder().translate(INT, INT.sections[0], language) is None


def test_section_contexts_count_from_one():
    assert section_contexts(FR, section("steps", "a", "b")) == ["FR/wages_unpaid/steps/1", "FR/wages_unpaid/steps/2"]
