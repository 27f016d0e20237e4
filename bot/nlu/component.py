"""What every component that learns has in common: Rasa's way of making it, keeping what it learnt, and loading it again."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, Generic, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from typing_extensions import Self

Model = TypeVar("Model")


class LearningComponent(GraphComponent, Generic[Model]):
    """A graph component with a model of its own, ``None`` before it has learnt."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Model | None = None) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> Self:
        """A component that has learnt nothing."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> Self:
        """The component as trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, cls.read(folder))

    def keep(self) -> Resource:
        """Write the model to Rasa's storage."""
        with self._storage.write_to(self._resource) as folder:
            (folder / "trained").touch()  # Rasa's cache forgets a resource without files
            if self._model is not None:
                self.write(self._model, folder)
        return self._resource

    @staticmethod
    @abstractmethod
    def read(folder: Path) -> Model | None:
        """The model kept in ``folder``, if there is one."""

    @staticmethod
    @abstractmethod
    def write(model: Model, folder: Path) -> None:
        """Keep ``model`` in ``folder``."""
