"""Examples to train small models on, and how to run components without a server."""

from __future__ import annotations

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.countries import CountryExtractor
from bot.nlu.emergency import EmergencyDetector
from bot.nlu.language_identifier import LanguageIdentifier
from bot.nlu.outcome import OutcomeDecider
from bot.nlu.scope import OutOfScopeDetector
from bot.nlu.tokenizer import SpacyLanguageTokenizer
from bot.nlu.topics import TopicClassifier

EXAMPLES = {
    "en": {
        "wages_unpaid": [
            "my boss does not pay me",
            "he did not pay my salary",
            "unpaid wages for two months",
            "employer owes me money",
            "they never paid my wage",
            "my salary was not paid",
        ],
        "asylum_apply": [
            "how do I ask for asylum",
            "where can I apply for asylum",
            "I want to request asylum",
            "asylum application",
            "apply for refugee status",
            "how to seek asylum",
        ],
        "emergency": [
            "help our boat is sinking",
            "he wants to kill me right now",
            "somebody is bleeding call an ambulance",
            "we are drowning",
            "they are beating me now",
            "the house is burning",
        ],
        "greet": ["hello", "hi there", "good morning", "hey", "hello friend", "good evening"],
        "change_language": [
            "change the language",
            "can we speak Arabic",
            "another language please",
            "speak Spanish",
            "use Russian",
        ],
        "out_of_scope": [
            "what is the weather",
            "who won the football match",
            "tell me a recipe",
            "sing a song",
            "the price of gold",
        ],
    },
    "es": {
        "wages_unpaid": [
            "mi jefe no me paga",
            "no me pagaron el salario",
            "sueldo sin pagar dos meses",
            "el patrón me debe dinero",
            "nunca pagaron mi sueldo",
            "no cobré el salario",
        ],
        "asylum_apply": [
            "cómo pido asilo",
            "dónde puedo solicitar asilo",
            "quiero pedir asilo",
            "solicitud de asilo",
            "pedir el estatuto de refugiado",
            "cómo solicitar refugio",
        ],
        "emergency": [
            "ayuda nuestro barco se hunde",
            "me quiere matar ahora mismo",
            "alguien sangra llamen una ambulancia",
            "nos ahogamos",
            "me están golpeando ahora",
            "la casa se quema",
        ],
        "greet": ["hola", "buenos días", "buenas tardes", "hola amigo", "qué tal", "buenas noches"],
        "change_language": ["cambiar el idioma", "podemos hablar árabe", "otro idioma por favor", "hablar inglés", "en ruso"],
        "out_of_scope": [
            "qué tiempo hace",
            "quién ganó el partido de fútbol",
            "dime una receta",
            "canta una canción",
            "el precio del oro",
        ],
    },
}

PIPELINE = (
    LanguageIdentifier,
    SpacyLanguageTokenizer,
    CountryExtractor,
    EmergencyDetector,
    OutOfScopeDetector,
    TopicClassifier,
    OutcomeDecider,
)


def example(text, intent, language, **metadata):
    """A training example as the importer makes it."""
    return Message({TEXT: text, INTENT: intent, "metadata": {"intent": {"language": language, **metadata}}})


def training_data():
    """All of :data:`EXAMPLES`."""
    return TrainingData(
        [example(text, intent, tag) for tag, intents in EXAMPLES.items() for intent, texts in intents.items() for text in texts]
    )


def context():
    """A graph run that belongs to no graph."""
    return ExecutionContext(GraphSchema({}), model_id="test")


def train_pipeline(folder, data=None):
    """The whole understanding pipeline, trained on ``data`` (or :data:`EXAMPLES`) and kept in ``folder``."""
    storage = LocalModelStorage.create(folder)
    data = data or training_data()
    components = [_made(component, storage) for component in PIPELINE]
    for component in components:
        if hasattr(component, "train"):
            component.train(data)
        if hasattr(component, "process_training_data"):
            data = component.process_training_data(data)
    return components


def load_pipeline(folder):
    """The pipeline as it was kept in ``folder``."""
    storage = LocalModelStorage.create(folder)
    return [component.load(_config(component), storage, Resource(component.__name__), context()) for component in PIPELINE]


def _made(component, storage):
    return component.create(_config(component), storage, Resource(component.__name__), context())


def _config(component):
    """The shipped configuration, but for emergencies: a handful of examples makes no detector to be trusted at a low threshold."""
    config = component.get_default_config()
    return {**config, "alarm": 1.0} if component is OutcomeDecider else config


def understand(components, text):
    """What the pipeline says of ``text``: the attributes it sets for the dialogue."""
    message = Message({TEXT: text})
    for component in components:
        component.process([message])
    return {name: message.get(name) for name in ("intent", "entities", "language", "emergency", "decision", "intent_ranking")}
