#!/usr/bin/env python
"""Django's command line for the archive."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    if sys.argv[1:2] == ["runserver"]:
        # It serves the person who types it.
        os.environ.setdefault("DEBUG", "on")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed for this Python. Run `python3 dev.py setup`, "
            "then use .venv/bin/python manage.py …"
        )
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from articles.management.interruption import exit_code, heed_sigterm

    heed_sigterm()
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"There is an error in the settings: {error}")
    except DatabaseError as error:
        # Here, so that it holds for Django's own commands too.
        from articles.databasefaults import is_of_operation, sentence

        if "--traceback" in sys.argv or not is_of_operation(error):
            raise
        sys.exit(sentence(error))
    except KeyboardInterrupt as stop:
        print("Stopped.", file=sys.stderr)  # noqa: T201 - no command is left to write it
        sys.exit(exit_code(stop))


if __name__ == "__main__":
    main()
