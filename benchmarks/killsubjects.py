"""What ``benchmarks/kills.py`` kills: commands of manage.py, and changes posted by a browser.

Importing it needs no Django; its functions run where Django is set up.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.killedarchive import Archive, Server

Fields = Sequence[tuple[str, str]]
Pairs = list[tuple[str, str]]


def _nothing(printed: str) -> list[str]:
    return []


def _created(printed: str) -> list[str]:
    """The public ids that an ``ingest --json`` has printed."""
    whole = [line for line in printed.splitlines() if line.startswith("{") and line.endswith("}")]
    records = [json.loads(line) for line in whole]
    return [each["public_id"] for each in records if each.get("public_id")]


@dataclass(frozen=True)
class Command:
    """A command. ``prepare`` changes the archive that is copied, ``anew``: there is none yet.

    ``codes`` are its exit codes undisturbed, ``file`` a backup that it writes, ``repeatable``: the
    same command again leads to the same state. ``learns``: it counts recurring lines at its end,
    and `manage.py learn`, which also runs every night, counts those of a run that was killed.
    """

    name: str
    typed: str
    prepare: Callable[[], object] | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    codes: Sequence[int] = (0,)
    anew: bool = False
    repeatable: bool = True
    file: str = ""
    learns: bool = False
    acknowledged: Callable[[str], list[str]] = _nothing

    def arguments(self, archive: Archive) -> list[str]:
        places = {"material": archive.material, "folder": archive.folder}
        return [each.format(**places) for each in self.typed.split()]


@dataclass(frozen=True)
class Change:
    """A change in the browser. ``request`` makes its address and form, up to the last click.

    It is one transaction, but for ``is_bulk``: a worker process finishes it. ``learns``: it decides
    on recurring lines, and `manage.py learn` finishes it.
    """

    name: str
    request: Callable[[Server], tuple[str, Fields]]
    prepare: Callable[[], object] | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    is_bulk: bool = False
    learns: bool = False


# Archives to begin with


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

    from benchmarks.killedarchive import finish_work
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


WORKER = "db_worker --batch --no-startup-delay --no-reload --verbosity 0"
COMMANDS = [
    Command("migrate", "migrate -v0", anew=True),
    Command(
        "ingest", "ingest --json {material}/more {material}/captures", learns=True,
        acknowledged=_created,
    ),
    Command(
        "ingest, one process", "ingest --json {material}/more {material}/captures",
        settings={"INGEST_PROCESSES": "1"}, learns=True, acknowledged=_created,
    ),
    Command("watch", "watch --once --settle 0 {folder}/drop", dropped, learns=True),
    Command("db_worker, reading an upload", WORKER, sent),
    Command("db_worker, storing an upload", WORKER, confirmed_upload, learns=True),
    Command("db_worker, undoing an ingest", WORKER, undoing),
    Command("undo_ingest", "undo_ingest 1", codes=(0, 1), repeatable=False),
    Command("extract", "extract", wrong_facts),
    Command("extract --read-again", "extract --read-again", other_texts),
    Command("learn", "learn", no_lines),
    Command("copies", "copies", no_copies),
    Command("copies --rebuild", "copies --rebuild"),
    Command("mentions", "mentions", no_mentions),
    Command("mentions --rebuild", "mentions --rebuild"),
    Command("drain", "drain", waiting),
    Command("reindex", "reindex"),
    Command("reindex --if-needed", "reindex --if-needed", waiting),
    Command("search", "search ferry", waiting),
    Command("backup", "backup {folder}/new.zip --overwrite", file="new.zip"),
    Command("backup over another", "backup {folder}/old.zip --overwrite", file="old.zip"),
    Command("restore", "restore {material}/backup.zip", anew=True),
    Command("restore --into", "restore {material}/backup.zip --into {folder}", anew=True),
    Command("erase", "erase", erased),
    Command("db_worker, after an erasure", WORKER, erased),
    Command("check_archive", "check_archive --all", codes=(0, 3)),
    Command("token", "token create rita --scope search --label kills", repeatable=False),
    Command("createsuperuser", "createsuperuser --noinput --username root --email r@example.org",
            repeatable=False),
    Command("axes_reset", "axes_reset", failures),
    Command("axes_reset_ip", "axes_reset_ip 192.0.2.1", failures),
    Command("axes_reset_username", "axes_reset_username rita", failures),
    Command("axes_reset_ip_username", "axes_reset_ip_username 192.0.2.1 rita", failures),
    Command("axes_reset_logs", "axes_reset_logs --age 0", failures),
    Command("axes_reset_failure_logs", "axes_reset_failure_logs --age 0", failures),
    Command("clearsessions", "clearsessions", left_behind),
    Command("remove_stale_contenttypes", "remove_stale_contenttypes --noinput -v0", left_behind),
]  # fmt: skip

_READS = "It only reads."
_DEVELOPS = "It writes code or files of a developer."

#: Commands that are not killed, each with the reason.
LEFT_OUT = {
    **dict.fromkeys(
        ("axes_list_attempts", "check", "diffsettings", "dumpdata", "findstatic", "inspectdb",
         "sendtestemail", "showmigrations", "sqlflush", "sqlmigrate", "sqlsequencereset"), _READS,
    ),
    **dict.fromkeys(
        ("compilemessages", "makemessages", "makemigrations", "optimizemigration",
         "squashmigrations", "startapp", "startproject", "test", "testserver"), _DEVELOPS,
    ),
    **dict.fromkeys(("dbshell", "shell"), "It does what somebody types."),
    "alert": "Its tests kill it; the next run sends what it was sending only after ten minutes.",
    "changepassword": "It asks at a terminal; what it stores is one row, as in the browser.",
    "collectstatic": "No folder for static files is configured.",
    "createcachetable": "No cache in the database is configured.",
    "flush": "It empties the database on purpose, once it has asked.",
    "loaddata": "It writes a developer's rows past the archive, in one transaction.",
    "prune_db_task_results": "It deletes what is said of tasks that have ended.",
    "runserver": "It is the server of a developer; gunicorn is killed instead.",
    "second_factor": "It deletes one row; off by default.",
}  # fmt: skip


# Changes in the browser

ARTICLES, OUTLETS = "/admin/articles/article/", "/admin/articles/outlet/"
RUNS = "/admin/articles/ingestrun/"
TAGS = "/admin/articles/tag/"
RULINGS, LINES = "/admin/articles/ruling/", "/admin/articles/learntline/"
USERS, GROUPS, TOKENS = "/admin/auth/user/", "/admin/auth/group/", "/admin/accounts/token/"


def form(page: str, name: str) -> Pairs:
    """The fields, as filled in, of the form of a page that has a field of this name."""
    import lxml.html

    for each in lxml.html.fromstring(page).forms:
        fields = [pair for pair in each.form_values() if pair[0] != "csrfmiddlewaretoken"]
        if name in each.fields:
            return [(key, value or "") for key, value in fields]
    raise LookupError(f"no form with {name}: {re.sub('<[^>]+>|[ ]+', ' ', page)[:600]}")


def changed(fields: Fields, /, **values: str) -> Pairs:
    return [pair for pair in fields if pair[0] not in values] + list(values.items())


def _selected(server: Server, address: str, action: str, *, across: bool, texts: Sequence[str] = (),
              ) -> tuple[str, Pairs]:  # fmt: skip
    """An action on the rows of a list: all, or the first one, or those that show these texts."""
    page = server.get(address)
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    found = [re.search(r'name="_selected_action" value="(\d+)"', row) for row in rows]
    keys = [
        key[1] for key, row in zip(found, rows, strict=True)
        if key and (not texts or any(text in row for text in texts))
    ]  # fmt: skip
    keys = keys if texts else keys[:1]
    fields = [("action", action), ("select_across", "1" if across else "0"), ("index", "0")]
    return address, fields + [("_selected_action", key) for key in keys]


def direct(address: str, action: str, *, across: bool = True, texts: Sequence[str] = (),
           ) -> Callable[[Server], tuple[str, Fields]]:  # fmt: skip
    """An action that needs no confirmation."""
    return lambda server: _selected(server, address, action, across=across, texts=texts)


def confirmed(address: str, action: str, *, across: bool = True, texts: Sequence[str] = (),
              has: str = "confirmed", values: Mapping[str, str] | None = None,
              ) -> Callable[[Server], tuple[str, Fields]]:  # fmt: skip
    """An action whose page asks for confirmation."""

    def request(server: Server) -> tuple[str, Fields]:
        page = server.page_after(*_selected(server, address, action, across=across, texts=texts))
        return address, changed(form(page, has), **(values or {}))

    return request


def set_fact(action: str, value: str) -> Callable[[Server], tuple[str, Fields]]:
    def request(server: Server) -> tuple[str, Fields]:
        address, fields = _selected(server, ARTICLES, action, across=True)
        page = server.page_after(address, fields)
        page = server.page_after(address, changed(form(page, "value"), value=value))
        return address, form(page, "confirmed")

    return request


def saved(address: str, has: str, /, **values: str) -> Callable[[Server], tuple[str, Fields]]:
    """The form of a page, with other values."""
    return lambda server: (address, changed(form(server.get(address), has), **values))


def posted(address: str, /, **values: str) -> Callable[[Server], tuple[str, Fields]]:
    return lambda server: (address, list(values.items()))


def _empty_outlet(server: Server) -> tuple[str, Fields]:
    _, fields = _selected(server, OUTLETS, "", across=False, texts=("Empty Gazette",))
    return f"{OUTLETS}{dict(fields)['_selected_action']}/delete/", [("post", "yes")]


def _second(path: str) -> str:
    return f"{path}2/change/"


def _unpinned(server: Server) -> tuple[str, Fields]:
    address, fields = _selected(server, ARTICLES, "unpin", across=True)
    page = server.page_after(address, fields)
    page = server.page_after(address, changed(form(page, "as_of"), facts="headline"))
    return address, form(page, "confirmed")


WHY = {"reason": "A court ordered it", "case": "7", "typed": "7"}
OLD, NEW = "old password of old", "a new password of 2026"
CHANGES = [
    Change("article.change", saved(f"{ARTICLES}11/change/", "version", headline="By hand")),
    Change("article.change, un-pin",
           saved(f"{ARTICLES}1/change/", "version", unpin_headline="on")),
    Change("article.set_outlet", set_fact("set_outlet", "1"), is_bulk=True),
    Change("article.set_date", set_fact("set_date", "2020-03"), is_bulk=True),
    Change("article.mark_reviewed", confirmed(ARTICLES, "mark_reviewed"), is_bulk=True),
    Change("article.mark_unreviewed", direct(ARTICLES, "mark_unreviewed"), is_bulk=True),
    Change("article.extract_again", confirmed(ARTICLES, "extract_again"), wrong_facts,
           is_bulk=True),
    Change("article.withdraw", confirmed(ARTICLES, "withdraw", values={"reason": "Asked for"}),
           is_bulk=True),
    Change("article.erase", confirmed(ARTICLES, "erase", values=WHY), is_bulk=True),
    Change("article.unpin", _unpinned, is_bulk=True),
    Change("article.change, by a table", posted(f"{ARTICLES}corrections/1/", apply="Apply"), table,
           is_bulk=True),
    Change("article.change, undo", posted("/admin/articles/bulkchange/1/change/", undo="Undo"),
           set_before, is_bulk=True),
    Change("article.restore", direct(ARTICLES, "restore"), is_bulk=True),
    Change("article.change_tags",
           confirmed(ARTICLES, "change_tags", has="add", values={"add": "storm", "remove": "port"}),
           is_bulk=True),
    Change("tag.add", posted(f"{TAGS}add/", name="added")),
    Change("tag.change", saved(f"{TAGS}1/change/", "name", name="renamed")),
    Change("tag.delete", posted(f"{TAGS}2/delete/", post="yes")),
    Change("tag.merge",
           confirmed(TAGS, "merge", across=False, texts=("harbour", "port"), has="target",
                     values={"target": "1"})),
    Change("outlet.add", posted(f"{OUTLETS}add/", name="Added Gazette")),
    Change("outlet.change", saved(f"{OUTLETS}1/change/", "name", name="Renamed Gazette")),
    Change("outlet.delete", _empty_outlet),
    Change("outlet.confirm", direct(OUTLETS, "confirm")),
    Change("outlet.merge",
           confirmed(OUTLETS, "merge", across=False, texts=("/outlet/1/", "/outlet/2/"),
                     has="target", values={"target": "1"}), learns=True),
    Change("ingestrun.undo", confirmed(RUNS, "undo"), is_bulk=True),
    Change("ruling.add",
           posted(f"{RULINGS}add/", outlet="2", line="Read this too", verdict="furniture"),
           learns=True),
    Change("ruling.change", saved(f"{RULINGS}1/change/", "line", verdict="story"), learns=True),
    Change("ruling.delete", posted(f"{RULINGS}1/delete/", post="yes"), learns=True),
    Change("ruling.delete_selected", confirmed(RULINGS, "delete_selected", has="post"),
           learns=True),
    Change("learntline.refuse", direct(LINES, "refuse"), learns=True),
    Change("learntline.confirm", direct(LINES, "confirm"), learns=True),
    Change("learntline.let_go", direct(LINES, "let_go"), learns=True),
    Change("user.add",
           posted(f"{USERS}add/", username="nina", usable_password="true", password1=NEW,
                  password2=NEW)),
    Change("user.change", saved(_second(USERS), "username", first_name="Carl", _save="Save")),
    Change("user.delete", posted(f"{USERS}2/delete/", post="yes")),
    Change("user.delete_selected",
           confirmed(USERS, "delete_selected", across=False, texts=("carl", "rita"), has="post")),
    Change("group.add", posted(f"{GROUPS}add/", name="friends", permissions="1")),
    Change("group.change", saved(_second(GROUPS), "name", name="another name")),
    Change("group.delete", posted(f"{GROUPS}2/delete/", post="yes")),
    Change("group.delete_selected", confirmed(GROUPS, "delete_selected", has="post")),
    Change("token.delete", posted(f"{TOKENS}2/delete/", post="yes")),
    Change("token.delete_selected", confirmed(TOKENS, "delete_selected", has="post")),
    Change("password-change",
           posted("/accounts/password/", old_password=OLD, new_password1=NEW,
                  new_password2=NEW)),
    Change("tokens", posted("/accounts/tokens/", label="a program", scopes="search")),
    Change("token-revoke", posted("/accounts/tokens/1/revoke")),
    Change("people",
           posted("/accounts/people/", username="nina", first_name="Nina", last_name="N",
                  email="n@example.org", role="curator")),
    Change("person: role", posted("/accounts/people/3/", act="role", role="reader")),
    Change("person: link", posted("/accounts/people/3/", act="link")),
    Change("person: close", posted("/accounts/people/3/", act="close")),
    Change("person: reopen", posted("/accounts/people/3/", act="reopen")),
    Change("person: unlock", posted("/accounts/people/3/", act="unlock"), failures),
    Change("person: revoke", posted("/accounts/people/3/", act="revoke", token="2")),
]  # fmt: skip

#: Changes that are not killed, each with the reason.
NOT_CHANGED = {
    "account": _READS,
    **dict.fromkeys(
        ("article.download", "article.download_with_texts", "takedown.download"), _READS
    ),
    "login": "It makes a session.",
    "logout": "It ends a session.",
    "password-link": "What it stores is one row, as for password-change.",
    "person: factor": "It deletes one row; off by default.",
}


def refuse_unknown() -> None:
    """End the program if a command or a change has no row here, or a row is of none."""
    from django.core.management import get_commands

    killed = {each.typed.split()[0] for each in COMMANDS}
    known = {each.name.partition(",")[0] for each in CHANGES} | NOT_CHANGED.keys()
    problems = [
        *(f"command {each}" for each in get_commands().keys() ^ (killed | LEFT_OUT.keys())),
        *(f"change {each}" for each in changes_there_are() ^ known),
    ]
    if problems:
        raise SystemExit(f"Without a row, or no longer there: {', '.join(sorted(problems))}.")


def changes_there_are() -> set[str]:
    """The names of everything that a superuser can do in admin and on the pages of accounts."""
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    from newsarchive.accounts.urls import urlpatterns
    from newsarchive.accounts.views.people import ACTS

    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    found = {f"person: {act}" for act in ACTS}
    found |= {str(each.name) for each in urlpatterns if each.name != "person"}
    for model, owner in admin.site._registry.items():
        name = str(model._meta.model_name)
        found |= {
            f"{name}.{verb}"
            for verb in ("add", "change", "delete")
            if getattr(owner, f"has_{verb}_permission")(request)
        }
        found |= {f"{name}.{action}" for action in owner.get_actions(request)}
    return found
