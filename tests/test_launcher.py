"""The launcher: what must be true before it starts, and that it watches, restarts and stops what it started."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot import launcher
from bot.launcher import CannotStart, Child, require_free_port, require_space, secret
from bot.settings import Secret
from bot.training import model_path
from bot.types import ROOT

PYTHON = [sys.executable, "-I", "-S", "-c"]
SLEEP = "import time; time.sleep(60)"


@pytest.fixture
def child(tmp_path):
    """A function that makes a child of a few words of Python; whatever was started is ended with the test."""
    made = []

    def make(code=SLEEP, health="http://127.0.0.1:1/"):
        one = Child(f"child{len(made)}", [*PYTHON, code], dict(os.environ), health, tmp_path / f"child{len(made)}.log")
        made.append(one)
        return one

    yield make
    for one in made:
        if one.process and one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def until(condition, seconds=10):
    """Wait until ``condition`` holds; whether it did."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


class Watch:
    """The launcher's watch in a thread of its own."""

    def __init__(self, *children):
        self.children = list(children)
        self.stopped = threading.Event()
        self.said = []
        self.status = None
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _work(self):
        self.status = launcher._watch(self.children, self.stopped, self.said.append)

    def end(self):
        """The watch's exit status, once it has been told to stop or has given up."""
        self.stopped.set()
        self.thread.join(5)
        return self.status


def test_free_port_is_accepted(free_port):
    require_free_port("127.0.0.1", free_port(), "PORT")


@pytest.mark.parametrize("variable", ["PORT", "ACTIONS_PORT"])
def test_port_that_is_taken_is_refused_with_the_fix(variable):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotStart) as caught:
            require_free_port("127.0.0.1", port, variable)
    assert str(caught.value) == (
        f"Port {port} on 127.0.0.1 cannot be used (Address already in use). "
        f"Stop the other program, or: make run {variable}={port + 1}"
    )


def test_port_that_was_just_left_is_accepted():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), server.accept()[0]:
            pass  # the server's end closes first and lingers
    require_free_port("127.0.0.1", port, "PORT")


def test_address_of_another_machine_is_refused():
    with pytest.raises(CannotStart, match=r"on 192\.0\.2\.1 cannot be used"):
        require_free_port("192.0.2.1", 5005, "PORT")


def test_folder_with_space_is_accepted(tmp_path):
    require_space(tmp_path)


def test_folder_without_space_is_refused_with_the_fix(tmp_path, monkeypatch):
    monkeypatch.setattr(launcher, "_LEAST_FREE_BYTES", 2**62)
    with pytest.raises(CannotStart, match=r"Only \d+ MB are free for .*ASSISTANT_DATA_DIR"):
        require_space(tmp_path)


def test_secret_of_the_environment_is_used(make_settings, tmp_path):
    assert secret(make_settings(secret="x" * 40)).reveal() == "x" * 40
    assert list(tmp_path.iterdir()) == []


def test_secret_is_made_once_and_for_its_owner_only(make_settings):
    settings = make_settings(secret="")
    settings.data_dir.mkdir()
    previous = os.umask(0)
    try:
        first, again = secret(settings), secret(settings)
    finally:
        os.umask(previous)
    (file,) = settings.data_dir.iterdir()
    assert first.reveal() == again.reveal() == file.read_text()
    assert (len(first.reveal()), type(first), stat.S_IMODE(file.stat().st_mode)) == (64, Secret, 0o600)


