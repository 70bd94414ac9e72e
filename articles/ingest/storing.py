"""Store a batch of captures in one transaction, in which nothing is extracted.

Captures that are new in every respect are stored in bulk. The others are matched and stored one
by one, each in its own savepoint. If storing in bulk fails, all are stored one by one, so that
a bad file fails alone.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import DatabaseError, DataError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles import databasefaults
from articles.facts.changes import apply, log
from articles.facts.neighbours import store_new_passages, store_passages
from articles.facts.outletlookup import OutletLookup
from articles.facts.reading import pinned_outlet
from articles.facts.settling import settle_sharing
from articles.ingest.identity import SHORTEST, identify, new_among, public_id
from articles.ingest.incoming import Incoming
from articles.ingest.outcomes import Kind, Outcome
from articles.ingest.pinned import OutletPinned, with_outlets, with_pinned_outlets
from articles.ingest.runlog import write
from articles.learning.learning import line_keys_of, store_line_keys
from articles.models import (
    Article,
    Capture,
    IngestRun,
    LineKeys,
    Reading,
    SeenPath,
    path_key,
    storable_name,
)
from articles.models.tags import tags_called
from articles.readers import Capture as ReadCapture
from articles.tagging import names_in, retag
from newsarchive.transactions import writing

logger = logging.getLogger(__name__)

#: Why one capture may fail to be stored. Readers leave out characters that databases do not take,
#: but a capture that still has some must not end the ingest.
_UNSTORABLE = (DatabaseError, UnicodeEncodeError)


def store_batch(batch: Sequence[Incoming], record: IngestRun | None = None) -> list[Outcome]:
    """Store captures in one transaction; returns their outcomes in the same order.

    ``record`` is the run in which they are written down.
    """
    if not batch:
        return []
    batch = with_pinned_outlets(batch)
    while True:
        try:
            return _store_together(batch, record)
        except OutletPinned as pinned:
            # The outlet was pinned after with_pinned_outlets(). Nothing was stored; try again.
            batch = with_outlets(batch, {pinned.path: pinned.outlet})
        except DatabaseError as error:
            # The commit itself failed (a full disk, a lock held too long): nothing was stored.
            return [_failed(incoming, _unstorable(error)) for incoming in batch]


def _store_together(batch: Sequence[Incoming], record: IngestRun | None) -> list[Outcome]:
    outcomes: list[Outcome] = []
    affected: set[int] = set()  # the keys of passages that were added or removed
    with writing():
        created = _store_new(batch, affected)
        for incoming in batch:
            outcome = created.get(incoming.capture.sha256)
            outcomes.append(outcome or _store_alone(incoming, affected))
        _settle_dates(outcomes, affected)
        if record is not None:
            _tag(outcomes, record)
            write(record, outcomes)
    return outcomes


def _tag(outcomes: Sequence[Outcome], record: IngestRun) -> None:
    """Give the tags of a run to the articles that it creates or updates."""
    names = names_in(record.given.get("tag", ""))
    stored = [each.article for each in outcomes if each.kind in (Kind.CREATED, Kind.UPDATED)]
    if names:
        retag([article.pk for article in stored if article], tags_called(names), [], None)


def _store_new(batch: Sequence[Incoming], affected: set[int]) -> dict[str, Outcome]:
    """Store in bulk what is new; returns the outcomes by the hash of the bytes."""
    try:
        with transaction.atomic():
            # An open date may be decided by another article of the batch, which must come first.
            new = [each for each in new_among(batch) if not _is_open(each)]
            articles = _create(new)
            keys = store_new_passages(articles)
    except _UNSTORABLE as error:
        logger.info("A batch is stored one by one: %s", error)
        return {}
    affected |= keys
    return {
        each.capture.sha256: Outcome(
            each.name,
            Kind.CREATED,
            each.capture.sha256,
            article,
            container=each.container,
            capture=article.capture_id,
        )
        for each, article in zip(new, articles, strict=True)
    }


def _is_open(incoming: Incoming) -> bool:
    published = incoming.extraction.published
    return bool(published.candidates) and not published.date


def _create(new: Sequence[Incoming]) -> list[Article]:
    rows = Capture.objects.bulk_create(_row(each.capture) for each in new)
    outlets = OutletLookup()
    articles = []
    for each, row in zip(new, rows, strict=True):
        article = Article(public_id=each.capture.sha256[:SHORTEST], capture=row)
        apply(article, each.extraction, outlets)
        articles.append(article)
    Article.objects.bulk_create(articles)
    own = Article.objects.filter(capture=OuterRef("pk")).values("pk")
    Capture.objects.filter(pk__in=[row.pk for row in rows]).update(article=Subquery(own))
    for row, article in zip(rows, articles, strict=True):
        row.article = article
    Reading.objects.bulk_create(
        _reading(each.capture, row) for each, row in zip(new, rows, strict=True)
    )
    now = timezone.now()
    SeenPath.objects.bulk_create(
        SeenPath(path=storable_name(each.path), key=path_key(each.path), capture=row, seen_at=now)
        for each, row in zip(new, rows, strict=True)
        if each.path
    )
    keys = (
        line_keys_of(article, each.extraction) for article, each in zip(articles, new, strict=True)
    )
    LineKeys.objects.bulk_create(each for each in keys if each is not None)
    return articles


def _store_alone(incoming: Incoming, affected: set[int]) -> Outcome:
    try:
        with transaction.atomic():
            return _store(incoming, affected)
    except _UNSTORABLE as error:
        return _failed(incoming, _unstorable(error))


def _store(incoming: Incoming, affected: set[int]) -> Outcome:
    match, capture = identify(incoming), incoming.capture
    if match.kind is Kind.FAILED:
        return _failed(incoming, match.error)
    article, row, before = match.article, match.row, None
    if row is None:
        row = _row(capture, article)
        row.save()
        _reading(capture, row).save(force_insert=True)
    elif match.kind is Kind.UPDATED:
        # The article's new findings refer to the lines of this reading.
        _reading(capture, row).save()
        row.kind, row.encoding = capture.format, capture.encoding
        row.encoding_doubtful, row.comparison_key = capture.doubtful, capture.comparison_key
        row.save(update_fields=["kind", "encoding", "encoding_doubtful", "comparison_key"])
    if match.kind is Kind.CREATED:
        article = Article(public_id=public_id(capture.sha256), capture=row)
        apply(article, incoming.extraction)
        article.save()
        row.article = article
        row.save(update_fields=["article"])
        affected |= store_passages(article)
        store_line_keys(article, incoming.extraction)
    elif match.kind is Kind.UPDATED and article is not None and (words := _kill_in(capture)):
        # The article stays as it is until a person decides.
        before = article.capture_id
        article.notice, article.reviewed_at, article.reviewed_by = words, None, ""
        article.save()
    elif match.kind is Kind.UPDATED and article is not None:
        before = article.capture_id
        article.notice = ""
        extraction = incoming.extraction_for(pinned_outlet(article))
        if extraction is None:
            raise OutletPinned(incoming.path, pinned_outlet(article))
        article.capture = row
        made = apply(article, extraction)
        article.save()
        log(article, made, "ingest")
        affected |= store_passages(article)
        store_line_keys(article, extraction)
    _note_path(incoming.path, row, again=match.kind is Kind.UNCHANGED)
    return Outcome(
        incoming.name,
        match.kind,
        capture.sha256,
        article,
        container=incoming.container,
        capture=row.pk,
        before=before,
    )


def _kill_in(capture: ReadCapture) -> str:
    """The words with which a provider withdraws an article; "" if it does not."""
    return next((str(each.value) for each in capture.stated if each.rule == "record.kill"), "")


def _row(capture: ReadCapture, article: Article | None = None) -> Capture:
    return Capture(
        sha256=capture.sha256,
        scan_sha256=capture.scan,
        comparison_key=capture.comparison_key,
        compressed=Capture.compress(capture.data),
        encoding=capture.encoding,
        encoding_doubtful=capture.doubtful,
        captured_at=capture.captured_at,
        seen_at=capture.seen_at,
        kind=capture.format,
        article=article,
    )


def _reading(capture: ReadCapture, row: Capture) -> Reading:
    return Reading.of(
        row, capture.text, capture.reader, capture.url, capture.given, data=capture.data
    )


def _note_path(path: str, row: Capture, *, again: bool) -> None:
    """Record where a capture was seen; with ``again``, only if that is not recorded yet. The last
    row of a path is that of the capture last seen there."""
    key = path_key(path)
    if path and not (again and row.paths.filter(key=key).exists()):
        row.paths.filter(key=key).delete()
        path = storable_name(path)
        SeenPath.objects.create(key=key, capture=row, path=path, seen_at=timezone.now())


def _settle_dates(outcomes: Sequence[Outcome], affected: set[int]) -> None:
    """Settle open dates by their neighbours, in whatever order the articles were stored."""
    try:
        with transaction.atomic():
            changed = settle_sharing(affected)
    except DatabaseError as error:
        # The articles stay stored; the next change of a neighbour settles the dates.
        databasefaults.log(logger, "Dates by neighbours were not settled.", error)
        return
    for outcome in outcomes:
        if outcome.article is not None and outcome.article.pk in changed:
            outcome.article.refresh_from_db()


def _unstorable(error: DatabaseError | UnicodeEncodeError) -> str:
    remedy = "Free up space or try again."
    if isinstance(error, DataError | UnicodeEncodeError):
        remedy = "Save it anew, without what its program hides in it, and try again."
    return f"The database could not store it ({error}). {remedy}"


def _failed(incoming: Incoming, reason: str) -> Outcome:
    return Outcome(
        incoming.name,
        Kind.FAILED,
        incoming.capture.sha256,
        error=reason,
        container=incoming.container,
    )
