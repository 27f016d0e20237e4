"""Pure rules: what to do with what was understood. No Rasa, no gettext, no I/O."""
