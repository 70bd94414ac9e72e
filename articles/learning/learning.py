"""Learn the furniture of outlets: lines that recur in the captures of one outlet.

Learning depends only on the current content of the archive, not on the order of ingest. It makes
a new snapshot only if the lines differ from those of the previous one. It changes no stored
article: later captures are extracted with the new snapshot, and stored ones when somebody extracts
them again.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from articles.extraction.findings import Extraction
from articles.extraction.furniture import Furniture, Learnt, key_of, normal
from articles.extraction.page.page import Page
from articles.extraction.stated import TextLayout
from articles.learning.counting import Recurring, packed, recurring
from articles.models import (
    Article,
    Damaged,
    LearntLine,
    LearntLineQuerySet,
    LineKeys,
    Outlet,
    Ruling,
    Snapshot,
)
from articles.readers import Failure
from articles.readers.formats import layouts
from articles.storedcaptures import Extracted, Stored, extractor, job_of
from articles.workers import Pool
from newsarchive.transactions import writing

logger = logging.getLogger(__name__)

_AT_ONCE = 100  # captures that are extracted before one transaction stores their line keys

State = LearntLine.State


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a new snapshot, to be compared with the previous one."""

    example: str
    state: str
    tally: Recurring | None


def current_learnt() -> Learnt:
    """Return the lines of the newest snapshot, which a run uses throughout."""
    newest = Snapshot.objects.first()
    if newest is None:
        return Learnt()
    found: dict[int, tuple[set[str], set[str]]] = {}
    rows = LearntLine.objects.current().applied()
    for outlet, text, state in rows.values_list("outlet_id", "text", "state"):
        learnt, ruled = found.setdefault(outlet, (set(), set()))
        (ruled if state == State.ADDED else learnt).add(text)
    outlets: dict[str, Furniture] = {}
    for each in Outlet.objects.filter(pk__in=found).prefetch_related("aliases"):
        learnt, ruled = found[each.pk]
        furniture = Furniture(frozenset(learnt), frozenset(ruled))
        for name in (each.name, *(alias.name for alias in each.aliases.all())):
            outlets[name.casefold()] = furniture
    return Learnt(newest.number, outlets)


def store_line_keys(article: Article, extraction: Extraction) -> None:
    """Store the keys of the lines of an article's capture that may be learnt."""
    keys = line_keys_of(article, extraction)
    if keys is None:
        LineKeys.objects.filter(article=article).delete()
        return
    LineKeys.objects.update_or_create(
        article=article, defaults={"story": keys.story, "around": keys.around}
    )


def line_keys_of(article: Article, extraction: Extraction) -> LineKeys | None:
    """Return those keys, unsaved; None for a capture that is not a page and has no furniture."""
    if article.capture.layout is not TextLayout.PAGE:
        return None
    story = {key_of(line) for line, inside in extraction.learnable.items() if inside}
    around = {key_of(line) for line, inside in extraction.learnable.items() if not inside}
    return LineKeys(article=article, story=packed(story), around=packed(around - story))


