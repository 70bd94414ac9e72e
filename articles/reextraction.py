"""Extract again from the stored captures, with the current rules.

Each run uses what was learnt of outlets before it began. Reading and extracting happen outside any
transaction; storing uses short ones.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import models, transaction

from articles.extraction.findings import Extraction
from articles.extraction.furniture import Learnt
from articles.facts.changes import FactChange, apply, changes, log
from articles.facts.neighbours import store_passages
from articles.facts.outletlookup import OutletLookup
from articles.facts.reading import extraction_of
from articles.facts.settling import settle_sharing
from articles.facttable import FACTS
from articles.learning.learning import current_learnt, store_line_keys
from articles.models import Article, ArticleQuerySet, Capture, Damaged, Reading
from articles.readers import Member, Unreadable, capture_of, capture_with
from articles.readers.formats import document

logger = logging.getLogger(__name__)

#: Articles per transaction; while they are stored, other writers wait.
BATCH = 50


def preview(
    article: Article, facts: Collection[str] = FACTS, learnt: Learnt | None = None
) -> list[FactChange]:
    """Return what extracting again would change in these facts. Stores nothing.

    Callers that preview many articles pass ``learnt``, the current learnt lines.
    """
    extraction = extraction_of(article, learnt if learnt is not None else current_learnt())
    return changes(article, extraction, facts=facts)


def preview_all(
    articles: ArticleQuerySet,
    facts: Collection[str] = FACTS,
    *,
    failures: list[str] | None = None,
) -> Iterator[tuple[int, list[FactChange]]]:
    """Preview many articles; yields (primary key, changes) for each that still exists.

    ``failures`` gets a sentence for each whose capture is damaged.
    """
    learnt = current_learnt()
    for keys in in_batches(articles):
        for article, extraction in _extracted(_rows(keys), learnt, failures):
            yield article.pk, changes(article, extraction, facts=facts)


def extract_again(article: Article) -> list[FactChange]:
    """Extract from the stored capture and store what changed; pinned facts stay as they are.

    ``article`` itself is not updated: read it again. Returns the changes.
    """
    _complete(article.capture)
    return _store([(article, extraction_of(article, current_learnt()))]).get(article.pk, [])


def extract_all(
    articles: ArticleQuerySet,
    facts: Collection[str] = FACTS,
    *,
    failures: list[str] | None = None,
) -> Iterator[tuple[int, list[FactChange]]]:
    """Extract again in batches; yields (primary key, changes) for each that still exists.

    Other facts than ``facts`` stay as they are. So does an article whose capture is
    damaged; ``failures`` gets a sentence for each.
    """
    learnt = current_learnt()
    for keys in in_batches(articles):
        extracted = list(_extracted(_rows(keys), learnt, failures))
        for article, _ in extracted:
            _complete(article.capture)
        made = _store(extracted, facts)
        yield from ((article.pk, made.get(article.pk, [])) for article, _ in extracted)


def read_again(
    articles: ArticleQuerySet, *, dry_run: bool = False, failures: list[str] | None = None
) -> Iterator[tuple[int, list[FactChange], bool]]:
    """Read the stored bytes again with the current readers, and extract from the new texts.

    Yields (primary key, changes, whether the text changed) for each article. A text and the
    findings that refer to its lines are stored together. ``failures`` gets a sentence for each
    article that stays as it is because its capture is damaged.
    """
    learnt = current_learnt()
    for keys in in_batches(articles):
        with_new_text: set[int] = set()
        rows = _read_anew(_rows(keys), with_new_text, failures)
        read = list(_extracted(rows, learnt, failures))
        if dry_run:
            made = {article.pk: changes(article, found) for article, found in read}
        else:
            made = _store(read)
        yield from ((each.pk, made.get(each.pk, []), each.pk in with_new_text) for each, _ in read)


def _read_anew(
    rows: Iterable[Article], with_new_text: set[int], failures: list[str] | None
) -> Iterator[Article]:
    """Yield the articles with unsaved readings by the current readers.

    The primary keys of those whose text changed are added to ``with_new_text``.
    """
    for article in rows:
        try:
            if _read_again(article.capture):
                with_new_text.add(article.pk)
        except Damaged as damaged:
            _note_failure(article, damaged, failures)
        else:
            yield article


def _extracted(
    rows: Iterable[Article], learnt: Learnt, failures: list[str] | None
) -> Iterator[tuple[Article, Extraction]]:
    for article in rows:
        try:
            extraction = extraction_of(article, learnt)
        except Damaged as damaged:
            _note_failure(article, damaged, failures)
        else:
            yield article, extraction


def _note_failure(article: Article, damaged: Damaged, failures: list[str] | None) -> None:
    sentence = f"Article {article.public_id} was not extracted. {damaged}"
    if failures is None:
        logger.error("%s", sentence)
    else:
        failures.append(sentence)


def _complete(capture: Capture) -> None:
    """Set an unsaved reading of the bytes on a capture that has none, or a damaged one."""
    if capture.stored_text is None:
        reader = document(capture.kind).reader
        capture.reading = Reading.of(capture, capture.text, reader, capture.url, capture.given)


def _read_again(capture: Capture) -> bool:
    """Set an unsaved reading by the current reader on a capture; True if its text changed.

    The old reading stays if the current reader cannot read the bytes.
    """
    before, url, given = capture.stored_text, capture.url, capture.given
    try:
        found = capture_of(
            Member(
                capture.raw,
                str(capture),
                capture.captured_at,
                url,
                format=capture.kind,
                seen_at=capture.seen_at,
            )
        )
    except Unreadable:
        return False
    found = capture_with(found, given) if given else found
    reader = "" if before is None else capture.reading.reader
    before = capture.text
    reading = Reading.of(capture, found.text, found.reader, url, given)
    is_new = reading.text != before
    if is_new or reader != found.reader or capture.comparison_key != found.comparison_key:
        capture.encoding, capture.encoding_doubtful = found.encoding, found.doubtful
        capture.comparison_key = found.comparison_key
        capture.reading = reading
    return is_new


def _rows(keys: Collection[int]) -> ArticleQuerySet:
    return (
        Article.objects.select_related("outlet", "capture__reading")
        .filter(pk__in=keys)
        .order_by("pk")
    )


def in_batches(articles: ArticleQuerySet) -> Iterator[list[int]]:
    """Yield primary keys in ascending batches of BATCH, each queried when it is needed.

    A batch starts after the last key of the previous one, so it does not matter if articles drop
    out of the selection meanwhile.
    """
    last = 0
    while keys := list(
        articles.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]


def _store(
    extracted: Sequence[tuple[Article, Extraction]], facts: Collection[str] = FACTS
) -> dict[int, list[FactChange]]:
    """Apply extractions to the current rows; returns the changes by primary key."""
    changed: dict[int, list[FactChange]] = {}
    outlets = OutletLookup()
    affected: set[int] = set()  # the keys of passages that were added or removed
    with transaction.atomic():
        for read, extraction in extracted:
            # One by one, since storing an article may settle the date of another in this batch.
            rows = Article.objects.select_for_update(of=("self",)).select_related("outlet")
            row = rows.filter(pk=read.pk, capture=read.capture_id).first()
            if row is None:
                continue  # deleted, or an ingest has stored a newer capture
            row.capture = read.capture
            is_new_text = _store_reading(read.capture)
            before = (row.extracted, row.findings, row.snapshot)
            made = apply(row, extraction, outlets, facts=facts)
            if made or is_new_text or before[:2] != (row.extracted, row.findings):
                row.save()
                log(row, made, "extraction")
                affected |= store_passages(row)
            elif before[2] != row.snapshot:
                # Nothing else has changed, so the index need not be updated: no signal is sent.
                models.QuerySet(Article).filter(pk=row.pk).update(snapshot=row.snapshot)
            store_line_keys(row, extraction)
            changed[row.pk] = made
        settle_sharing(affected)
    return changed


def _store_reading(capture: Capture) -> bool:
    """Store an unsaved reading; True if its text differs from the stored one."""
    if not (hasattr(capture, "reading") and capture.reading._state.adding):
        return False
    before = Capture.objects.select_related("reading").defer("compressed").get(pk=capture.pk)
    text = before.stored_text
    Reading.objects.update_or_create(
        capture=capture,
        defaults={
            "compressed": capture.reading.compressed,
            "reader": capture.reading.reader,
            "url": capture.reading.url,
            "given": capture.reading.given,
        },
    )
    capture.save(update_fields=["encoding", "encoding_doubtful", "comparison_key"])
    return text is not None and text != capture.reading.text
