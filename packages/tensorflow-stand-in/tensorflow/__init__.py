"""An inert stand-in for TensorFlow: every name can be imported, none can be called.

Rasa 3.6 imports TensorFlow at start-up even when no component of the pipeline uses it. This package answers those
imports, so that the ordinary ``rasa`` command works without two gigabytes of unused code. Whoever *calls* anything (by
putting ``DIETClassifier`` or ``TEDPolicy`` into the pipeline, say) gets a :class:`TensorFlowAbsentError` that names the
fix.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

__version__ = "2.12.0+none"


class TensorFlowAbsentError(RuntimeError):
    """Something called TensorFlow, which this assistant does not install."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was called, but this environment has only a stand-in for TensorFlow. "
            "Remove the component that needs it from bot/config.yml, or install the real package: "
            "pip install --force-reinstall tensorflow==2.12.0"
        )


class _Inert(type):
    """The type of every stand-in name: may be subclassed and looked into, not called."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _inert(f"{cls.__qualname__}.{name}")

    def __call__(cls, *_args: Any, **_kwargs: Any) -> Any:
        raise TensorFlowAbsentError(cls.__qualname__)


def _inert(qualified_name: str) -> _Inert:
    return _Inert(qualified_name.rpartition(".")[2], (), {"__qualname__": qualified_name, "__module__": __name__})


class _InertModule(ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _inert(f"{self.__name__}.{name}")


class _SubmoduleFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes ``import tensorflow.anything.at.all`` succeed, and ``keras``, which Rasa imports right after it."""

    _ROOTS = (__name__, "keras")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] in self._ROOTS:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: the module answers every name by itself."""


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _inert(f"{__name__}.{name}")


sys.meta_path.append(_SubmoduleFinder())
