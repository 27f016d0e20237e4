"""What a reader sees of a served answer, and the meta that travels with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.content.assemble import Assembler, Message, Meta
from bot.content.ladder import Ladder, SectionState, ServedAnswer, ServedSection
from bot.content.load import load_or_raise
from bot.language.lines import Lines
from bot.types import Outcome
from tests.content.samples import TODAY, FakeCatalogues, edit, ledger_of, lines_of, record, section, translations, vouch

LINES = lines_of(
    utter_heading_steps="Steps",
    utter_heading_warning="Careful",
    utter_section_in_english="only English",
    utter_all_in_english="All of it is English.",
    utter_other_country="Not for {country}.",
    utter_simple="In short:",
    utter_checked="Checked {date} by {name}.",
    utter_expert_reviewed="Reviewed {date} by {name}.",
    utter_translated="Translated.",
    utter_sources_short="Law: {sources}.",
    utter_source_short="{instrument}: {article}",
    utter_sources="Sources:",
    utter_source_line="{instrument}, {article} ({year})",
    utter_article="art. {number}",
    utter_contacts="Help:",
    utter_contact_free="free",
)
SPANISH = {
    ("es", "utter_heading_steps", "Steps"): "Pasos",
    ("es", "utter_section_in_english", "only English"): "solo en inglés",
    ("es", "utter_all_in_english", "All of it is English."): "Todo en inglés.",
    ("es", "utter_other_country", "Not for {country}."): "No para {country}.",
    ("es", "utter_checked", "Checked {date} by {name}."): "Comprobado el {date} por {name}.",
    ("es", "utter_translated", "Translated."): "Traducido.",
    ("es", "utter_article", "art. {number}"): "artículo {number}",
    ("es", "checker/desk", "our editors"): "nuestra redacción",
    ("es", "instrument", "Protection of Wages Convention, 1949"): "Convenio sobre el salario",
    ("es", "contact/union", "Helps workers."): "Ayuda.",
    ("es", "contact/union/name", "The Union"): "El sindicato",
    ("es", "utter_contact_free", "free"): "gratis",
    ("es", "topic/wages_unpaid", "Unpaid wages"): "Salario impagado",
    ("es", "group/work", "Work"): "Trabajo",
}


@pytest.fixture
def assembler(library):
    catalogues = FakeCatalogues(SPANISH)
    return Assembler(library, catalogues, Lines(catalogues, LINES))


@pytest.fixture
def international(library):
    return library.answers["int", "wages_unpaid"]


@pytest.fixture
def french(library):
    return library.answers["FR", "wages_unpaid"]


def served(
    given,
    country=None,
    language="en",
    in_spanish=(),
    levels=("source_checked", "source_checked"),
    by=("desk", "desk"),
    on=(TODAY, TODAY),
):
    """An answer as the ladder would serve it; the sections named in ``in_spanish`` are translated."""
    parts = []
    for part, level, name, day in zip(given.sections, levels, by, on, strict=True):
        checked = record(part.hash, f"{given.key}/{part.name.value}", level, by=name, on=day)
        if part.name.value in in_spanish:
            words = tuple(translations(given, "es", part.name.value).values())
            parts.append(ServedSection(part, words, "es", SectionState.TRANSLATED, checked))
        else:
            state = SectionState(level) if language == "en" else SectionState.IN_ENGLISH
            parts.append(ServedSection(part, part.sentences, "en", state, checked))
    return ServedAnswer(given, country, language, tuple(parts))


def test_answer_in_english_has_headings_and_numbered_steps(assembler, international):
    text = "Your employer must pay you. Papers do not matter.\n\nSteps\n1. Write down your hours.\n2. Ask a union."
    assert assembler.answer(served(international)) == Message("answer", text)


def test_answer_in_translation(assembler, international):
    text = (
        "[es] Your employer must pay you. [es] Papers do not matter.\n\n"
        "Pasos\n1. [es] Write down your hours.\n2. [es] Ask a union."
    )
    assert assembler.answer(served(international, "int", "es", ("answer", "steps"))) == Message("answer", text)


def test_answer_with_changed_section_marks_it(assembler, french):
    text = "[es] In France you have 3 years.\n\nPasos\n(solo en inglés)\n1. Go to the labour court."
    assert assembler.answer(served(french, "FR", "es", ("answer",))) == Message("answer", text)


def test_answer_with_changed_answer_section_marks_it_without_heading(assembler, french):
    text = "(solo en inglés)\nIn France you have 3 years.\n\nPasos\n1. [es] Go to the labour court."
    assert assembler.answer(served(french, "FR", "es", ("steps",))) == Message("answer", text)


def test_answer_all_in_english_has_one_notice(assembler, french):
    text = "Todo en inglés.\n\nIn France you have 3 years.\n\nPasos\n1. Go to the labour court."
    assert assembler.answer(served(french, "FR", "es")) == Message("answer", text)


def test_answer_for_another_country_names_it_first(assembler, international):
    text = (
        "No para Alemania.\n\nTodo en inglés.\n\nYour employer must pay you. Papers do not matter.\n\n"
        "Pasos\n1. Write down your hours.\n2. Ask a union."
    )
    assert assembler.answer(served(international, "DE", "es")) == Message("answer", text)


def test_answer_with_warning_is_a_paragraph_under_its_heading(assembler, international):
    warning = section("warning", "Do not sign.", "Ask first.")
    part = ServedSection(warning, warning.sentences, "en", SectionState.SOURCE_CHECKED, record(warning.hash))
    given = served(international)
    with_warning = ServedAnswer(given.answer, None, "en", (given.sections[0], part))
    text = "Your employer must pay you. Papers do not matter.\n\nCareful\nDo not sign. Ask first."
    assert assembler.answer(with_warning) == Message("answer", text)


def test_in_short_is_the_answer_section_alone(assembler, international):
    text = "Not for Germany.\n\nIn short:\n\nYour employer must pay you. Papers do not matter."
    assert assembler.in_short(served(international, "DE")) == Message("answer", text)


def test_proof_names_who_when_and_articles(assembler, international):
    text = "Checked November 24, 2026 by our editors.\nLaw: Protection of Wages Convention, 1949: art. 12, 14."
    assert assembler.proof(served(international)) == Message("proof", text)


def test_proof_in_translation_says_so(assembler, international):
    text = (
        "Comprobado el 24 de noviembre de 2026 por nuestra redacción.\nTraducido.\n"
        "Law: Convenio sobre el salario: artículo 12, 14."
    )
    assert assembler.proof(served(international, "FR", "es", ("answer",))) == Message("proof", text)


def test_proof_in_english_of_a_foreign_reader_does_not_claim_a_translation(assembler, international):
    assert "Traducido." not in assembler.proof(served(international, "FR", "es")).text


def test_proof_sorts_articles_by_number(data):
    for old, new in (("article: '12'", "article: '103'"), ("article: '14'", "article: '9'")):
        edit(data / "sources/int.yml", old, new)
    library = load_or_raise(data)
    catalogues = FakeCatalogues()
    assembler = Assembler(library, catalogues, Lines(catalogues, LINES))
    text = assembler.proof(served(library.answers["int", "wages_unpaid"])).text
    assert text.splitlines()[-1] == "Law: Protection of Wages Convention, 1949: art. 9, 103."


def test_proof_of_expert_review(assembler, french):
    law = "Law: Labour Code: Annex I, art. 3245; Protection of Wages Convention, 1949: art. 12."
    text = f"Reviewed November 24, 2026 by our editors.\n{law}"
    given = served(french, "FR", levels=("expert_reviewed", "expert_reviewed"))
    assert assembler.proof(given) == Message("proof", text)


@pytest.mark.parametrize("levels", [("expert_reviewed", "source_checked"), ("source_checked", "expert_reviewed")])
def test_proof_claims_no_more_than_the_weakest_section(assembler, international, levels):
    older = TODAY - timedelta(days=14)
    given = served(international, levels=levels, by=("A. Lawyer", "desk"), on=(TODAY, older))
    first = "Checked November 10, 2026 by A. Lawyer, our editors."
    assert assembler.proof(given).text.splitlines()[0] == first


def test_sources_lists_each_article_once_with_address_and_year(assembler, international):
    text = (
        "Sources:\n"
        "• Protection of Wages Convention, 1949, art. 12 (2017)\n  https://example.org/c95\n"
        "• Protection of Wages Convention, 1949, art. 14 (2017)\n  https://example.org/c95"
    )
    assert assembler.sources(served(international)) == Message("sources", text)


def test_sources_of_a_country_include_international_ones(assembler, french):
    text = (
        "Sources:\n"
        "• Labour Code, Annex I, art. 3245 (2026)\n  https://example.org/code\n"
        "• Convenio sobre el salario, artículo 12 (2017)\n  https://example.org/c95"
    )
    assert assembler.sources(served(french, "FR", "es")) == Message("sources", text)


def test_cited_leaves_out_sections_that_are_not_shown(assembler, international):
    given = served(international)
    answer_only = ServedAnswer(given.answer, None, "en", given.sections[:1])
    assert [source.id for source in assembler.cited(answer_only)] == ["wage-12"]


def test_contacts_of_an_answer(assembler, international):
    text = "Help:\n• The Union: Helps workers. (free, +41 1, Mon-Fri, https://example.org/union)\n• A lawyer: Knows the law."
    assert assembler.contacts(served(international), "en", None) == Message("contacts", text)


def test_contacts_in_translation(assembler, french):
    text = (
        "Help:\n• El sindicato: Ayuda. (gratis, +41 1, Mon-Fri, https://example.org/union)\n"
        "• Labour inspectors: Visit workplaces. (36 46)"
    )
    assert assembler.contacts(served(french, "FR", "es"), "es", "FR") == Message("contacts", text)


def test_contacts_by_id_leaves_out_unknown_ones(assembler):
    text = "Help:\n• A lawyer: Knows the law."
    assert assembler.contacts(("nobody", "lawyer", "inspectors"), "en", None) == Message("contacts", text)


def test_meta_of_an_answer_with_changed_section(assembler, french):
    older = TODAY - timedelta(days=14)
    meta = assembler.meta(served(french, "FR", "es", ("answer",), on=(TODAY, older)))
    wage = {
        "id": "wage-12",
        "instrument": "Protection of Wages Convention, 1949",
        "article": "12",
        "url": "https://example.org/c95",
    }
    code = {"id": "code-3245", "instrument": "Labour Code", "article": "Annex I, art. 3245", "url": "https://example.org/code"}
    sections = (
        {"id": "FR/wages_unpaid/answer", "state": "translated"},
        {"id": "FR/wages_unpaid/steps", "state": "in_english"},
    )
    assert meta == Meta(Outcome.ANSWER, "es", "wages_unpaid", "FR", sections, (code, wage), "2026-11-10")
    assert meta.as_dict() == {
        "outcome": "answer",
        "topic": "wages_unpaid",
        "country": "FR",
        "language": "es",
        "sections": list(sections),
        "sources": [code, wage],
        "checked_on": "2026-11-10",
    }


def test_meta_of_the_international_answer_keeps_the_country_asked_for(assembler, international):
    meta = assembler.meta(served(international, "DE"))
    assert (meta.country, [row["id"] for row in meta.sections]) == ("DE", ["int/wages_unpaid/answer", "int/wages_unpaid/steps"])


def test_meta_without_answer():
    assert Meta(Outcome.REFUSE, "en").as_dict() == {
        "outcome": "refuse",
        "topic": None,
        "country": None,
        "language": "en",
        "sections": [],
        "sources": [],
        "checked_on": None,
    }


@pytest.mark.parametrize(("language", "titles"), [("es", ("Salario impagado", "Trabajo")), ("ru", ("Unpaid wages", "Work"))])
def test_titles(assembler, language, titles):
    assert (assembler.title("wages_unpaid", language), assembler.group_title("work", language)) == titles


def test_everything_the_ladder_serves_can_be_assembled(assembler, library, international):
    ladder = Ladder(library, ledger_of(vouch(international)), FakeCatalogues(translations(international, "es", "answer")))
    given = ladder.serve("wages_unpaid", "FR", "es", date(2026, 11, 24))
    assert assembler.answer(given).text.startswith("No para Francia.")
    assert assembler.proof(given).text.startswith("Comprobado el 24 de noviembre de 2026")
