"""The status page of admin: what an operator wants to know at a glance."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.databasefaults import sentence
from articles.derivedtables import COPIES, MENTIONS, DerivedTables
from articles.models import Article, Outlet, Takedown
from newsarchive import VERSION
from newsarchive.accounts.roles import MANAGE_PEOPLE, MONITOR
from newsarchive.desk import alertstanding
from newsarchive.operations import journal
from newsarchive.operations.models import JournalEntry
from newsarchive.operations.purging import remains
from search.engines.base import State
from search.index.agreement import standing
from search.index.waiting import oldest_age
from search.models import OutboxEntry

#: Reviews are counted up to here, so that the page is quick whatever the archive holds.
MOST_COUNTED = 1000
#: A change that waits for longer means that nothing drains the outbox.
_LATE = dt.timedelta(minutes=5)
#: An archive without a backup for longer has to be seen to.
_BACKUP_AGE = dt.timedelta(days=7)
#: Erasures that are listed.
_LISTED = 10
#: Less free space than this share or this many bytes may soon be too little.
_LEAST_SHARE, _LEAST_BYTES = 0.05, 2_000_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the page. ``is_well`` is False if somebody has to see to it."""

    name: str
    value: str
    is_well: bool = True
    address: str = ""


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Answers also when the database cannot be read."""
    if not request.user.has_perm(MONITOR):
        raise PermissionDenied
    context = admin.site.each_context(request) | {
        "title": "Status",
        "lines": list(lines(request.user)),
    }
    return TemplateResponse(request, "admin/status.html", context)


def lines(user: User | AnonymousUser) -> Iterator[Line]:
    """The lines of the page for this person, each from a few small queries. They link to pages that
    the person may open, and name people only to those who manage them."""
    try:
        yield from _database()
        yield _index()
        yield _outbox()
        yield _derived("Copies", COPIES)
        yield _derived("Names and quotations", MENTIONS)
        yield from _disks()
        yield from _tasks()
        yield from _erasures(user)
        yield from _alerts(user)
        yield from _reviews(user)
    except DatabaseError as error:
        yield Line("Database", sentence(error), is_well=False)
    yield Line("Versions", _versions())


def _database() -> Iterator[Line]:
    count = Article.objects.count()
    yield Line("Database", f"{count:,} articles, {_size(_database_size())}")


def _database_size() -> int:
    """In bytes; of PostgreSQL with its indexes."""
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    return int(size)


def _index() -> Line:
    found = standing()
    if found.state is State.READY:
        risk = f"{found.problem} {found.remedy}".strip()
        said = (
            f"{found.documents:,} documents. {risk}" if risk else f"{found.documents:,} documents"
        )
        return Line("Index", said, is_well=not risk)
    if found.state is State.MISSING and not Article.objects.exists():
        return Line("Index", "There is nothing to index yet.")
    return Line("Index", f"{found.problem} {found.remedy}".strip(), is_well=False)


def _outbox() -> Line:
    waiting, age = OutboxEntry.objects.count(), oldest_age()
    if not waiting or age is None:
        return Line("Outbox", "empty: all changes can be searched")
    since = f"{waiting:,} changes wait to be indexed, the oldest for {age.total_seconds():,.0f} s"
    return Line("Outbox", since, is_well=age < _LATE)


def _derived(name: str, tables: DerivedTables) -> Line:
    waiting = tables.keeper.due()[: MOST_COUNTED + 1].count()
    if not waiting:
        return Line(name, f"all texts are {tables.verb}")
    value = (
        f"{_counted(waiting)} articles wait to be {tables.verb}: `manage.py {tables.command}` "
        "does it"
    )
    return Line(name, value, is_well=waiting <= MOST_COUNTED)


def _disks() -> Iterator[Line]:
    """The free space of each disk that the archive writes to."""
    seen: set[int] = set()
    places = {}
    if connection.vendor == "sqlite":
        places["database"] = Path(connection.settings_dict["NAME"]).parent
    if settings.SEARCH_URL.startswith("whoosh:"):
        places["index"] = Path(unquote(urlsplit(settings.SEARCH_URL).path)).parent
    for name, folder in places.items():
        try:
            device, usage = folder.stat().st_dev, shutil.disk_usage(folder)
        except OSError:
            continue  # it is on another machine
        if device in seen:
            continue
        seen.add(device)
        free = f"{_size(usage.free)} of {_size(usage.total)} free"
        is_well = usage.free > max(_LEAST_BYTES, _LEAST_SHARE * usage.total)
        yield Line(f"Disk of the {name}", free, is_well=is_well)


def _tasks() -> Iterator[Line]:
    for task in JournalEntry.Task:
        entry = journal.newest(task)
        name = f"Last {task.label}"
        if entry is None:
            if task is not JournalEntry.Task.RESTORE:
                yield Line(name, "never", is_well=task is not JournalEntry.Task.BACKUP)
            continue
        ended = entry.ended_at or entry.began_at
        value = f"{timesince(ended, depth=1)} ago, {entry.get_outcome_display()}: {entry.summary}"
        is_old = task == JournalEntry.Task.BACKUP and timezone.now() - ended > _BACKUP_AGE
        is_well = entry.outcome != JournalEntry.Outcome.FAILED and not is_old
        yield Line(name, value, is_well=is_well)


def _erasures(user: User | AnonymousUser) -> Iterator[Line]:
    """Erasures that wait to be completed: for a purge, or to be repeated in a restored database."""
    address = _list_of(Takedown, user)
    sentences = list(islice(remains(), _LISTED))
    for each in sentences:
        yield Line("Erasures", each, is_well=False, address=address)
    if not sentences:
        yield Line("Erasures", "none waits")


def _alerts(user: User | AnonymousUser) -> Iterator[Line]:
    value, is_well = alertstanding.due()
    yield Line("Saved searches due", value, is_well=is_well)
    sentences = list(alertstanding.unsent(with_names=user.has_perm(MANAGE_PEOPLE)))
    for each in sentences:
        yield Line("E-mails not sent", each, is_well=False)
    if not sentences:
        yield Line("E-mails not sent", "none")


def _reviews(user: User | AnonymousUser) -> Iterator[Line]:
    """Articles by their dates only: those without a headline could only be found by reading all."""
    dates = Article.objects.order_by().needing_review("undated", "inferred")
    value = _counted(dates[: MOST_COUNTED + 1].count())
    yield Line("Dates to review", value, address=_list_of(Article, user))
    outlets = Outlet.objects.order_by().filter(origin__in=Outlet.TO_REVIEW)
    value = _counted(outlets[: MOST_COUNTED + 1].count())
    yield Line("Outlets to review", value, address=_list_of(Outlet, user))


def _list_of(model: type[Model], user: User | AnonymousUser) -> str:
    """The address of admin's list of such rows, "" for those who may not open it."""
    label, name = model._meta.app_label, model._meta.model_name
    may_open = any(user.has_perm(f"{label}.{each}_{name}") for each in ("view", "change"))
    return reverse(f"admin:{label}_{name}_changelist") if may_open else ""


def _counted(count: int) -> str:
    return f"more than {MOST_COUNTED:,}" if count > MOST_COUNTED else f"{count:,}"


def _versions() -> str:
    parts = [f"archive {VERSION}", f"Django {django.get_version()}"]
    parts.append(f"Python {platform.python_version()}")
    if connection.vendor == "sqlite":
        parts.append(f"SQLite {sqlite3.sqlite_version}")
    else:
        with suppress(DatabaseError):
            version = connection.get_database_version()
            parts.append(f"{connection.display_name} {'.'.join(map(str, version))}")
    return ", ".join(parts)


def _size(count: int) -> str:
    return filesizeformat(count).replace("\xa0", " ")
