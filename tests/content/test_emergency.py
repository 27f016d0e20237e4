"""The line with the emergency numbers."""

from __future__ import annotations

import pytest

from bot.content.emergency import country_name, emergency_line, numbers_text
from bot.content.schema import EmergencyNumbers
from bot.language.lines import Lines
from tests.content.samples import FakeCatalogues, lines_of

LINES = Lines(
    FakeCatalogues({("es", "utter_police", "Police"): "Policía"}),
    lines_of(
        utter_emergency_anywhere="Call 112.",
        utter_emergency_country="In {country} call {numbers}.",
        utter_all_services="all services",
        utter_police="Police",
        utter_ambulance="Ambulance",
        utter_fire="Fire",
    ),
)
FRANCE = EmergencyNumbers("FR", "17", "15", "18")
SWEDEN = EmergencyNumbers("SE", "112", "112", "112")
TWO = EmergencyNumbers("XY", "999", "999", "998")
POLICE_ONLY = EmergencyNumbers("XY", "199", "", "")
NO_POLICE = EmergencyNumbers("XY", "", "911", "911")


@pytest.mark.parametrize(
    ("country", "language", "expected"),
    [("FR", "en", "France"), ("FR", "es", "Francia"), ("DE", "ru", "Германия"), ("MA", "ar", "المغرب"), ("QX", "en", "QX")],
)
def test_country_name(country, language, expected):
    assert country_name(country, language) == expected


@pytest.mark.parametrize(
    ("country", "numbers", "language", "expected"),
    [
        ("FR", FRANCE, "en", "In France call Police 17, Ambulance 15, Fire 18."),
        ("FR", FRANCE, "es", "In Francia call Policía 17, Ambulance 15, Fire 18."),
        ("SE", SWEDEN, "en", "In Sweden call 112 (all services)."),
        (None, None, "en", "Call 112."),
        (None, SWEDEN, "en", "Call 112."),
        ("QX", None, "en", "Call 112."),
    ],
)
def test_emergency_line(country, numbers, language, expected):
    assert emergency_line(LINES, language, country, numbers) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (SWEDEN, "112 (all services)"),
        (FRANCE, "Police 17, Ambulance 15, Fire 18"),
        (TWO, "Police 999, Ambulance 999, Fire 998"),
        (POLICE_ONLY, "Police 199"),
        (NO_POLICE, "Ambulance 911, Fire 911"),
    ],
)
def test_numbers_text(numbers, expected):
    assert numbers_text(LINES, "en", numbers) == expected
