"""An archive in which every stored text that comes from outside holds a text of the test's own.

``FIELDS`` has a row for each stored text of the archive's models: how the text gets there, or why
no text of others can. ``test_every_stored_text_has_a_row`` fails for a field without one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from articles.facttable import FACTS
from articles.models import (
    Article,
    BulkChange,
    BulkPart,
    Capture,
    IngestRun,
    LearntLine,
    MachineChange,
    Mention,
    MentionCorrection,
    OutletAlias,
    OutletMerge,
    Quotation,
    Reading,
    Ruling,
    RunOutcome,
    SeenPath,
    SharedText,
    Snapshot,
    Tag,
    TagAlias,
    Takedown,
)
from newsarchive.accounts.models import Token
from newsarchive.accounts.scopes import Scope
from newsarchive.desk.models import (
    AlertMail,
    Collection,
    Entry,
    Mark,
    PassageNote,
    SavedSearch,
)
from newsarchive.desk.unsubscribing import path_for
from newsarchive.operations.models import JournalEntry
from newsarchive.uploads.models import Upload, UploadedArticle, UploadedFile

#: Makes the value of a field of a text.
Fill = Callable[[str], Any]


def plain(text: str) -> Any:
    return text


def listed(text: str) -> Any:
    return [text, f"{text} again"]


def path(text: str) -> Any:
    return f"/srv/{text.replace('/', '-')}/{text.replace('/', '-')}.txt"


def source(text: str) -> Any:
    return Reading.compress(f"{text}\n\nHarbour\n{text}")


def raw(text: str) -> Any:
    return Capture.compress(f"{text}\n\nHarbour\n{text}".encode())


def url(text: str) -> Any:
    return f"https://a.example/{text}"


def findings(text: str) -> Any:
    lines = {"lines": [1], "place": text, "rule": text, "why": text}
    return [{"field": name, "value": text, **lines} for name in (*FACTS, "other", text)]


def extracted(text: str) -> Any:
    return {name: [text] if name in ("byline", "captions") else text for name in FACTS if name != "published"}  # fmt: skip


def facts_by_name(text: str) -> Any:
    return {"outlet": text}


def mapped(text: str) -> Any:
    return {text: {"headline": text}}


def counts(text: str) -> Any:
    return {text: 1}


def given(text: str) -> Any:
    return {"facts": {"outlet": text}, "when": text}


def kept(text: str) -> Any:
    return f"kept: {text}"[:200]


def pins(text: str) -> Any:
    pin = {"by": text, "at": "2020-03-04T10:00:00+00:00"}
    return {name: pin for name in FACTS if name != "published"}


def facts(text: str) -> Any:
    return [{"name": "byline", "value": text, "form": text, "why": [text], "lines": [1]}]


def tables(text: str) -> Any:
    row = {"file": text, "names": [text], "of": {"headline": text}, "rows": [[text]]}
    return [row]


def numbered(text: str) -> Any:
    return {"done": 1, text: 1}


def corrections(text: str) -> Any:
    return {"outlet": text, "headline": text}


OURS: Final = "the archive makes it itself"
HASH: Final = "a hash"
CHOICE: Final = "one of a few choices"
SLUG: Final = "letters, digits and hyphens that Django makes of a name"
FIELDS: Final[dict[str, Fill | str]] = {
    "accounts.token.digest": HASH,
    "accounts.token.label": plain,
    "accounts.token.scopes": CHOICE,
    "articles.article.agency": plain,
    "articles.article.body": plain,
    "articles.article.byline": listed,
    "articles.article.captions": listed,
    "articles.article.dateline": plain,
    "articles.article.extracted": extracted,
    "articles.article.findings": findings,
    "articles.article.headline": plain,
    "articles.article.language": plain,
    "articles.article.notice": plain,
    "articles.article.pins": pins,
    "articles.article.public_id": HASH,
    "articles.article.published_basis": CHOICE,
    "articles.article.published_candidates": listed,
    "articles.article.published_precision": CHOICE,
    "articles.article.published_why": plain,
    "articles.article.reviewed_by": plain,
    "articles.article.standfirst": plain,
    "articles.article.url": url,
    "articles.bulkchange.kind": CHOICE,
    "articles.bulkchange.parameters": "it says what to do",
    "articles.bulkchange.problems": listed,
    "articles.bulkchange.state": CHOICE,
    "articles.bulkchange.tally": numbered,
    "articles.bulkpart.keys": "numbers",
    "articles.bulkrow.after": "it says how to undo a change",
    "articles.bulkrow.before": "it says how to undo a change",
    "articles.bulkrow.wanted": "only its own person sees it",
    "articles.capture.comparison_key": HASH,
    "articles.capture.compressed": raw,
    "articles.capture.encoding": OURS,
    "articles.capture.kind": OURS,
    "articles.capture.sha256": HASH,
    "articles.capture.scan_sha256": HASH,
    "articles.erasedcapture.comparison_key": HASH,
    "articles.erasedcapture.sha256": HASH,
    "articles.ingestrun.by": plain,
    "articles.ingestrun.column_maps": mapped,
    "articles.ingestrun.counts": counts,
    "articles.ingestrun.given": facts_by_name,
    "articles.ingestrun.not_read": plain,
    "articles.ingestrun.options": facts_by_name,
    "articles.ingestrun.paths": listed,
    "articles.ingestrun.state": CHOICE,
    "articles.ingestrun.undone_by": plain,
    "articles.learntline.example": plain,
    "articles.learntline.state": CHOICE,
    "articles.learntline.text": plain,
    "articles.linekeys.around": "numbers",
    "articles.linekeys.story": "numbers",
    "articles.machinechange.cause": plain,
    "articles.machinechange.field": OURS,
    "articles.machinechange.new": plain,
    "articles.machinechange.old": plain,
    "articles.machinechange.rule": plain,
    "articles.mention.forms": "only stored",
    "articles.mention.key": "its name, for comparisons",
    "articles.mention.kind": CHOICE,
    "articles.mention.name": plain,
    "articles.mention.rule": CHOICE,
    "articles.mentioncorrection.by": plain,
    "articles.mentioncorrection.key": HASH,
    "articles.mentioncorrection.of": CHOICE,
    "articles.mentioncorrection.speaker": plain,
    "articles.mentioncorrection.words": plain,
    "articles.outlet.name": plain,
    "articles.outlet.origin": CHOICE,
    "articles.outlet.slug": SLUG,
    "articles.outletalias.name": plain,
    "articles.outletalias.slug": SLUG,
    "articles.outletmerge.aliases": "numbers",
    "articles.outletmerge.articles": "numbers",
    "articles.outletmerge.by": plain,
    "articles.outletmerge.lost_rulings": "shown only as rulings, once they are that again",
    "articles.outletmerge.merges": "numbers",
    "articles.outletmerge.name": plain,
    "articles.outletmerge.origin": CHOICE,
    "articles.outletmerge.rulings": "numbers",
    "articles.outletmerge.slug": SLUG,
    "articles.reading.compressed": source,
    "articles.reading.given": given,
    "articles.reading.reader": plain,
    "articles.reading.url": url,
    "articles.ruling.by": plain,
    "articles.ruling.line": plain,
    "articles.ruling.text": plain,
    "articles.ruling.verdict": CHOICE,
    "articles.runoutcome.error": plain,
    "articles.runoutcome.kind": CHOICE,
    "articles.runoutcome.source": path,
    "articles.runoutcome.undone": kept,
    "articles.seenpath.key": HASH,
    "articles.seenpath.path": path,
    "articles.snapshot.cause": plain,
    "articles.quotation.rule": CHOICE,
    "articles.quotation.speaker": plain,
    "articles.quotation.speaker_key": "its speaker, for comparisons",
    "articles.quotation.text": plain,
    "articles.tag.key": "its name, for comparisons",
    "articles.tag.name": plain,
    "articles.tagalias.key": plain,
    "articles.takedown.action": CHOICE,
    "articles.takedown.by": plain,
    "articles.takedown.case": plain,
    "articles.takedown.public_id": HASH,
    "articles.takedown.reason": plain,
    "auth.group.name": plain,
    "auth.permission.codename": OURS,
    "auth.permission.name": OURS,
    "auth.user.email": plain,
    "auth.user.first_name": plain,
    "auth.user.last_name": plain,
    "auth.user.password": HASH,
    "auth.user.username": plain,
    "desk.collection.key": OURS,
    "desk.collection.note": plain,
    "desk.collection.title": plain,
    "desk.collection.visible_to": CHOICE,
    "desk.savedsearch.alerts": CHOICE,
    "desk.savedsearch.key": OURS,
    "desk.savedsearch.name": plain,
    "desk.savedsearch.query": "it is read as the parameters of an address",
    "desk.alertmail.claim": OURS,
    "desk.alertmail.message_id": OURS,
    "desk.alertmail.parts": OURS,
    "desk.alertmail.problem": plain,
    "desk.entry.heading": plain,
    "desk.entry.note": plain,
    "desk.passagenote.prefix": "only compared",
    "desk.passagenote.quote": plain,
    "desk.passagenote.suffix": "only compared",
    "desk.passagenote.text": plain,
    "operations.journalentry.outcome": CHOICE,
    "operations.journalentry.state": OURS,
    "operations.journalentry.summary": plain,
    "operations.journalentry.task": CHOICE,
    "search.archivestate.archive": OURS,
    "search.archivestate.next_token": OURS,
    "search.archivestate.token": OURS,
    "uploads.upload.column_maps": mapped,
    "uploads.upload.given": "shown as facts of the articles",
    "uploads.upload.key": OURS,
    "uploads.upload.layout": CHOICE,
    "uploads.upload.not_taken": listed,
    "uploads.upload.passed_over": listed,
    "uploads.upload.problem": OURS,
    "uploads.upload.state": CHOICE,
    "uploads.upload.tables": tables,
    "uploads.upload.typed": "it is copied to the articles",
    "uploads.uploadedarticle.corrections": corrections,
    "uploads.uploadedarticle.error": plain,
    "uploads.uploadedarticle.facts": facts,
    "uploads.uploadedarticle.note": plain,
    "uploads.uploadedarticle.opening": plain,
    "uploads.uploadedarticle.outcome": CHOICE,
    "uploads.uploadedarticle.source": plain,
    "uploads.uploadedarticle.stored": CHOICE,
    "uploads.uploadedarticle.title": plain,
    "uploads.uploadedfile.name": plain,
    "uploads.uploadedfile.url": "only ingest reads it",
}

#: Apps of libraries whose models hold nothing that pages of the archive show.
NOT_SHOWN: Final = ("contenttypes", "sessions", "axes", "django_tasks_database")
_TEXTS: Final = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def stored_texts() -> set[str]:
    """The fields of all models that hold texts, as ``app.model.field``."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label not in NOT_SHOWN
        and model._meta.label_lower != "admin.logentry"
        and not model._meta.proxy
        for field in model._meta.concrete_fields
        if isinstance(field, _TEXTS)
    }


