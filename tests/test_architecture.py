"""The house's two rules: imports point one way, and content, language and policy live without Rasa."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from bot.types import ROOT

_LAYERS = {
    "bot.types": -1, "bot.settings": 0, "bot.policy": 1, "bot.language": 2, "bot.content": 3, "bot.nlu": 4, "bot.dialogue": 5,
    "actions": 5, "bot.channels": 6, "bot.training": 6, "bot.evaluation": 7, "bot.launcher": 7, "bot.doctor": 8, "bot.cli": 9, "bot.__main__": 10,
}  # fmt: skip
"""A module imports only from layers below its own, or from its own package."""


def layer_of(module: str) -> str | None:
    """The layer a module belongs to."""
    return max((name for name in _LAYERS if module == name or module.startswith(f"{name}.")), key=len, default=None)


def module_name(path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path):
    """Every module of ours that ``path`` imports, at any depth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module


MODULES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/*.py")])


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_point_one_way(path):
    own = layer_of(module_name(path))
    if own is None:
        assert module_name(path) == "bot", f"{path} belongs to no layer: add it to the table"
        return
    used = {layer for imported in imports_of(path) if (layer := layer_of(imported)) and layer != own}
    assert {layer for layer in used if _LAYERS[layer] >= _LAYERS[own]} == set()


def test_policy_content_and_language_import_without_rasa():
    modules = [
        module_name(path)
        for path in MODULES
        if (layer_of(module_name(path)) or "") in {"bot.policy", "bot.content", "bot.language"}
    ]
    code = (
        "import sys, importlib\n"
        "for name in ('rasa', 'rasa_sdk', 'sanic', 'tensorflow'): sys.modules[name] = None\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(modules) > 20


def test_actions_import_without_rasa():
    """The action server must stay small: no Rasa, no scikit-learn, no spaCy."""
    code = (
        "import sys\n"
        "for name in ('rasa', 'sklearn', 'spacy', 'scipy'): sys.modules[name] = None\n"
        "import actions.answers, actions.guidance, actions.people, actions.desk\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_sentence_for_a_reader_stands_in_python():
    """Words are in content, lines and locales: what the actions utter comes from there, never from a literal."""
    for path in ROOT.glob("actions/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "utter_message":
                assert not any(isinstance(keyword.value, ast.Constant) for keyword in node.keywords), path
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message":
                text = node.args[1]
                assert not (isinstance(text, ast.Constant) and isinstance(text.value, str)), path
