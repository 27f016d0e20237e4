"""Reads what Rasa trains on: examples by language folder, rules, and a rule per topic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.load import read_topic_ids
from bot.language.table import languages
from bot.nlu.example_files import read_examples

_FOLDERS = ("rules", "stories")
_ANSWER = "action_answer"


class MultilingualImporter(RasaFileImporter):
    """Rasa's file importer with three differences: the language of an example is its folder (``data/nlu/<language>/``), only
    ``data/nlu``, ``data/rules`` and ``data/stories`` are searched, and every topic of ``data/topics.yml`` is an intent that leads to
    ``action_answer``.
    """

    def __init__(
        self, config_file: str | None = None, domain_path: str | None = None, training_data_paths: list[str] | str | None = None
    ) -> None:
        given = [training_data_paths] if isinstance(training_data_paths, str) else list(training_data_paths or [])
        searched = [str(path) for entry in given for path in _searched(Path(entry))]
        super().__init__(config_file, domain_path, searched)

    def get_domain(self) -> Domain:
        """The domain with the topics as intents."""
        topics = sorted(read_topic_ids())
        return super().get_domain().merge(Domain.from_dict({"intents": [{topic: {"use_entities": []}} for topic in topics]}))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The rules and stories of the files, and a rule per topic."""
        reader = YAMLStoryReader(self.get_domain())
        steps = reader.read_from_parsed_yaml(
            {"version": "3.1", "rules": [_topic_rule(topic) for topic in sorted(read_topic_ids())]}
        )
        return super().get_stories(exclusion_percentage).merge(StoryGraph(steps))

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All examples, each with the language of its folder in its metadata."""
        return TrainingData([message for file in self._nlu_files for message in _messages(Path(file))])


def _searched(path: Path) -> list[Path]:
    if (path / "nlu").is_dir():
        return [path / "nlu", *(path / folder for folder in _FOLDERS if (path / folder).is_dir())]
    return [path]


def _topic_rule(topic: str) -> dict[str, Any]:
    return {"rule": f"answer {topic}", "steps": [{"intent": topic}, {"action": _ANSWER}]}


def _messages(file: Path) -> list[Message]:
    folder = file.parent.name
    language = {"language": folder} if folder in languages() else {}
    return [
        Message({TEXT: example.text, INTENT: example.intent, "metadata": {"intent": {**example.metadata, **language}}})
        for example in read_examples(file)
    ]
