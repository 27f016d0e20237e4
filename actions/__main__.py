"""Starts the action server: ``python -m actions``. The Rasa SDK's own command would listen on every network interface; this
listens on loopback, since nobody but Rasa has business here.
"""

from __future__ import annotations

import logging
import sys

from rasa_sdk.endpoint import create_app

from actions.desk import warm_up
from bot.content.problems import ContentError
from bot.settings import SettingsError, apply_log_level, read_settings


def main() -> int:
    """Serve until stopped. Returns 2 where the settings or the content cannot be used."""
    logging.basicConfig(level=logging.WARNING)
    try:
        settings = read_settings()
        apply_log_level(settings)
        warm_up()
    except (SettingsError, ContentError) as error:
        print(error, file=sys.stderr)
        return 2
    app = create_app("actions")
    app.config.KEEP_ALIVE_TIMEOUT = 3600  # Rasa keeps its one connection open between turns
    app.run(host="127.0.0.1", port=settings.actions_port, workers=1, access_log=False, debug=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
