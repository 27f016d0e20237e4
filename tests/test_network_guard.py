"""The guard of conftest.py itself: a check that cannot fail is a defect."""

from __future__ import annotations

import asyncio
import socket

import pytest
import requests

from tests.conftest import ForbiddenConnection


def test_connect_elsewhere_is_refused_and_remembered(network_guard):
    with pytest.raises(ForbiddenConnection):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
    assert network_guard.attempts == ["192.0.2.1"]
    network_guard.attempts.clear()


def test_look_up_of_a_name_is_refused(network_guard):
    with pytest.raises(ForbiddenConnection):
        socket.getaddrinfo("example.org", 80)
    assert network_guard.attempts == ["example.org"]
    network_guard.attempts.clear()


def test_datagram_elsewhere_is_refused(network_guard):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(ForbiddenConnection):
        sender.sendto(b"x", ("192.0.2.1", 53))
    network_guard.attempts.clear()


def test_requests_elsewhere_is_refused(network_guard):
    with pytest.raises(ForbiddenConnection):
        requests.get("http://192.0.2.1/", timeout=0.1)
    network_guard.attempts.clear()


async def test_asyncio_elsewhere_is_refused(network_guard):
    with pytest.raises(ForbiddenConnection):
        await asyncio.open_connection("192.0.2.1", 80)
    network_guard.attempts.clear()


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_connect_to_loopback_is_allowed(family, host):
    try:
        server = socket.create_server((host, 0), family=family)
    except OSError:
        pytest.skip(f"this machine has no {host}")
    with server, socket.create_connection(server.getsockname()[:2], timeout=1) as client:
        assert client.getpeername()[0] == host
