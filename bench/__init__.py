"""``make bench``: speed and memory, measured in one run beside a stock ``rasa init`` assistant. Needs Linux (``/proc``)."""
