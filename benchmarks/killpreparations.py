"""Archives in which ``benchmarks/kills.py`` kills something: what they hold when it begins.

Importing it needs no Django; its functions run where Django is set up.
"""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

#: The password of everybody.
OLD = "old password of old"


def fill() -> str:
    """People, tokens, decisions and pins; returns the key of a session of a superuser."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import Group, User
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from articles.facts import pins
    from articles.learning.learning import learn
    from articles.models import Article, Outlet, Ruling, Tag
    from newsarchive.accounts.models import Token
    from newsarchive.accounts.roles import Role, give
    from newsarchive.accounts.scopes import Scope

    password = make_password(OLD, salt="oldoldold")
    chief, carl, rita = (
        User.objects.create(username=name, password=password) for name in ("chief", "carl", "rita")
    )
    chief.is_superuser = chief.is_staff = True
    chief.save()
    give(carl, Role("curator"))
    give(rita, Role("editor"))
    for user in (chief, rita):
        Token.make(user, f"feeds of {user}", [Scope("search")])
    Group.objects.create(name="guests")
    outlet = Outlet.objects.exclude(article=None).order_by("pk")[0]
    for line in ("Follow us", "World"):
        Ruling.objects.create(
            outlet=outlet, text=line.casefold(), line=line, verdict=Ruling.Verdict.FURNITURE
        )
    for name in ("harbour", "port"):
        Tag.objects.create(name=name).articles.set(Article.objects.order_by("pk")[:30])
    Outlet.objects.create(name="Empty Gazette")
    Outlet.objects.create(name="Unseen Gazette", origin=Outlet.Origin.FOUND)
    for article in Article.objects.order_by("pk")[:10]:
        pins.edit(article, "headline", f"Pinned {article.pk}", "chief")
        article.save()
    Article.objects.filter(pk__in=range(20, 100)).update(withdrawn_at=timezone.now())
    Article.objects.filter(pk__in=range(100, 180)).update(reviewed_at=timezone.now())
    learn("People decided on lines.")
    session = SessionStore()
    session[SESSION_KEY] = str(chief.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = chief.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def wrong_facts() -> None:
    """Headlines that no rule would find, as if the rules had changed since."""
    from django.core.management import call_command

    from articles.models import Article

    for article in Article.objects.filter(pk__in=range(11, 200)):
        article.headline = article.extracted["headline"] = f"Wrong {article.pk}"
        article.save()
    call_command("drain", stderr=io.StringIO())


def other_texts() -> None:
    """Stored texts that the present reader would not make of the bytes."""
    from articles.models import Reading

    for reading in Reading.objects.select_related("capture")[:150]:
        reading.compressed = Reading.compress("An extra line\n\n" + reading.text)
        reading.reader = "text 0"
        reading.save()


def no_lines() -> None:
    from articles.models import LearntLine, LineKeys, Snapshot

    LearntLine.objects.all().delete()
    Snapshot.objects.all().delete()
    LineKeys.objects.all().delete()


def no_copies() -> None:
    from articles.models import ComparedText, SharedText, TextKey

    for model in (ComparedText, SharedText, TextKey):
        model.objects.all().delete()


def no_mentions() -> None:
    from articles.models import Mention, MentionReading, Quotation

    for model in (MentionReading, Mention, Quotation):
        model.objects.all().delete()


def waiting() -> None:
    """Changes that wait for the index."""
    from django.db.models import F, QuerySet

    from articles.models import Article
    from search.models import OutboxEntry

    QuerySet(Article).update(version=F("version") + 1)
    keys = Article.objects.values_list("pk", flat=True)
    OutboxEntry.objects.bulk_create(OutboxEntry(article_id=key) for key in keys)


def failures() -> None:
    from axes.models import AccessAttempt, AccessFailureLog, AccessLog
    from django.utils import timezone

    for name in ("carl", "rita"):
        AccessAttempt.objects.create(
            username=name, ip_address="192.0.2.1", failures_since_start=20,
            attempt_time=timezone.now(),
        )  # fmt: skip
        AccessFailureLog.objects.create(username=name, ip_address="192.0.2.1")
        AccessLog.objects.create(username=name, ip_address="192.0.2.1")


def left_behind() -> None:
    """Sessions that are over, and a kind of rows that no app has."""
    from django.contrib.contenttypes.models import ContentType
    from django.contrib.sessions.backends.db import SessionStore

    for _ in range(200):
        session = SessionStore()
        session.set_expiry(-1)
        session.create()
    ContentType.objects.create(app_label="articles", model="bygone")


def dropped() -> None:
    """Captures in a drop folder beside the database."""
    from django.db import connection

    folder = Path(connection.settings_dict["NAME"]).parent
    shutil.copytree(folder.parent / "material/more", folder / "drop")


def sent() -> None:
    """An upload that waits to be read: files, two of them in the archive already, and records."""
    from django.contrib.auth.models import User
    from django.core.files.base import ContentFile
    from django.db import connection

    from newsarchive.uploads import tasks
    from newsarchive.uploads.models import Upload, UploadedFile

    material = Path(connection.settings_dict["NAME"]).parent.parent / "material"
    upload = Upload.objects.create(
        user=User.objects.get(username="chief"), given={"language": "en"}, key="of-a-kill"
    )
    paths = [
        *sorted((material / "more").iterdir()),
        *sorted((material / "captures").iterdir())[-2:],
    ]
    records = "".join(json.dumps({"id": n, "headline": f"Record {n}"}) + "\n" for n in range(120))
    contents = [(path.name, path.read_bytes()) for path in paths]
    for name, content in [*contents, ("records.jsonl", f"{records}no record\n".encode())]:
        UploadedFile(upload=upload, name=name).content.save("", ContentFile(content))
    tasks.enqueue(upload)


def confirmed_upload() -> None:
    """The same, read, corrected and confirmed."""
    from django.utils import timezone

    from benchmarks.archivestate import finish_work
    from newsarchive.uploads import tasks
    from newsarchive.uploads.models import Upload

    sent()
    finish_work()
    upload = Upload.objects.get(key="of-a-kill")
    for article in upload.articles.filter(position__in=range(3, 100, 7)):
        article.corrections = {"headline": f"Corrected {article.position}", "outlet": "New Post"}
        article.save()
    upload.articles.filter(position=10).update(is_left_out=True)
    upload.state, upload.confirmed_at = Upload.State.CONFIRMED, timezone.now()
    upload.save()
    tasks.enqueue(upload)


def undoing() -> None:
    """The undoing of an ingest, whose first part a request has done."""
    from django.contrib.auth.models import User

    from articles.bulk import work
    from articles.ingest.undoing import outcomes_of
    from articles.models import IngestRun

    run = IngestRun.objects.get(pk=1)
    work.SECONDS = 0
    work.start("undo", outcomes_of(run), User.objects.get(username="chief"), {"runs": [run.pk]})


def table() -> None:
    """Corrections of all articles, waiting for the person who sent them."""
    import io

    from django.contrib.auth.models import User

    from articles.admin.corrections import draft
    from articles.models import Article

    rows = Article.objects.order_by("pk").values_list("public_id", "version")
    lines = "".join(f"'{key},{version},Corrected {key}\n" for key, version in rows)
    table = io.BytesIO(f"public_id,version,headline\n{lines}".encode())
    draft(table, "table.csv", User.objects.get(username="chief"))


def set_before() -> None:
    """A bulk change that can be undone."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from articles.bulk import work
    from articles.models import Article

    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    parameters = {"fact": "published", "value": "1999", "over_pins": True}
    parameters["as_of"] = timezone.now().isoformat()
    change = work.start("set", keys, User.objects.get(username="chief"), parameters)
    if change.is_running:
        work.work(change)


def erased() -> None:
    """Articles that were erased, but not yet removed from the disk."""
    from articles.erasure import erase
    from articles.models import Article

    keys = Article.objects.order_by("pk").values_list("pk", flat=True)[:30]
    erase(keys, by="chief", reason="A court ordered it", case="7")
