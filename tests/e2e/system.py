"""The running assistant, as a reader meets it."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

from bot.types import ROOT


def free_port() -> int:
    """A loopback port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class System:
    """The processes that ``python -m bot run`` started."""

    def __init__(self, process, port, actions_port, folder):
        self.process = process
        self.base = f"http://127.0.0.1:{port}"
        self.actions_port = actions_port
        self.folder = folder

    def children(self):
        """Process ids by name: ``actions`` and ``rasa``."""
        found = {}
        for pid in subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split():
            command = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
            found["actions" if "\0actions" in command else "rasa"] = int(pid)
        return found

    def kill(self, name):
        """Kill one process outright."""
        os.kill(self.children()[name], signal.SIGKILL)

    def await_health(self, seconds=60):
        """Wait until both processes answer."""
        deadline = time.monotonic() + seconds
        for address in (f"{self.base}/webhooks/web/health", f"http://127.0.0.1:{self.actions_port}/health"):
            while not self._is_well(address):
                assert time.monotonic() < deadline, f"{address} does not answer"
                time.sleep(0.1)

    @staticmethod
    def _is_well(address):
        try:
            return requests.get(address, timeout=2).status_code == 200
        except requests.RequestException:
            return False


class Reader:
    """Somebody who talks to the assistant over the web channel."""

    def __init__(self, system, **wishes):
        self.system = system
        self.numbers = itertools.count()
        opened = self.post("session", wishes)
        self.session = opened["session"]
        self.greeting = opened

    def post(self, path, body, status=200):
        """The JSON reply to one request."""
        response = requests.post(f"{self.system.base}/webhooks/web/{path}", json=body, timeout=30)
        assert response.status_code == status, response.text
        return response.json()

    def say(self, text, **more):
        """The messages in reply to what is typed."""
        return self.post("messages", {"session": self.session, "id": f"m{next(self.numbers)}", "text": text, **more})["messages"]

    def choose(self, payload):
        """The messages in reply to a button."""
        return self.post("messages", {"session": self.session, "id": f"m{next(self.numbers)}", "payload": payload})["messages"]


@contextmanager
def running(folder, **settings):
    """The assistant on free ports, what it keeps in ``folder``; stopped at the end."""
    port, actions_port = free_port(), free_port()
    environment = {
        **os.environ,
        "ASSISTANT_PORT": str(port),
        "ASSISTANT_ACTIONS_PORT": str(actions_port),
        "ASSISTANT_DATA_DIR": str(folder),
        **settings,
    }
    with (folder / "launcher.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    system = System(process, port, actions_port, folder)
    try:
        system.await_health(120)
        yield system
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
