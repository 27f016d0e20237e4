"""YAML with line numbers, so that a problem can say where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.content.problems import Problem, shown_path

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


class Mapping(dict[str, Any]):
    """A mapping that remembers the line of itself and of each key (1-based)."""

    line: int = 1
    lines: dict[str, int]


class _LineLoader(_Loader):
    pass


def _mapping(loader: Any, node: yaml.MappingNode) -> Mapping:
    loader.flatten_mapping(node)
    mapping = Mapping()
    mapping.line = node.start_mark.line + 1
    mapping.lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node))
        if key in mapping:
            raise yaml.constructor.ConstructorError(None, None, f"'{key}' stands twice", key_node.start_mark)
        mapping[key] = loader.construct_object(value_node, deep=True)
        mapping.lines[key] = key_node.start_mark.line + 1
    return mapping


def _timestamp(loader: Any, node: yaml.ScalarNode) -> Any:
    try:
        return _Loader.construct_yaml_timestamp(loader, node)
    except ValueError:
        raise yaml.constructor.ConstructorError(None, None, f"'{node.value}' is no date", node.start_mark) from None


_LineLoader.add_constructor("tag:yaml.org,2002:timestamp", _timestamp)
_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> tuple[Any, list[Problem]]:
    """The document in ``path``, or ``None`` and the problem that kept it from being read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LineLoader), []  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, ValueError, OSError) as error:  # ValueError: bytes that are no UTF-8
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        return None, [
            Problem(shown_path(path), line, "", "yaml", f"Not readable as YAML: {reason}.", "Correct the syntax at this line.")
        ]
