"""The locked set is closed, hashed, and what is installed."""

from __future__ import annotations

import importlib.metadata
import re

import pytest

from bot.types import ROOT

_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """The pinned packages of a requirements file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {package.lower().replace("_", "-").replace(".", "-"): version for package, version in _PIN.findall(text)}


def test_lock_holds_exactly_what_is_wanted():
    assert pins("requirements.txt") == pins("requirements.in")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_hashes(name):
    blocks = re.split(r"^(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [block.split("==")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_development_set_agrees_with_the_locked_one():
    locked, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: version for name, version in development.items() if name in locked and locked[name] != version} == {}


def test_installed_packages_are_the_locked_ones():
    locked = pins("requirements.txt")
    installed = {name: importlib.metadata.version(name) for name in locked}
    assert installed == locked


def test_no_address_of_a_registry_is_in_the_lock():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert not re.search(r"https?://|--index|--find-links", (ROOT / name).read_text(encoding="utf-8"))
