"""Finding one's way: greeting, menu, language, country, suggestions, and the honest no."""

from __future__ import annotations

from typing import Any

from babel import Locale
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import Events, answer_turn
from actions.desk import desk
from actions.say import act_button, line, meta, topic_button, utter
from actions.turn import Turn, read_turn
from bot.content.assemble import Message
from bot.content.emergency import country_name
from bot.language.lines import Button
from bot.language.table import is_spoken, languages, spoken
from bot.types import Outcome


class ActionGreet(Action):
    """Greets; the first time with what the reader must know: a machine, no legal advice, nothing kept."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_greet"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Introduce or greet."""
        turn = read_turn(tracker)
        notices = (
            [line("utter_language_planned", turn, _language_buttons(), language=_own_name(turn))] if _is_planned(turn) else []
        )
        greeting = line("utter_greet" if turn.introduced else "utter_introduction", turn)
        utter(dispatcher, [greeting, *notices], meta(turn))
        return [SlotSet("introduced", True)]


class ActionMenu(Action):
    """Shows the groups of subjects, or the subjects of one group."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_menu"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Utter the menu."""
        turn = read_turn(tracker)
        utter(dispatcher, [_group_menu(turn, turn.group) if turn.group else _main_menu(turn)], meta(turn))
        return []


class ActionMenusOnly(Action):
    """In a language that is not understood well enough yet: says so, and shows the menu instead of guessing."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_menus_only"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Utter the notice and the menu."""
        turn = read_turn(tracker)
        utter(dispatcher, [line("utter_menus_only", turn), _main_menu(turn)], meta(turn, Outcome.MENUS))
        return []


class ActionChangeLanguage(Action):
    """Changes the language, or offers those there are."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_change_language"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Confirm in the new language, or offer the languages."""
        turn = read_turn(tracker)
        if _is_planned(turn):
            utter(dispatcher, [line("utter_language_planned", turn, _language_buttons(), language=_own_name(turn))], meta(turn))
            return [SlotSet("language", turn.language)]
        name = "utter_language_changed" if turn.asked_language else "utter_language_choose"
        utter(dispatcher, [line(name, turn, () if turn.asked_language else _language_buttons())], meta(turn))
        return []


class ActionChangeCountry(Action):
    """Changes the country, and asks the last question again there; or offers countries."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_change_country"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer the last topic for the new country, if there is one."""
        turn = read_turn(tracker)
        if turn.named_country is None:
            utter(dispatcher, [line("utter_country_choose", turn, _country_buttons(turn))], meta(turn))
            return []
        if turn.topic:
            return answer_turn(dispatcher, turn)
        shown = country_name(turn.named_country, turn.language)
        utter(dispatcher, [line("utter_country_changed", turn, country=shown)], meta(turn))
        return []


class ActionSuggest(Action):
    """Offers up to three topics where the message may mean several."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_suggest"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Utter the suggestions as buttons."""
        turn = read_turn(tracker)
        buttons = [topic_button(topic, turn.language) for topic in turn.suggestions]
        buttons.append(act_button("utter_button_menu", "/menu", turn.language))
        utter(dispatcher, [line("utter_suggest", turn, buttons)], meta(turn, Outcome.SUGGEST))
        return []


class ActionRefuse(Action):
    """Says kindly that this is not known here, and what is."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_refuse"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Refuse."""
        turn = read_turn(tracker)
        utter(dispatcher, [line("utter_refuse", turn)], meta(turn, Outcome.REFUSE))
        return []


def _is_planned(turn: Turn) -> bool:
    return turn.asked_language is not None and not is_spoken(turn.asked_language)


def _own_name(turn: Turn) -> str:
    assert turn.asked_language is not None
    return Locale.parse(turn.language).languages.get(turn.asked_language) or languages()[turn.asked_language].endonym


def _language_buttons() -> list[Button]:
    return [Button(language.endonym, f'/change_language{{"language":"{language.tag}"}}') for language in spoken()]


def _country_buttons(turn: Turn) -> list[Button]:
    return [
        Button(country_name(country, turn.language), f'/change_country{{"country":"{country}"}}')
        for country in desk().library.featured_countries
    ]


def _main_menu(turn: Turn) -> Message:
    groups = [
        Button(desk().assembler.group_title(group, turn.language), f'/menu{{"group":"{group}"}}')
        for group in desk().library.groups
    ]
    return line("utter_menu", turn, groups)


def _group_menu(turn: Turn, group: str) -> Message:
    topics = [topic_button(topic.id, turn.language) for topic in desk().library.topics.values() if topic.group == group]
    back = act_button("utter_button_back", "/menu", turn.language)
    return line("utter_menu_group", turn, [*topics, back], group=desk().assembler.group_title(group, turn.language))
