"""The line that names the emergency numbers, whatever else works or not."""

from __future__ import annotations

from bot.content.schema import EmergencyNumbers
from bot.language.cldr import country_names
from bot.language.lines import Lines
from bot.types import CountryCode, LanguageTag


def country_name(country: CountryCode, language: LanguageTag) -> str:
    """The country's name in ``language`` (CLDR), or its code where CLDR has none."""
    return country_names(language).get(country, country)


def emergency_line(lines: Lines, language: LanguageTag, country: CountryCode | None, numbers: EmergencyNumbers | None) -> str:
    """One sentence with the numbers of ``country``, or how to find them where it is not known."""
    if country is None or numbers is None:
        return lines.say("utter_emergency_anywhere", language)
    shown = numbers_text(lines, language, numbers)
    return lines.say("utter_emergency_country", language, country=country_name(country, language), numbers=shown)


def numbers_text(lines: Lines, language: LanguageTag, numbers: EmergencyNumbers) -> str:
    """The numbers with the service each reaches, as far as they are known; one number for all is named once."""
    services = {"police": numbers.police, "ambulance": numbers.ambulance, "fire": numbers.fire}
    if set(services.values()) == {numbers.police}:
        return f"{numbers.police} ({lines.say('utter_all_services', language)})"
    return ", ".join(f"{lines.say(f'utter_{service}', language)} {number}" for service, number in services.items() if number)