def test_secrets_of_two_machines_differ(make_settings, tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    assert len({secret(make_settings(secret="", data_dir=folder)).reveal() for folder in folders}) == 2


def test_prepare_refuses_a_port_that_is_taken(make_settings, free_port):
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(CannotStart, match="make run ACTIONS_PORT="):
        launcher.prepare(make_settings(port=free_port(), actions_port=other.getsockname()[1]), print)


def test_prepare_refuses_a_folder_that_cannot_be_made(make_settings, free_port, tmp_path):
    (tmp_path / "file").write_text("")
    settings = make_settings(port=free_port(), actions_port=free_port(), data_dir=tmp_path / "file" / "below")
    with pytest.raises(CannotStart, match="ASSISTANT_DATA_DIR"):
        launcher.prepare(settings, print)


def test_action_server_gets_no_key(make_settings, monkeypatch):
    monkeypatch.setenv("ASSISTANT_SECRET", "s" * 40)
    settings = make_settings(actions_port=5099)
    child = launcher._action_server(settings)
    assert (child.name, child.command, child.health) == (
        "actions",
        [sys.executable, "-m", "actions"],
        "http://127.0.0.1:5099/health",
    )
    assert "ASSISTANT_SECRET" not in child.environment
    assert "s" * 40 not in str(child.environment)
    assert child.environment["ASSISTANT_ACTIONS_PORT"] == "5099"


def test_rasa_gets_the_key_in_its_environment_only(make_settings):
    settings = make_settings(secret="s" * 40, port=5098)
    settings.data_dir.mkdir()
    child = launcher._rasa(settings)
    assert child.environment["ASSISTANT_SECRET"] == "s" * 40
    assert "s" * 40 not in " ".join(child.command)
    assert child.health == "http://127.0.0.1:5098/webhooks/web/health"
    options = dict(zip(child.command, child.command[1:], strict=False))
    assert (options["--model"], options["--port"], options["--interface"]) == (str(model_path(settings)), "5098", "127.0.0.1")
    assert options["--credentials"] == "bot/credentials.yml"
    assert "--enable-api" not in child.command


def test_rasa_for_developers_has_its_api(make_settings):
    settings = make_settings(developer=1)
    settings.data_dir.mkdir()
    command = launcher._rasa(settings).command
    assert "bot/developer_credentials.yml" in command
    assert "--enable-api" in command


def test_children_log_no_lines_that_hold_words(make_settings):
    assert launcher._environment(make_settings())["LOG_LEVEL"] == "WARNING"


def test_endpoints_name_this_runs_port(make_settings):
    settings = make_settings(actions_port=5099)
    settings.data_dir.mkdir()
    written = launcher._endpoints(settings).read_text()
    assert written == (ROOT / "bot" / "endpoints.yml").read_text().replace(":5055/", ":5099/")
    assert "http://127.0.0.1:5099/webhook" in written


def test_large_log_is_begun_anew(make_settings, monkeypatch):
    monkeypatch.setattr(launcher, "_LARGEST_LOG", 10)
    settings = make_settings()
    settings.data_dir.mkdir()
    path = settings.data_dir / "rasa.log"
    path.write_text("short")
    assert launcher._log(settings, "rasa").read_text() == "short"
    path.write_text("longer than that")
    assert not launcher._log(settings, "rasa").exists()


def test_child_writes_to_its_log(child):
    one = child("import sys; print('out'); print('error', file=sys.stderr)")
    one.start()
    one.process.wait()
    assert sorted(one.last_lines().splitlines()) == ["error", "out"]


def test_last_lines_are_the_last_eight(child):
    one = child()
    one.log.write_bytes(b"\xff\n" + b"".join(b"line %d\n" % number for number in range(20)))
    assert one.last_lines().splitlines() == [f"line {number}" for number in range(12, 20)]


@pytest.mark.parametrize(("status", "expected"), [(200, True), (503, False), (404, False), (500, False)])
def test_child_is_healthy_when_it_says_so(child, status, expected):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert child(health=f"http://127.0.0.1:{server.server_address[1]}/health").is_healthy() is expected


def test_child_that_does_not_listen_is_not_healthy(child, free_port):
    assert child(health=f"http://127.0.0.1:{free_port()}/health").is_healthy() is False


def test_child_that_dies_is_started_again(child, tmp_path):
    mark = tmp_path / "was here"
    one = child(
        f"import pathlib, time\nmark = pathlib.Path({str(mark)!r})\n"
        "if mark.exists(): time.sleep(60)\nmark.touch()\nraise SystemExit(3)"
    )
    other = child()
    one.start()
    other.start()
    first, kept = one.process.pid, other.process.pid
    watch = Watch(one, other)
    assert until(lambda: one.process.pid != first and one.process.poll() is None)
    assert watch.end() == 0
    assert (watch.said, other.process.pid) == (["code=process-ended name=child0 status=3: starting it again"], kept)


def test_child_that_keeps_dying_is_given_up(child):
    one = child("raise SystemExit(7)")
    one.start()
    watch = Watch(one)
    watch.thread.join(15)
    assert watch.status == 1
    assert watch.said == ["code=process-ended name=child0 status=7: starting it again"] * 5 + [
        "code=process-keeps-ending name=child0: giving up"
    ]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([0, 1, 2, 3, 4], True),
        ([0, 1, 2, 3], False),
        ([0, 30, 60, 90, 120], False),
        ([0, 100, 101, 102, 103, 104], True),
        ([0, 14, 29, 44, 60], False),
    ],
)
def test_deaths_count_within_a_minute(child, monkeypatch, seconds, expected):
    now = [0.0]
    monkeypatch.setattr(launcher.time, "monotonic", lambda: now[0])
    one, answers = child(), []
    for moment in seconds:
        now[0] = 1000.0 + moment
        answers.append(one.keeps_dying())
    monkeypatch.undo()
    assert answers[-1] is expected
    assert not any(answers[:-1])