def store_missing_line_keys() -> int:
    """Store line keys for articles that have none yet; returns the number of these articles."""
    not_pages = [name for name, layout in layouts().items() if layout is not TextLayout.PAGE]
    missing = Article.objects.shown().filter(line_keys=None).exclude(capture__kind__in=not_pages)
    with_texts = missing.select_related("capture__reading")
    count, last = 0, 0
    with extractor(Learnt()) as pool:
        while rows := list(with_texts.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
            extracted = list(_extracted(rows, pool))
            with writing():
                # Another process may have stored keys meanwhile, from newer bytes.
                still_missing = set(
                    missing.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
                )
                for row, extraction in extracted:
                    if row.pk in still_missing:
                        store_line_keys(row, extraction)
                        count += 1
            last = rows[-1].pk
    return count


def _extracted(
    rows: Iterable[Article], pool: Pool[Stored, Extracted]
) -> Iterator[tuple[Article, Extraction]]:
    """Extract from the captures. Without those that fail, the lines of the others are counted."""
    jobs = []
    for row in rows:
        try:
            jobs.append((row, job_of(row.capture)))
        except Damaged as damaged:
            logger.error("%s", damaged)
    results = pool.results(iter([job for _, job in jobs]))
    for (row, _), result in zip(jobs, results, strict=True):
        if isinstance(result, Failure):
            logger.error("The lines of article %s cannot be counted. %s", row, result.reason)
        else:
            yield row, result.extraction


def learn(cause: str, outlets: Collection[int] | None = None) -> Snapshot | None:
    """Learn from the current archive; returns the new snapshot, or None if nothing differs.

    ``cause`` is stored with the snapshot. Only ``outlets`` (primary keys; None: all) are counted;
    the lines of the others stay. Articles that are withdrawn, or have no known outlet or no stored
    lines, do not count.
    """
    while True:
        basis = _snapshot_and_rulings()
        rows = _rows(outlets)
        with writing():
            # Counting takes time, so it runs outside the transaction. If there is a new snapshot
            # or decision meanwhile, it starts again, so as not to undo that.
            if _snapshot_and_rulings() == basis:
                return _store(cause, rows, _current_lines(outlets))


def _snapshot_and_rulings() -> tuple[int, frozenset[tuple[int, str, str, str]]]:
    """Return the number of the newest snapshot, and all decisions of people."""
    rulings = Ruling.objects.values_list("outlet_id", "text", "line", "verdict")
    return _newest_number(), frozenset(rulings)


def _newest_number() -> int:
    return Snapshot.objects.values_list("number", flat=True).first() or 0


def _current_lines(outlets: Collection[int] | None) -> LearntLineQuerySet:
    lines = LearntLine.objects.current()
    return lines if outlets is None else lines.filter(outlet__in=outlets)


def _store(
    cause: str, rows: Mapping[tuple[int, str], _Row], current_lines: LearntLineQuerySet
) -> Snapshot | None:
    """Replace the current lines with ``rows`` in a new snapshot, if any state differs."""
    before = {(row.outlet_id, row.text): row for row in current_lines}
    removed = [row for at, row in before.items() if at not in rows or rows[at].state != row.state]
    added = {
        at: row for at, row in rows.items() if at not in before or before[at].state != row.state
    }
    if not removed and not added:
        return None
    snapshot = Snapshot.objects.create(number=_newest_number() + 1, cause=cause)
    ids = [row.pk for row in removed]
    for start in range(0, len(ids), 500):
        LearntLine.objects.filter(pk__in=ids[start : start + 500]).update(until=snapshot.number)
    LearntLine.objects.bulk_create(
        LearntLine(
            outlet_id=outlet,
            text=text,
            example=row.example,
            state=row.state,
            since=snapshot.number,
            **_counts(row.tally),
        )
        for (outlet, text), row in sorted(added.items())
    )
    return snapshot


def _counts(tally: Recurring | None) -> dict[str, int]:
    if tally is None:
        return {}
    return {
        "seen": tally.seen,
        "among": tally.among,
        "first_id": tally.first,
        "last_id": tally.last,
    }


def _rows(outlets: Collection[int] | None) -> dict[tuple[int, str], _Row]:
    """Return the lines of these outlets in a new snapshot, by outlet and normalised text."""
    ruled: dict[int, dict[str, Ruling]] = {}
    for ruling in Ruling.objects.all():
        ruled.setdefault(ruling.outlet_id, {})[ruling.text] = ruling
    known: dict[int, dict[int, tuple[str, str]]] = {}
    lines = _current_lines(outlets).values_list("outlet_id", "text", "example")
    for outlet, text, example in lines:
        known.setdefault(outlet, {})[key_of(text)] = (text, example)
    rows: dict[tuple[int, str], _Row] = {}
    counted = Outlet.objects.all() if outlets is None else Outlet.objects.filter(pk__in=outlets)
    for outlet in counted.order_by("pk").values_list("pk", flat=True):
        rulings = ruled.get(outlet, {})
        tallies = {each.key: each for each in recurring(outlet, map(key_of, rulings))}
        texts = known.get(outlet, {})
        unruled = tallies.keys() - set(map(key_of, rulings))
        for key, (text, example) in _texts(unruled, tallies, texts).items():
            rows[outlet, text] = _Row(example, State.LEARNT, tallies[key])
        for text, ruling in rulings.items():
            is_furniture = ruling.verdict == Ruling.Verdict.FURNITURE
            state = State.ADDED if is_furniture else State.REFUSED
            rows[outlet, text] = _Row(ruling.line, state, tallies.get(key_of(text)))
    return rows


def _texts(
    keys: Collection[int],
    tallies: Mapping[int, Recurring],
    known: Mapping[int, tuple[str, str]],
) -> dict[int, tuple[str, str]]:
    """Return the normalised text and an example of each key, from ``known`` or the captures."""
    texts = {key: known[key] for key in keys if key in known}
    for key in sorted(keys):
        if key in texts:
            continue
        article = Article.objects.select_related("capture__reading").get(pk=tallies[key].first)
        for block in Page.of(article.capture.shown_text).blocks:
            text = normal(block.text)
            found = key_of(text)
            if found in keys:
                texts.setdefault(found, (text, block.text))
    return {key: texts[key] for key in sorted(texts)}
