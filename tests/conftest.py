"""What holds for every test: no network but loopback, compiled catalogues, settings in a folder of the test's own."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from contextlib import closing

import hypothesis
import pytest

from bot.language.compile import compile_all
from bot.settings import read_settings

hypothesis.settings.register_profile(
    "tests", deadline=None, database=None
)  # a busy machine is no failure; nothing is left behind
hypothesis.settings.load_profile("tests")

SECRET = "a secret of the tests, long enough to be used"


class ForbiddenConnection(AssertionError):
    """A test reached for the network."""


class NetworkGuard:
    """Refuses every address that is not this machine, and remembers it: code under test may swallow the refusal."""

    def __init__(self):
        self.attempts = []

    def check(self, host):
        """Raise for a host outside this machine."""
        if not _is_this_machine(host):
            self.attempts.append(host)
            raise ForbiddenConnection(f"a test tried to reach {host!r}")


def _is_this_machine(host):
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(autouse=True)
def network_guard(monkeypatch):
    """Fail the test that connects to, or looks up, anything but loopback."""
    guard = NetworkGuard()
    really = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    look_up = socket.getaddrinfo

    def guarded(name):
        def method(self, *arguments):
            if self.family in (socket.AF_INET, socket.AF_INET6):
                guard.check(arguments[-1][0])
            return really[name](self, *arguments)

        return method

    def guarded_look_up(host, *arguments, **options):
        guard.check(host)
        return look_up(host, *arguments, **options)

    for name in really:
        monkeypatch.setattr(socket.socket, name, guarded(name))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield guard
    assert guard.attempts == [], "the network was used"


@pytest.fixture(scope="session")
def event_loop_policy():
    """Python's own event loop: uvloop, which Sanic installs when it is imported, connects behind the guard's back."""
    return asyncio.DefaultEventLoopPolicy()


@pytest.fixture(autouse=True, scope="session")
def compiled_catalogues():
    """The project's catalogues, compiled once."""
    compile_all()


@pytest.fixture
def make_settings(tmp_path):
    """A function that makes settings in ``tmp_path``; keywords are settings without ``ASSISTANT_``."""

    def make(**values):
        defaults = {"DATA_DIR": tmp_path / "var", "MODEL_DIR": tmp_path / "models", "SECRET": SECRET}
        return read_settings({f"ASSISTANT_{name.upper()}": str(value) for name, value in {**defaults, **values}.items()})

    return make


@pytest.fixture
def free_port():
    """A function that finds a port nobody listens on."""

    def find():
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    return find
