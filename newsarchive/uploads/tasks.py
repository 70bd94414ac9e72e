"""What uploads do outside requests, in the processes of `manage.py db_worker`.

Each task does the next step of an upload, whatever that is, so it can be repeated.
"""

from __future__ import annotations

import logging
from typing import Final

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend, task
from django_tasks.exceptions import TaskResultDoesNotExist

from articles import databasefaults
from newsarchive.uploads.acceptance import store
from newsarchive.uploads.models import KEPT, Upload
from newsarchive.uploads.previews import read

logger = logging.getLogger(__name__)

_STEPS: Final = {Upload.State.SENT: read, Upload.State.CONFIRMED: store}


@task()
def proceed(key: str) -> None:
    """Read or store an upload; nothing if there is nothing to do or another process does it."""
    upload = Upload.objects.filter(key=key).first()
    if upload is None:
        return
    with upload.held() as is_ours:
        upload.refresh_from_db()
        try:
            while is_ours and upload.is_working:
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

    What was confirmed waits for a worker, however long that takes.
    """
    unconfirmed = Q(confirmed_at=None, is_confirmed_unseen=False)
    old = Upload.objects.filter(made_at__lt=timezone.now() - KEPT)
    for upload in old.filter(unconfirmed | Q(state=Upload.State.STORED)):
        with upload.held() as is_ours:
            if is_ours:
                upload.delete()


def enqueue(upload: Upload) -> None:
    """Let a task do the next step, and another one remove the upload when its time is over."""
    upload.task = str(proceed.enqueue(upload.key).id)
    upload.save(update_fields=["task"])
    clear.using(run_after=timezone.now() + KEPT).enqueue()


def resume(upload: Upload) -> None:
    """Enqueue the next step again if the process that did it was killed."""
    if not upload.is_working:
        return
    try:
        status = default_task_backend.get_result(upload.task).status
    except TaskResultDoesNotExist:
        status = None
    if status == TaskResultStatus.READY:
        return
    with upload.held() as is_ours:
        upload.refresh_from_db()
        is_lost = is_ours and upload.is_working
    if is_lost:
        logger.warning("The task of upload %s was lost: it is done again.", upload.pk)
        enqueue(upload)


def _fail(upload: Upload, problem: str) -> None:
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.FAILED, problem=problem)
