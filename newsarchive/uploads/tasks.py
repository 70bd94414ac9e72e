"""What uploads do outside requests, in the processes of `manage.py db_worker`.

Each task does the next step of an upload, whatever that is, so it can be repeated: the next worker
does again what a killed one has left (``newsarchive/operations/workers.py``).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from articles import databasefaults
from articles.bulk.work import ATTEMPTS
from newsarchive.uploads.acceptance import store
from newsarchive.uploads.models import KEPT, Upload
from newsarchive.uploads.previews import read

_STEPS: Final = {Upload.State.SENT: read, Upload.State.CONFIRMED: store}


@task(takes_context=True)
def proceed(context: TaskContext, key: str) -> None:
    """Read or store an upload; nothing if there is nothing to do."""
    upload = Upload.objects.filter(key=key).first()
    if upload is None or not upload.is_working:
        return
    if context.attempt > ATTEMPTS:
        _fail(
            upload,
            f"The process that worked at it was ended {ATTEMPTS} times, perhaps for lack of "
            "memory. What was stored so far stays stored.",
        )
        return
    with upload.held(waits=True):
        try:
            while (upload := Upload.objects.filter(key=key).first()) and upload.is_working:
                _STEPS[Upload.State(upload.state)](upload)
        except DatabaseError as error:
            _fail(upload, databasefaults.sentence(error))
            raise
        except Exception:
            _fail(upload, "Something went wrong. The log of the server says what.")
            raise


@task()
def clear() -> None:
    """Remove uploads that nobody confirmed in time, and what is left of stored ones.

    What was confirmed waits for a worker, however long that takes. Files that a killed server left
    go too, and what the database remembers of tasks that have ended.
    """
    long_ago = timezone.now() - KEPT
    unconfirmed = Q(confirmed_at=None, is_confirmed_unseen=False)
    old = Upload.objects.filter(made_at__lt=long_ago).filter(
        unconfirmed | Q(state=Upload.State.STORED)
    )
    for upload in old:
        with upload.held() as is_ours:
            # Somebody may have confirmed it meanwhile.
            if is_ours and old.filter(pk=upload.pk).exists():
                upload.delete()
    keys = set(Upload.objects.values_list("key", flat=True))
    for path in Path(settings.UPLOAD_FOLDER).iterdir():
        if path.name in keys or path.name.startswith("."):
            continue
        if path.lstat().st_mtime < long_ago.timestamp():
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    DBTaskResult.objects.finished().filter(finished_at__lt=long_ago).delete()


def enqueue(upload: Upload) -> None:
    """Let a task do the next step, and another one remove the upload when its time is over.

    Called in the transaction that changes the upload, so that neither is without the other.
    """
    Upload.objects.filter(pk=upload.pk).update(waits_since=timezone.now())
    proceed.enqueue(upload.key)
    clear.using(run_after=timezone.now() + KEPT).enqueue()


def _fail(upload: Upload | None, problem: str) -> None:
    if upload is not None:
        Upload.objects.filter(pk=upload.pk).update(state=Upload.State.FAILED, problem=problem)