def test_stop_ends_a_child(child):
    one = child()
    one.start()
    one.stop()
    assert one.process.returncode == -signal.SIGTERM


def test_stop_ends_a_child_that_will_not(child, monkeypatch):
    monkeypatch.setattr(launcher, "_STOP_SECONDS", 0.2)
    one = child("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)")
    one.start()
    assert until(lambda: "ready" in one.last_lines())
    one.stop()
    assert one.process.returncode == -signal.SIGKILL


def test_stop_of_a_child_that_never_ran_or_is_dead_does_nothing(child):
    never, dead = child(), child("pass")
    dead.start()
    dead.process.wait()
    never.stop()
    dead.stop()
    assert (never.process, dead.process.returncode) == (None, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a child to its parent")
def test_child_does_not_outlive_a_launcher_that_is_killed(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from bot.launcher import Child\n"
        f"child = Child('x', [sys.executable, '-S', '-c', {SLEEP!r}], {{}}, '', Path({str(tmp_path / 'log')!r}))\n"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
        parent.kill()
    assert until(lambda: not _runs(pid))


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_child_that_ends_while_starting_is_shown_with_its_last_lines(child):
    one = child("raise SystemExit('no model here')")
    one.start()
    with pytest.raises(CannotStart) as caught:
        launcher._await_ready([one], threading.Event())
    assert str(caught.value) == f"The child0 process ended while starting. Its last lines ({one.log}):\nno model here"


def test_child_that_never_gets_ready_is_named(child, monkeypatch):
    monkeypatch.setattr(launcher, "_READY_SECONDS", 0.2)
    one = child()
    one.start()
    with pytest.raises(CannotStart, match=r"Not ready after 0\.2 s: child0\. Try: python -m bot doctor"):
        launcher._await_ready([one], threading.Event())


def test_waiting_ends_when_told_to_stop(child):
    one, stopped = child(), threading.Event()
    one.start()
    stopped.set()
    launcher._await_ready([one], stopped)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_starts_watches_and_stops_everything_when_told(make_settings, child, free_port, monkeypatch, number):
    def serving():
        port = free_port()
        code = (
            "from http.server import *\nclass H(SimpleHTTPRequestHandler):\n"
            "  def do_GET(s): s.send_response(200); s.end_headers()\n"
            f"HTTPServer(('127.0.0.1', {port}), H).serve_forever()"
        )
        return child(code, f"http://127.0.0.1:{port}/")

    children, said = [serving(), serving()], []
    monkeypatch.setattr(launcher, "prepare", lambda settings, say: None)
    monkeypatch.setattr(launcher, "_action_server", lambda settings: children[0])
    monkeypatch.setattr(launcher, "_rasa", lambda settings: children[1])
    monkeypatch.setattr(launcher, "closed_languages", lambda settings: [])

    def say(line):
        said.append(line)
        os.kill(os.getpid(), number)

    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        assert launcher.run(make_settings(port=5097), say) == 0
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
    assert said[0].startswith("Ready. Chat at http://127.0.0.1:5097/webhooks/web/ ")
    assert [one.process.returncode for one in children] == [-signal.SIGTERM] * 2


def test_run_that_cannot_start_leaves_no_child_behind(make_settings, child, monkeypatch):
    children = [child(), child("raise SystemExit('broken')")]
    monkeypatch.setattr(launcher, "prepare", lambda settings, say: None)
    monkeypatch.setattr(launcher, "_action_server", lambda settings: children[0])
    monkeypatch.setattr(launcher, "_rasa", lambda settings: children[1])
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        with pytest.raises(CannotStart, match="broken"):
            launcher.run(make_settings(), print)
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
    assert [one.process.poll() is None for one in children] == [False, False]
