"""The glue to Rasa: importer, language generation, tracker store, and the repairs Rasa needs."""
