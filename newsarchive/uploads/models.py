"""An upload: files that somebody sent, the articles found in them, and what became of these.

A row of ``Upload`` is the state of the whole: nothing else needs to be remembered between two
requests or two tasks, so any task can be repeated after its process was killed.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone

from articles.ingest.runlog import remembered_columns
from articles.models import Article, IngestRun
from articles.readers import Source

#: What is not confirmed is removed after this time; so is the list of what became of the rest.
KEPT: Final = dt.timedelta(days=1)


class UploadStorage(FileSystemStorage):
    """The folder of uploads, as it is set now. Its files have no address: nothing serves them."""

    @property
    def base_location(self) -> str:
        return str(settings.UPLOAD_FOLDER)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())

    def url(self, name: str | None) -> str:
        raise ValueError("Files of uploads have no address.")


def storage() -> UploadStorage:
    return UploadStorage()


def _key() -> str:
    return secrets.token_urlsafe(16)


class Upload(models.Model):
    """What one person sent at one time. ``key`` is its address, which cannot be guessed."""

    class State(models.TextChoices):
        SENT = "sent", "waiting to be read"
        READ = "read", "read, waiting for confirmation"
        CONFIRMED = "confirmed", "waiting to be stored"
        STORED = "stored", "stored"
        FAILED = "failed", "failed"

    key = models.CharField(max_length=22, unique=True, default=_key, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="uploads")
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    #: When the present task was left to a worker.
    waits_since = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=9, choices=State.choices, default=State.SENT)
    #: A program sent it, so nobody looks at it before it is stored.
    is_confirmed_unseen = models.BooleanField(default=False)
    #: When the pages were captured, if the person says so.
    captured_at = models.DateTimeField(null=True)
    #: How many articles the present task has done. The total is known once they were read.
    progress = models.PositiveIntegerField(default=0)
    #: The facts that the person states for all files, as those of a run.
    given = models.JSONField(default=dict)
    #: The layout of a text export, if the person names it.
    layout = models.CharField(max_length=10, blank=True)
    #: The columns that the person named, by the key of a header, as those of a run.
    column_maps = models.JSONField(default=dict)
    #: The tables among the files: the name of the ``file``, its columns (``names``), which of them
    #: states which fact (``of``), and its first ``rows``.
    tables = models.JSONField(default=list)
    #: What the person typed before the files were read another way: ``corrections`` and
    #: ``is_left_out`` by the source of an article.
    typed = models.JSONField(default=dict)
    #: The ingest that stores, or has stored, the articles.
    run = models.ForeignKey(IngestRun, null=True, on_delete=models.SET_NULL, related_name="+")
    #: What the files hold besides articles: a name and a kind each.
    passed_over = models.JSONField(default=list)
    #: Likewise, files of a folder that have none of the formats. They were not stored.
    not_taken = models.JSONField(default=list)
    #: Why it failed, for the person.
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        """The names of the first files."""
        names = list(self.files.values_list("name", flat=True)[:4])
        return ", ".join(names[:3]) + (" and more" if len(names) > 3 else "")

    @property
    def is_working(self) -> bool:
        """True while a task has something to do."""
        return self.state in (self.State.SENT, self.State.CONFIRMED)

    @property
    def folder(self) -> Path:
        return Path(settings.UPLOAD_FOLDER) / self.key

    def sources(self) -> Iterator[Source]:
        """The files, as ingest takes them. Their paths say in which upload they came."""
        columns = remembered_columns() | self.column_maps
        for file in self.files.all():
            yield Source(
                name=file.name,
                resolved=Path(file.content.path),
                captured_at=self.captured_at,
                path=f"upload:{self.key}/{file.name}",
                url=file.url,
                layout=self.layout,
                columns=columns,
            )

    def stored_kinds(self) -> list[str]:
        """What storing did, for each article that was stored."""
        return list(self.articles.exclude(stored="").values_list("stored", flat=True))

    @contextmanager
    def held(self, *, waits: bool = False) -> Iterator[bool]:
        """Hold the upload, so that one task works on it. Yields False if another one does.

        ``waits``: until the other one has ended. The kernel releases it when the process ends, even
        if it was killed.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)

    def remove_files(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the rows, then the files: what a crash leaves is removed by the next clearing."""
        done = super().delete(*args, **kwargs)
        self.remove_files()
        return done


def _place(file: UploadedFile, name: str) -> str:
    """A file's name on the disk is ours: what others call it may be anything."""
    return f"{file.upload.key}/{secrets.token_hex(8)}"


class UploadedFile(models.Model):
    """A file of an upload, or a text that was pasted. ``name`` is unique within the upload."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    content = models.FileField(storage=storage, upload_to=_place, max_length=200)
    #: The web address of the page, if the person gave it.
    url = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "name"], name="names_within_an_upload")
        ]

    def __str__(self) -> str:
        return self.name


class UploadedArticle(models.Model):
    """An article found in an upload, or what could not be read. Nothing of it is stored yet.

    ``outcome`` is what storing would do, one of ``articles.ingest.outcomes.Kind``, and ``stored``
    what it did. ``facts`` has a mapping for each known fact: its ``name``, its ``value`` in a line,
    ``why`` (reasons) and ``lines`` (of the text, from 1). ``note`` is what a person should know
    although it could be read. ``corrections`` has the texts that the
    person typed instead, by the name of the fact. ``article`` is the one stored, or the one that is
    there already, and ``same_text`` another one with the same text.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="articles")
    position = models.PositiveIntegerField()
    source = models.CharField(max_length=2000)
    outcome = models.CharField(max_length=9)
    error = models.TextField(blank=True)
    note = models.TextField(blank=True)
    title = models.TextField(blank=True)
    opening = models.TextField(blank=True)
    facts = models.JSONField(default=list)
    corrections = models.JSONField(default=dict)
    is_left_out = models.BooleanField(default=False)
    stored = models.CharField(max_length=9, blank=True)
    article = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="+")
    same_text = models.ForeignKey(Article, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["upload", "position"], name="positions_within_an_upload"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.source
