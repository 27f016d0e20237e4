"""The repairs of Rasa: each does what it is for, and doing them twice does nothing."""

from __future__ import annotations

import logging

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from jsonschema import ValidationError
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.dialogue.repairs import repair_rasa


@pytest.fixture(autouse=True)
def repaired():
    """Rasa, repaired."""
    repair_rasa()


class FakeGenerator:
    """Utters the name of the response."""

    def __init__(self, silent=False):
        self.asked = []
        self.silent = silent

    async def generate(self, utter_action, tracker, output_channel, **kwargs):
        self.asked.append(utter_action)
        return None if self.silent else {"text": f"<{utter_action}>", "buttons": [], "meta": {"outcome": "refuse"}}


class Answers:
    """An action server that gives prepared answers, and notes the connections it was asked over."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.connections = []

    async def __call__(self, request):
        self.connections.append(id(request.transport))
        status, body = self.answers[min(len(self.connections), len(self.answers)) - 1]
        return web.Response(status=status, text=body, content_type="application/json")


@pytest.fixture
async def gone(free_port):
    """The endpoint of an action server that is not there."""
    endpoint = EndpointConfig(f"http://127.0.0.1:{free_port()}/webhook")
    yield endpoint
    await hang_up(endpoint)


@pytest.fixture
async def serve():
    """A function that starts an action server and gives its endpoint."""
    servers, endpoints = [], []

    async def start(handler):
        app = web.Application()
        app.router.add_post("/webhook", handler)
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        endpoints.append(EndpointConfig(str(server.make_url("/webhook")), enable_selective_domain=True))
        return endpoints[-1]

    yield start
    for endpoint in endpoints:
        await hang_up(endpoint)
    for server in servers:
        await server.close()


async def hang_up(endpoint):
    """Close the session that was kept."""
    async with endpoint.session() as session:
        await session.close()


async def run(endpoint, generator):
    """The events of a remote action in a conversation that holds words."""
    tracker = DialogueStateTracker.from_events("pseudonym", [UserUttered("my name is Aminata")], [])
    return await RemoteAction("action_answer", endpoint).run(CollectingOutputChannel(), generator, tracker, Domain.empty())


GOOD = '{"events": [{"event": "slot", "name": "topic", "value": "x"}], "responses": [{"text": "hello"}]}'


@pytest.mark.parametrize(
    "result",
    [
        {},
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": "topic", "value": "wages_unpaid"}], "responses": [{"text": "hello", "meta": {}}]},
        {"events": [{"event": "action", "name": "action_listen"}]},
    ],
)
def test_validator_accepts_a_good_result(result):
    assert RemoteAction("action_x", None)._validate_action_result(result) is True


@pytest.mark.parametrize(
    "result",
    [
        None,
        [],
        "events",
        {"events": "none"},
        {"events": [{"event": "no such event"}]},
        {"events": [{"name": "topic"}]},
        {"events": [], "responses": ["hello"]},
        {"responses": {"text": "hello"}},
    ],
)
def test_validator_rejects_a_bad_result(result):
    with pytest.raises(ValidationError):
        RemoteAction("action_x", None)._validate_action_result(result)


def test_validator_is_not_built_again(monkeypatch):
    def rebuilt():
        raise AssertionError("the schema was asked for again")

    monkeypatch.setattr(RemoteAction, "action_response_format_spec", rebuilt)
    assert RemoteAction("action_x", None)._validate_action_result({"events": []})


async def test_action_that_works_is_not_touched(serve):
    generator = FakeGenerator()
    said, set_slot = await run(await serve(Answers((200, GOOD))), generator)
    assert (type(said), said.text, set_slot, generator.asked) == (BotUttered, "hello", SlotSet("topic", "x"), [])


@pytest.mark.parametrize(
    "answer", [(500, "{}"), (404, "{}"), (200, "[]"), (200, '{"events": "x"}'), (200, "not json"), (200, ""), (400, "not json")]
)
async def test_failing_action_utters_the_apology(serve, answer, caplog):
    generator = FakeGenerator()
    events = await run(await serve(Answers(answer)), generator)
    assert [(type(event), event.text, event.metadata["meta"]) for event in events] == [
        (BotUttered, "<utter_unavailable>", {"outcome": "refuse"})
    ]
    assert generator.asked == ["utter_unavailable"]
    assert "code=action-failed action=action_answer kind=" in caplog.text


async def test_action_server_that_is_gone_utters_the_apology(gone, caplog):
    with caplog.at_level(logging.WARNING):
        events = await run(gone, FakeGenerator())
    assert [event.text for event in events] == ["<utter_unavailable>"]
    assert "Aminata" not in caplog.text


async def test_action_without_endpoint_utters_the_apology():
    assert [event.text for event in await run(None, FakeGenerator())] == ["<utter_unavailable>"]


async def test_failing_action_without_an_apology_is_silent(gone):
    assert await run(gone, FakeGenerator(silent=True)) == []


async def test_action_that_declines_still_declines(serve):
    declined = '{"action_name": "action_answer", "error": "not now"}'
    with pytest.raises(ActionExecutionRejection, match="not now"):
        await run(await serve(Answers((400, declined))), FakeGenerator())


async def test_session_is_kept_between_turns(serve):
    answers = Answers((200, GOOD))
    endpoint = await serve(answers)
    for _ in range(3):
        await run(endpoint, FakeGenerator())
    assert len(answers.connections) == 3
    assert len(set(answers.connections)) == 1


async def test_session_of_another_endpoint_is_another(serve):
    first, second = await serve(Answers((200, GOOD))), await serve(Answers((200, GOOD)))
    async with first.session() as one, first.session() as same, second.session() as other:
        assert one is same
        assert one is not other


async def test_session_that_was_closed_is_opened_again(serve):
    endpoint = await serve(Answers((200, GOOD)))
    async with endpoint.session() as session:
        await session.close()
    assert [event.text for event in await run(endpoint, FakeGenerator()) if isinstance(event, BotUttered)] == ["hello"]


def test_repairing_twice_changes_nothing():
    before = (RemoteAction.run, RemoteAction._validate_action_result, EndpointConfig.session)
    repair_rasa()
    assert (RemoteAction.run, RemoteAction._validate_action_result, EndpointConfig.session) == before
