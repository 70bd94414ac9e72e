"""Everything that an archive of ``benchmarks/kills.py`` holds, and whether its index is in step.

Importing it needs no Django; its functions run where Django is set up.
"""

from __future__ import annotations

import contextlib
import io
import json
from typing import Any

#: ``objects`` by name, with their history; ``lines``: the recurring lines in force.
State = dict[str, Any]


def differing(expected: State, found: State) -> list[str]:
    """A sentence for each difference."""
    faults = []
    for part in ("objects", "lines"):
        keys = expected[part].keys() | found[part].keys()
        for key in sorted(keys):
            wanted, got = expected[part].get(key), found[part].get(key)
            if wanted != got:
                faults.append(f"{key}: {_short(got)} instead of {_short(wanted)}")
    return faults


def _short(value: object) -> str:
    return repr(value)[:300]


def finish_work() -> None:
    """Do what waits for a worker, also what waits only because a request may still do it."""
    from django.core.management import call_command
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    rows = DBTaskResult.objects.filter(status="READY", task_path__endswith="work.proceed")
    rows.update(run_after=timezone.now())
    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)


def has_articles() -> bool:
    from django.db import DatabaseError

    from articles.models import Article

    try:
        return Article.objects.exists()
    except DatabaseError:
        return False  # no tables yet


def in_step() -> str:
    """What ``reindex --check`` says if the index is not in step with the table, else ""."""
    from django.core.management import CommandError, call_command

    from articles.models import Article

    if not Article.objects.exists():
        return ""  # then there need be no index
    err = io.StringIO()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            call_command("reindex", "--check", stderr=err)
    except CommandError as error:
        return str(error)
    except SystemExit:
        return err.getvalue()
    return ""


def stored() -> State:
    """Everything in an archive that people care for, by names that do not depend on a run."""
    from django.contrib.admin.models import LogEntry
    from django.contrib.auth.models import Group, User

    from articles.facts.values import value_of
    from articles.facttable import FACTS
    from articles.models import (
        Article,
        Capture,
        LearntLine,
        MachineChange,
        Outlet,
        Ruling,
        Takedown,
    )
    from newsarchive.accounts.models import Token
    from newsarchive.uploads.models import Upload

    history: dict[tuple[str, str], list[str]] = {}
    for entry in LogEntry.objects.select_related("content_type").order_by("pk"):
        model = entry.content_type.model if entry.content_type else ""
        # The history of a person's account in admin is that of the user.
        key = (model, str(entry.object_id))
        history.setdefault(key, []).append(f"{entry.action_flag} {entry.change_message}")
    objects: dict[str, Any] = {}

    def add(kind: str, key: Any, called: str, /, **record: Any) -> None:
        record["history"] = history.pop((kind, str(key)), [])
        objects[f"{kind} {called}"] = record

    machine: dict[int, list[str]] = {}
    for made in MachineChange.objects.order_by("pk"):
        values = json.dumps([made.field, made.old, made.new, made.cause])
        machine.setdefault(made.article_id, []).append(values)
    captures: dict[int, list[str]] = {}
    for capture in Capture.objects.prefetch_related("paths").select_related("reading", "article"):
        captures.setdefault(capture.article_id or 0, []).append(capture.sha256)
        owner = capture.article.public_id if capture.article else None
        add(
            "capture", capture.pk, capture.sha256,
            paths=sorted(each.path for each in capture.paths.all()),
            text=capture.reading.text, reader=capture.reading.reader, article=owner,
        )  # fmt: skip
    for article in Article.objects.select_related("outlet", "capture"):
        add(
            "article", article.pk, article.public_id, capture=article.capture.sha256,
            facts={fact: repr(value_of(article, fact)) for fact in FACTS},
            pins={fact: pin.get("by") for fact, pin in article.pins.items()},
            withdrawn=article.is_withdrawn, reviewed=article.reviewed_by,
            captures=sorted(captures.get(article.pk, [])), machine=machine.get(article.pk, []),
        )  # fmt: skip
    for outlet in Outlet.objects.prefetch_related("aliases"):
        aliases = sorted(each.name for each in outlet.aliases.all())
        add("outlet", outlet.pk, outlet.slug, name=outlet.name, of=outlet.origin, aliases=aliases)
    for ruling in Ruling.objects.select_related("outlet"):
        name = f"{ruling.outlet.slug} {ruling.text}"
        add("ruling", ruling.pk, name, verdict=ruling.verdict, by=ruling.by)
    for gone in Takedown.objects.order_by("pk"):
        add(
            "takedown", gone.pk, f"{gone.public_id} {gone.action}", by=gone.by,
            case=gone.case, hashes=sorted(each.sha256 for each in gone.captures.all()),
            purged=gone.purged_at is not None,
        )  # fmt: skip
    for user in User.objects.prefetch_related("groups"):
        add(
            "user", user.pk, user.username, active=user.is_active, staff=user.is_staff,
            groups=sorted(each.name for each in user.groups.all()), mail=user.email,
            first=user.first_name, password="oldoldold" in user.password,
        )  # fmt: skip
    for group in Group.objects.prefetch_related("permissions"):
        rights = sorted(each.codename for each in group.permissions.all())
        add("group", group.pk, group.name, rights=rights)
    for token in Token.objects.select_related("user"):
        add("token", token.pk, f"{token.user} {token.label}", scopes=token.scopes)
    for upload in Upload.objects.select_related("run"):
        articles = upload.articles.values_list(
            "position", "outcome", "stored", "article__public_id"
        )
        outcomes = upload.run.outcomes.values_list("kind", "source") if upload.run else ()
        add(
            "upload", upload.pk, upload.key, state=upload.state, articles=list(articles),
            outcomes=sorted(outcomes), counts=upload.run.counts if upload.run else None,
        )  # fmt: skip
    for (kind, number), messages in history.items():
        objects[f"gone {kind} {number}"] = messages
    lines = LearntLine.objects.current().select_related("outlet")
    return {
        "objects": objects,
        "lines": {f"line {each.outlet.slug} {each.text}": each.state for each in lines},
    }
