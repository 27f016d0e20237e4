"""Load, check, verify and choose the verified content: the heart of the assistant. Needs no Rasa."""
