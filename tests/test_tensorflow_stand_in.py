"""The stand-in for TensorFlow: every name can be imported, none can be called."""

from __future__ import annotations

import pytest


def test_names_can_be_imported_and_subclassed():
    import tensorflow as tf
    from tensorflow.keras import backend
    from tensorflow.python.eager.wrap_function import WrappedFunction

    class Layer(tf.keras.layers.Layer):
        """As Rasa's layers are declared."""

    assert [thing.__name__ for thing in (backend.function, WrappedFunction, Layer)] == ["function", "WrappedFunction", "Layer"]
    assert tf.__version__ == "2.12.0+none"


@pytest.mark.parametrize("name", ["constant", "function"])
def test_calling_anything_names_the_fix(name):
    import tensorflow as tf

    with pytest.raises(tf.TensorFlowAbsentError, match=rf"tensorflow\.{name} was called.*pip install"):
        getattr(tf, name)()


def test_instance_of_a_subclass_names_the_fix():
    from rasa.utils.tensorflow.rasa_layers import RasaCustomLayer
    from tensorflow import TensorFlowAbsentError

    with pytest.raises(TensorFlowAbsentError):
        RasaCustomLayer()
