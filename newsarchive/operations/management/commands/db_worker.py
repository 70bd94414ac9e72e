"""`manage.py db_worker`: do what people have started in the browser, in a process of its own.

The command of django-tasks-db, which also does again what a killed worker has left: at its start,
and while it runs.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import Any, Final

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django_tasks_db.management.commands import db_worker

from articles.management.output import printable
from articles.management.tables import require_tables
from newsarchive.operations.workers import give_back, registered
from newsarchive.sharedlocks import SharedLock

#: Seconds between two looks at the tasks of other workers.
_BETWEEN: Final = 10.0


class Command(db_worker.Command):
    help = (
        "Read and store what people add in the browser, and do bulk changes and undo ingests, "
        "until it is stopped. What a worker was doing when it was killed is done again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["batch"]:
            require_tables()
        has_ended = threading.Event()
        with ExitStack() as stack:
            try:
                lock = stack.enter_context(registered(options["worker_id"]))
            except OSError as error:
                raise CommandError(
                    printable(
                        f"The folder {settings.UPLOAD_FOLDER} cannot be written to "
                        f"({error.strerror}). Create it for this user, or set UPLOAD_FOLDER."
                    )
                ) from error
            stack.callback(has_ended.set)
            give_back()
            if not options["batch"]:
                threading.Thread(target=_look_again, args=(has_ended, lock), daemon=True).start()
            super().handle(*args, **options)


def _look_again(has_ended: threading.Event, lock: SharedLock) -> None:
    while not has_ended.wait(_BETWEEN):
        try:
            lock.renew()
            give_back()
        except DatabaseError:
            pass  # the next look may succeed
        finally:
            connections.close_all()
