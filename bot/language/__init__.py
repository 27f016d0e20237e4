"""The table of languages, their catalogues, placeholders, and telling languages apart. Needs no Rasa."""
