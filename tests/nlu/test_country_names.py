"""Countries in every form people use. The texts go through the tokeniser, as in a turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.table import languages
from bot.language.tokens import tokens
from bot.nlu.country_names import Mention, asked_about, find_mentions, known_countries


def mentions(language, text):
    """The mentions in ``text``."""
    return find_mentions([word for word, _ in tokens(text, language)], language)


def named(language, text):
    """The countries named in ``text``, from left to right."""
    return [mention.country for mention in mentions(language, text)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # as CLDR has them
        ("en", "Germany", ["DE"]),
        ("en", "in South Korea", ["KR"]),
        ("en", "Côte d’Ivoire", ["CI"]),
        ("es", "Alemania", ["DE"]),
        ("es", "Reino Unido", ["GB"]),
        ("ar", "ألمانيا", ["DE"]),
        ("ar", "المملكة المتحدة", ["GB"]),
        ("ru", "Германия", ["DE"]),
        ("ru", "Великобритания", ["GB"]),
        # without accents, hamza or capitals
        ("es", "en espana", ["ES"]),
        ("es", "MEXICO", ["MX"]),
        ("ar", "المانيا", ["DE"]),
        ("ru", "германия", ["DE"]),
        # inflected, or with what is written together with a name
        ("en", "Germany's asylum law", ["DE"]),
        ("ar", "بألمانيا", ["DE"]),
        ("ar", "لفرنسا", ["FR"]),
        ("ar", "للسعودية", ["SA"]),
        ("ar", "والمغرب؟", ["MA"]),
        ("ar", "وبفرنسا", ["FR"]),
        ("ru", "в Германии", ["DE"]),
        ("ru", "Германию", ["DE"]),
        ("ru", "Германией", ["DE"]),
        ("ru", "в Польшу", ["PL"]),
        ("ru", "из Украины", ["UA"]),
        ("ru", "в Великобритании", ["GB"]),
        ("ru", "в Нью-Йорке", ["US"]),
        # colloquial, cities, old and other people's names, misspelt, in Latin letters
        ("en", "holland", ["NL"]),
        ("en", "the Netherlands", ["NL"]),
        ("en", "in Saudi", ["SA"]),
        ("en", "the States", ["US"]),
        ("en", "cox's bazar", ["BD"]),
        ("en", "I live in Berlin", ["DE"]),
        ("en", "germnay", ["DE"]),
        ("es", "la Argentina", ["AR"]),
        ("fr", "aux États-Unis", ["US"]),
        ("zh", "我在英国，想去美国", ["GB", "US"]),
        ("zh", "德国人", ["DE"]),
        ("zh", "波斯尼亚和黑塞哥维那", ["BA"]),
        ("pt", "na Guiné-Bissau", ["GW"]),
        ("es", "en EE. UU.", ["US"]),
        ("es", "EE.UU.", ["US"]),
        ("es", "en maruecos", ["MA"]),
        ("ar", "f almanya", ["DE"]),
        ("ar", "امريكا", ["US"]),
        ("ar", "في باريس", ["FR"]),
        ("ru", "в США?", ["US"]),
        ("ru", "в германии, мск", ["DE", "RU"]),
        ("ru", "v germanii", ["DE"]),
        # another language's name
        ("en", "Deutschland", ["DE"]),
        ("en", "en España", ["ES"]),
        ("ru", "Italia", ["IT"]),
        # signs around a name
        ("en", "UK?", ["GB"]),
        ("es", "¿y en España?", ["ES"]),
        ("es", "¡Alemania!", ["DE"]),
        ("ar", "UK؟", ["GB"]),
        ("ru", "«Турция»", ["TR"]),
        ("en", "Guinea-Bissau", ["GW"]),
        ("en", "France,Italy", ["FR", "IT"]),
        # the longest name wins
        ("en", "South Sudan and Sudan", ["SS", "SD"]),
        ("en", "Dominican Republic", ["DO"]),
        ("en", "Northern Ireland, Ireland", ["GB", "IE"]),
        ("en", "Democratic Republic of the Congo", ["CD"]),
    ],
)
def test_country_in_any_form(language, text, expected):
    assert named(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "help us please", []),
        ("en", "they sent us away", []),
        ("en", "US", ["US"]),
        ("en", "the U.S.A.", ["US"]),
        ("en", "can US law help us", ["US"]),
        ("es", "us", []),
        ("ru", "us", []),
        ("ar", "us", []),
        ("ru", "USA", ["US"]),
    ],
)
def test_us_is_a_country_only_in_capitals(language, text, expected):
    assert named(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "family reunion"),
        ("en", "a cad, a fin and two fas"),
        ("es", "gana mucho dinero"),
        ("es", "la ira de mi jefe"),
        ("es", "quiero la reunión con mi familia"),
        ("ar", "مالي حق"),
        ("ar", "بنين وبنات"),
        ("ru", "кроме того"),
        ("en", "my name is nobody , I have nothing"),
        ("ru", "мне нужна помощь"),
        ("es", "necesito ayuda por favor"),
        ("ar", "احتاج مساعدة الان"),
    ],
)
def test_everyday_word_is_no_country(language, text):
    assert named(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # origin, place and goal
        ("en", "I am from Syria and live in Germany", "DE"),
        ("en", "I live in Germany, I am from Syria", "DE"),
        ("en", "I am from Syria", None),
        # a bare "from" with leaving
        ("ru", "Депортируют ли из России за ВИЧ?", "RU"),
        ("ru", "я из России", None),
        ("ar", "العودة من المانيا", "DE"),
        # an ending is part of a phrase
        ("tr", "Oğlum Lübnan'da doğdu", None),
        ("en", "from France to the UK", "GB"),
        ("en", "I'm from Iran, I'm in Turkey, I want to go to Greece", "TR"),
        ("en", "they will deport me to Libya", None),
        ("en", "and in France?", "FR"),
        ("en", "France?", "FR"),
        ("en", "Italy or France?", "FR"),
        ("es", "soy de Venezuela y vivo en Chile", "CL"),
        ("es", "vengo de Marruecos, quiero ir a Francia", "FR"),
        ("es", "soy de Honduras", None),
        ("ar", "أنا من سوريا وأعيش في تركيا", "TR"),
        ("ar", "انا من سوريا", None),
        ("ar", "ana mn souria w 3aych f almanya", "DE"),
        ("ru", "Я из Сирии, живу в Германии", "DE"),
        ("ru", "родом из Таджикистана, работаю в России", "RU"),
        ("ru", "я из Узбекистана", None),
        # an adjective counts only beside a thing of that country
        ("en", "a German visa", "DE"),
        ("en", "German food", None),
        ("en", "my Polish friend", None),
        ("en", "how do I get a Polish residence permit", "PL"),
        ("en", "Nigerian living in Italy", "IT"),
        ("es", "visado alemán", "DE"),
        ("es", "comida alemana", None),
        ("es", "permiso de residencia alemán", "DE"),
        ("ar", "فيزا الماني", "DE"),
        ("ar", "اكل الماني", None),
        ("ru", "немецкая виза", "DE"),
        ("ru", "немецкая кухня", None),
        ("ru", "польское разрешение на работу", "PL"),
        ("en", "nothing at all", None),
    ],
)
def test_country_a_question_is_about(language, text, expected):
    assert asked_about(mentions(language, text)) == expected


def test_mention_tells_how_the_country_was_named():
    assert mentions("en", "I am from Syria and want a German visa") == [
        Mention("SY", 3, 3, is_adjective=False, is_origin=True, is_place=False),
        Mention("DE", 7, 7, is_adjective=True, is_origin=False, is_place=False, with_thing=True),
    ]
    assert mentions("en", "stuck in Libya, going to the UK") == [
        Mention("LY", 2, 2, is_adjective=False, is_origin=False, is_place=True),
        Mention("GB", 6, 7, is_adjective=False, is_origin=False, is_place=False, is_goal=True),
    ]


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("en", "I am in France. My boss does not pay", 3, 3),
        ("en", "Hello - France", 2, 2),
        ("en", "they hit me . France is cold", 4, 4),
        ("ru", "Я в Германии. Мне не платят", 2, 2),
        ("ar", "أنا في فرنسا. صاحب العمل لا يدفع", 2, 2),
        ("es", "Vivo en Chile - y trabajo", 2, 2),
    ],
)
def test_mention_leaves_signs_around_the_name_alone(language, text, first, last):
    assert [(mention.first, mention.last) for mention in mentions(language, text)] == [(first, last)]


_WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "in",
                "from",
                "the",
                "UK",
                "US",
                "us",
                "France",
                "-",
                ".",
                "'",
                ",",
                "الى",
                "بألمانيا",
                "Германии",
                "visa",
                "German",
                "South",
                "Korea",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=12,
)


@given(_WORDS, st.sampled_from(sorted(languages())))
def test_mentions_are_in_order_and_never_overlap(words, language):
    taken = [position for mention in find_mentions(words, language) for position in range(mention.first, mention.last + 1)]
    assert taken == sorted(set(taken))
    assert all(0 <= position < len(words) for position in taken)


@pytest.mark.parametrize("code", ["FR", "US", "PS", "XK", "TW"])
def test_known_countries_have_countries_and_territories(code):
    assert code in known_countries()


@pytest.mark.parametrize("code", ["ZZ", "XA", "XB", "QO", "EU", "EZ", "UN", "001", "int", "fr"])
def test_known_countries_have_nothing_else(code):
    assert code not in known_countries()