def fill(text_of: Callable[[str], str]) -> dict[str, str]:
    """Put a text into each field of the first row of every model; ``text_of`` makes it of the name
    of the field. The archive must be that of the seeds. Returns keys and ids for addresses."""
    article = Article.objects.order_by("pk").filter(outlet__isnull=False).first()
    assert article is not None and article.outlet is not None
    outlet, now = article.outlet, timezone.now()
    rows: list[models.Model] = [
        article,
        outlet,
        article.capture,
        article.capture.reading,
        *SeenPath.objects.filter(capture=article.capture)[:1],
        Group.objects.create(name="group"),
        (user := User.objects.create_user("somebody")),
        Token.make(user, "label", [Scope.FEED])[0],
        Snapshot.objects.create(number=1),
        (run := IngestRun.objects.create()),
        (bulk := BulkChange.objects.create(kind="withdraw", by=user, state="failed")),
        BulkPart.objects.create(change=bulk, keys=[1]),
        RunOutcome.objects.create(run=run, kind="failed", article=article),
        Takedown.objects.create(action="erased", public_id="0123456789"),
        LearntLine.objects.create(outlet=outlet, text="x", example="x", state="learnt", since=1),
        Ruling.objects.create(outlet=outlet, text="x", line="x"),
        MachineChange.objects.create(article=article, field="headline", rule="x"),
        Mention.objects.create(article=article, name="x", key="x", paragraph=0, times=1),
        Quotation.objects.create(
            article=article, text="x", speaker="x", speaker_key="anna weil", paragraph=0
        ),
        MentionCorrection.objects.create(article=article, of="quotation", key="x", by="x"),
        OutletAlias.objects.create(outlet=outlet, name="Alias", slug="alias"),
        OutletMerge.objects.create(target=outlet, name="x", slug="x", origin="added"),
        (tag := Tag.objects.create(name="tag")),
        TagAlias.objects.create(tag=tag, key="alias"),
        (upload := Upload.objects.create(user=user, state="read")),
        UploadedFile.objects.create(upload=upload, name="file"),
        UploadedArticle.objects.create(upload=upload, position=0, source="x", outcome="created"),
        Mark.objects.create(user=user, article=article, position=0),
        (collection := Collection.objects.create(owner=user, title="x", visible_to="link")),
        Entry.objects.create(collection=collection, position=0),
        Entry.objects.create(collection=collection, position=1, article=article),
        PassageNote.objects.create(
            owner=user, article=article, collection=collection, paragraph=1, quote="x"
        ),
        (
            saved := SavedSearch.objects.create(
                owner=user, name="x", position=0, seen_up_to=0, mailed_up_to=0
            )
        ),
        AlertMail.objects.create(user=user, message_id="<x@y>", parts=[]),
        JournalEntry.objects.create(task="backup", outcome="done", began_at=now, ended_at=now),
    ]
    for row in rows:
        label = row._meta.label_lower
        values = {
            name.rpartition(".")[2]: how(text_of(name))
            for name, how in FIELDS.items()
            if name.rpartition(".")[0] == label and callable(how)
        }
        # Not by the QuerySet of articles, which would announce a change of the index.
        if values:
            models.QuerySet(type(row)).filter(pk=row.pk).update(**values)
        row.refresh_from_db()
    models.QuerySet(Article).filter(pk=article.pk).update(reviewed_at=now)
    Article.tags.through.objects.create(article=article, tag=tag)
    copy = Article.objects.exclude(pk=article.pk).order_by("pk")[0]
    for one, other in ((article, copy), (copy, article)):
        shares = {"share": 900, "share_of_other": 900}
        SharedText.objects.update_or_create(shares, article=one, other=other)
    places = {f"{row._meta.app_label}_{row._meta.model_name}": str(row.pk) for row in rows}
    return places | {
        "article": article.public_id,
        "article_key": str(article.pk),
        "copy": copy.public_id,
        "article_type": str(ContentType.objects.get_for_model(Article).pk),
        "slug": article.get_absolute_url().split("/")[-2],
        "outlet": outlet.slug,
        "user": places["auth_user"],
        "upload": upload.key,
        "collection": collection.key,
        "search": saved.key,
        # Of no account, so that a request changes nothing.
        "unsubscribe": path_for(0),
    }
