"""Killed processes, repeated messages, bad input, and what is left on the disk."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time

import pytest
import requests

from bot.types import ROOT
from tests.e2e.system import Reader, free_port, running

pytestmark = pytest.mark.slow

PERSONAL = "My name is Aminata Diallo-Okafor, phone +49 151 23456789, passport X9912345, my boss does not pay me"


def everything_kept(folder):
    """The bytes of every file the assistant has written."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_word_and_no_token_is_left_on_the_disk(system):
    reader = Reader(system)
    reader.say(PERSONAL)
    reader.choose("/wages_unpaid")
    reader.post("messages", {"session": reader.session, "id": "x", "text": "x" * 5000}, status=400)
    kept = everything_kept(system.folder)
    assert b"wages_unpaid" in kept  # the store is being looked at
    words = ("Aminata", "Diallo", "23456789", "X9912345", "does not pay", reader.session)
    assert [word for word in words if word.encode() in kept] == []


def test_forgetting_leaves_nothing_of_the_conversation(system):
    reader = Reader(system, country="MN")
    reader.choose("/statelessness")
    assert b'"country":"MN"' in everything_kept(system.folder)
    reader.choose("/forget_me")
    assert b'"country":"MN"' not in everything_kept(system.folder)


def test_same_message_again_gets_the_same_reply_once(system):
    reader = Reader(system)
    body = {"session": reader.session, "id": "once", "text": "my boss does not pay me"}
    replies = []
    threads = [threading.Thread(target=lambda: replies.append(reader.post("messages", body))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 6
    assert all(reply == replies[0] for reply in replies)


def test_action_server_down_gives_an_apology_with_emergency_numbers(tmp_path):
    with running(tmp_path) as system:
        reader = Reader(system, language="es", country="DE")
        launcher = system.process.pid
        subprocess.run(["kill", "-STOP", str(launcher)], check=True)  # so that it does not start it again at once
        try:
            system.kill("actions")
            time.sleep(0.3)
            (message,) = reader.say("mi jefe no me paga")
            assert (message["meta"]["outcome"], message["meta"]["language"]) == ("refuse", "es")
            assert "110" in message["text"]
        finally:
            subprocess.run(["kill", "-CONT", str(launcher)], check=True)
        system.await_health()
        assert reader.say("mi jefe no me paga")[0]["meta"]["outcome"] == "answer"


def test_both_processes_killed_under_load_lose_no_conversation(tmp_path):
    with running(tmp_path, ASSISTANT_MESSAGES_PER_MINUTE="100000") as system:
        reader = Reader(system, language="ru")
        reader.choose("/wages_unpaid")
        stop, wrong = threading.Event(), []

        def load():
            other = Reader(system)
            number = 0
            while not stop.is_set():
                number += 1
                body = {"session": other.session, "id": f"load-{number}", "text": "someone took my passport"}
                try:
                    response = requests.post(f"{system.base}/webhooks/web/messages", json=body, timeout=20)
                except requests.RequestException:
                    time.sleep(0.1)
                    continue
                if response.status_code not in {200, 503} or "Traceback" in response.text:
                    wrong.append(response.text)

        threads = [threading.Thread(target=load) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        system.kill("actions")
        time.sleep(1)
        system.kill("rasa")
        time.sleep(2)
        system.await_health()
        time.sleep(1)
        stop.set()
        for thread in threads:
            thread.join()
        assert wrong == []
        again = reader.choose("/repeat")
        assert (again[0]["meta"]["topic"], again[0]["meta"]["language"]) == ("wages_unpaid", "ru")


BAD_BODIES = [
    (b"", 400), (b"\x00\xff\xfe", 400), (b"{", 400), (b"[]", 400), (b'"text"', 400), (b"{" * 5000, 400), (b"x" * 100_000, 413),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), BAD_BODIES)
def test_bad_body_gets_a_code_and_no_trace(system, body, status):
    response = requests.post(f"{system.base}/webhooks/web/messages", data=body, timeout=10)
    assert response.status_code == status
    assert "code" in response.json()
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": ""}, 400),
        ({"text": "\u202e\u2066\x00\x07"}, 400),
        ({"text": "x" * 100_000}, 413),
        ({"payload": "/no_such_topic"}, 422),
        ({"payload": '/wages_unpaid{"country":"XX"}'}, 422),
        ({"payload": '/wages_unpaid{"country":"DE"} and more'}, 422),
        ({"text": "a", "payload": "/menu"}, 400),
        ({}, 400),
    ],
)
def test_bad_message_gets_a_code_and_the_session_lives_on(system, fields, status):
    reader = Reader(system)
    reply = reader.post("messages", {"session": reader.session, "id": "bad", **fields}, status=status)
    assert reply["code"]
    assert reader.say("someone took my passport")[0]["meta"]["topic"] == "passport_confiscated"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0."])
def test_forged_session_is_refused(system, token):
    response = requests.post(
        f"{system.base}/webhooks/web/messages", json={"session": token, "id": "1", "text": "hello"}, timeout=10
    )
    assert response.status_code in {400, 401}
    assert response.json()["code"] in {"missing_field", "session_invalid"}


def test_what_is_typed_is_never_a_command_to_rasa(system):
    reader = Reader(system)
    reader.say('/change_country{"country":"someone typed this"}')
    reader.say("/restart")
    assert b"someone typed this" not in everything_kept(system.folder)


@pytest.mark.parametrize("path", ["/", "/status", "/conversations/x/tracker", "/webhooks/rest/webhook", "/model/parse"])
def test_rasas_own_api_is_off(system, path):
    """Only Rasa's greeting at the root answers; it tells a version and nothing else."""
    statuses = {requests.request(method, f"{system.base}{path}", json={}, timeout=10).status_code for method in ("GET", "POST")}
    assert statuses <= {404, 405} | ({200} if path == "/" else set())


def test_taken_port_is_one_line_with_the_fix(system, tmp_path):
    port = system.base.rpartition(":")[2]
    environment = {
        "ASSISTANT_PORT": port,
        "ASSISTANT_ACTIONS_PORT": str(free_port()),
        "ASSISTANT_DATA_DIR": str(tmp_path),
        "PATH": "/usr/bin",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"make run PORT={int(port) + 1}" in done.stderr


def test_interrupt_stops_everything(tmp_path):
    with running(tmp_path) as system:
        children = system.children()
        system.process.send_signal(signal.SIGINT)
        assert system.process.wait(30) == 0
        alive = [pid for pid in children.values() if subprocess.run(["ps", "-p", str(pid)], capture_output=True).returncode == 0]
        assert (sorted(children), alive) == (["actions", "rasa"], [])
        assert json.loads(json.dumps(children))  # both had been there
