"""``python -m bot evaluate``: how well people are understood, measured on labelled messages with the code that serves them."""
