"""Extract again from the stored captures, with the current rules.

Each run uses what was learnt of outlets before it began. Reading and extracting happen outside any
transaction; storing uses short ones.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy

from django.db import models

from articles.extraction.furniture import Learnt
from articles.facts.changes import FactChange, apply, changes, log
from articles.facts.neighbours import store_passages
from articles.facts.outletlookup import OutletLookup
from articles.facts.reading import pinned_outlet
from articles.facts.settling import settle_sharing
from articles.facttable import FACTS
from articles.learning.learning import current_learnt, store_line_keys
from articles.models import Article, ArticleQuerySet, Capture, Damaged, Reading
from articles.readers import Failure
from articles.readers.formats import document
from articles.storedcaptures import (
    Extracted,
    NotExtracted,
    Stored,
    extracted_now,
    extractor,
    job_of,
)
from newsarchive.transactions import writing

logger = logging.getLogger(__name__)

#: Articles per transaction; while they are stored, other writers wait.
BATCH = 50

#: An article as it was read, and the extraction from its capture.
Pair = tuple[Article, Extracted]
#: Receives an article as it was before, and its changes, in the transaction that stores them.
Noted = Callable[[Article, list[FactChange]], None]


def preview(
    article: Article, facts: Collection[str] = FACTS, learnt: Learnt | None = None
) -> list[FactChange]:
    """Return what extracting again would change in these facts. Stores nothing.

    Callers that preview many articles pass ``learnt``, the current learnt lines. Raises Damaged or
    NotExtracted.
    """
    found = extracted_now(article, learnt if learnt is not None else current_learnt())
    return changes(article, found.extraction, facts=facts)


def preview_all(
    articles: ArticleQuerySet,
    facts: Collection[str] = FACTS,
    *,
    failures: list[str] | None = None,
) -> Iterator[tuple[int, list[FactChange]]]:
    """Preview many articles; yields (primary key, changes) for each that still exists.

    ``failures`` gets a sentence for each that cannot be extracted.
    """
    for batch in _extracted(articles, failures):
        for article, found in batch:
            yield article.pk, changes(article, found.extraction, facts=facts)


def extract_again(article: Article) -> list[FactChange]:
    """Extract from the stored capture and store what changed; pinned facts stay as they are.

    ``article`` itself is not updated: read it again. Returns the changes. Raises Damaged or
    NotExtracted.
    """
    found = extracted_now(article, current_learnt())
    _complete(article.capture, found)
    return _store([(article, found)]).get(article.pk, [])


def extract_all(
    articles: ArticleQuerySet,
    facts: Collection[str] = FACTS,
    *,
    failures: list[str] | None = None,
    noted: Noted | None = None,
) -> Iterator[tuple[int, list[FactChange]]]:
    """Extract again in batches; yields (primary key, changes) for each that still exists.

    Other facts than ``facts`` stay as they are. So does an article whose capture is damaged or
    exceeds a limit; ``failures`` gets a sentence for each. ``noted`` is called for each article
    with changes.
    """
    for batch in _extracted(articles, failures):
        for article, found in batch:
            _complete(article.capture, found)
        made = _store(batch, facts, noted)
        yield from ((article.pk, made.get(article.pk, [])) for article, _ in batch)


def read_again(
    articles: ArticleQuerySet, *, dry_run: bool = False, failures: list[str] | None = None
) -> Iterator[tuple[int, list[FactChange], bool]]:
    """Read the stored bytes again with the current readers, and extract from the new texts.

    Yields (primary key, changes, whether the text changed) for each article. A text and the
    findings that refer to its lines are stored together. ``failures`` gets a sentence for each
    article that stays as it is because its capture is damaged or exceeds a limit.
    """
    for batch in _extracted(articles, failures, again=True):
        for article, found in batch:
            _renew(article.capture, found)
        if dry_run:
            made = {article.pk: changes(article, found.extraction) for article, found in batch}
        else:
            made = _store(batch)
        for article, found in batch:
            yield article.pk, made.get(article.pk, []), found.text != found.before


def _extracted(
    articles: ArticleQuerySet, failures: list[str] | None, *, again: bool = False
) -> Iterator[list[Pair]]:
    """Yield batches of articles with their extractions, without those that fail."""
    waiting: deque[Article] = deque()

    def jobs() -> Iterator[Stored]:
        for keys in in_batches(articles):
            for article in _rows(keys):
                try:
                    job = job_of(article.capture, pinned_outlet(article), again=again)
                except Damaged as damaged:
                    _note_failure(article, str(damaged), failures)
                else:
                    waiting.append(article)
                    yield job

    batch: list[Pair] = []
    with extractor(current_learnt()) as pool:
        for result in pool.results(jobs()):
            article = waiting.popleft()
            if isinstance(result, Failure):
                _note_failure(article, result.reason, failures)
            else:
                batch.append((article, result))
            if len(batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch


def _note_failure(article: Article, why: str, failures: list[str] | None) -> None:
    sentence = f"Article {article.public_id} was not extracted. {why}"
    if failures is None:
        logger.error("%s", sentence)
    else:
        failures.append(sentence)


def _complete(capture: Capture, found: Extracted) -> None:
    """Set an unsaved reading of the bytes on a capture that has none, or a damaged one."""
    if capture.stored_text is None:
        reader = document(capture.kind).reader
        capture.reading = Reading.of(capture, found.before, reader, capture.url, capture.given)


def _renew(capture: Capture, found: Extracted) -> None:
    """Set an unsaved reading by the current reader on a capture, unless nothing has changed."""
    new = found.new
    if new is None:
        return  # the current reader cannot read the bytes
    reader = "" if capture.stored_text is None else capture.reading.reader
    if (found.before, reader, capture.comparison_key) == (
        new.text,
        new.reader,
        new.comparison_key,
    ):
        return
    capture.encoding, capture.encoding_doubtful = new.encoding, new.doubtful
    capture.comparison_key = new.comparison_key
    capture.reading = Reading.of(capture, new.text, new.reader, capture.url, capture.given)


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
    pairs: Sequence[Pair], facts: Collection[str] = FACTS, noted: Noted | None = None
) -> dict[int, list[FactChange]]:
    """Apply extractions to the current rows; returns the changes by primary key.

    Where another outlet was pinned meanwhile, the article is extracted once more.
    """
    changed: dict[int, list[FactChange]] = {}
    outlets = OutletLookup()
    affected: set[int] = set()  # the keys of passages that were added or removed
    with writing():
        for read, found in pairs:
            # One by one, since storing an article may settle the date of another in this batch.
            rows = Article.objects.select_for_update(of=("self",)).select_related("outlet")
            row = rows.filter(pk=read.pk, capture=read.capture_id).first()
            if row is None:
                continue  # deleted, or an ingest has stored a newer capture
            row.capture, extraction = read.capture, found.extraction
            if pinned_outlet(row) != pinned_outlet(read):
                try:
                    extraction = extracted_now(row, current_learnt()).extraction
                except (Damaged, NotExtracted):
                    continue
            is_new_text = _store_reading(read.capture)
            before = (row.extracted, row.findings, row.snapshot)
            as_read = copy(row) if noted else row
            made = apply(row, extraction, outlets, facts=facts)
            if made or is_new_text or before[:2] != (row.extracted, row.findings):
                row.save()
                log(row, made, "extraction")
                if made and noted:
                    noted(as_read, made)
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
