"""Check everything that is stored: the database, captures, articles, and the index.

A check takes minutes. It goes from row to row, and its state says how far it has come, so it can be
stopped and resumed. It changes nothing.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import QuerySet

from articles.derivedtables import DERIVED
from articles.extraction.furniture import Learnt
from articles.facts.changes import changes
from articles.facts.reading import pinned_outlet
from articles.facts.values import same, value_of
from articles.facttable import FACTS
from articles.learning.learning import current_learnt
from articles.models import Article, Capture, Damaged
from articles.readers import Failure
from articles.readers.formats import document
from articles.storedcaptures import Extracted, Stored, extractor, job_of
from articles.workers import Pool
from newsarchive.operations.backupfile import Progress
from newsarchive.operations.purging import remains
from search.engines import get_engine
from search.engines.base import EngineUnavailable, State
from search.index.agreement import standing
from search.index.differences import differences
from search.models import OutboxEntry

#: Rows that are read at once.
_ROWS = 100
#: The most sentences that are stored and listed; all are counted.
MOST_LISTED = 1000
#: Seconds after which a difference of the index is looked at again: an ingest may be writing it.
PAUSE = 2.0

_COUNTED = ("captures", "articles", "extracted", "damaged", "differ")


@dataclass(slots=True)
class CheckState:
    """How far a check has come, and what it has found.

    ``step`` is the next of STEPS, and ``last`` the primary key of the last row of it that was
    checked. One of ``every`` articles, the ``offset``-th, is extracted from again; 0: none.
    ``damage`` has a sentence for each thing that is lost unless a backup has it, and ``differing``
    for each that a command mends.
    """

    every: int
    offset: int = 0
    step: int = 0
    last: int = 0
    captures: int = 0
    articles: int = 0
    extracted: int = 0
    damaged: int = 0
    differ: int = 0
    damage: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    @classmethod
    def sampling(cls, sample: int | None) -> CheckState:
        """The state of a new check that extracts from about ``sample`` articles; None: all."""
        total = Article.objects.count()
        every = 1 if sample is None else -(-total // sample) if sample else 0
        return cls(every=every, offset=secrets.randbelow(every) if every else 0)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def counts(self) -> list[int]:
        """What ``go_back_to`` needs to forget what was counted and found since."""
        return [getattr(self, name) for name in _COUNTED]

    def go_back_to(self, counts: list[int]) -> None:
        for name, count in zip(_COUNTED, counts, strict=True):
            setattr(self, name, count)
        del self.damage[self.damaged :], self.differing[self.differ :]

    def note_damage(self, sentence: str) -> None:
        self.damaged += 1
        if len(self.damage) < MOST_LISTED:
            self.damage.append(sentence)

    def note_difference(self, sentence: str) -> None:
        self.differ += 1
        if len(self.differing) < MOST_LISTED:
            self.differing.append(sentence)


def total_rows() -> int:
    """The number of rows that a check looks at, to show its progress."""
    return Capture.objects.count() + Article.objects.count()


def check(state: CheckState, progress: Progress, saved: Callable[[], object]) -> None:
    """Check from where ``state`` says to the end; ``saved`` is called after each few rows.

    Raises DatabaseError if the database cannot be read at all.
    """
    while state.step < len(STEPS):
        before = state.counts()
        try:
            STEPS[state.step](state, progress, saved)
        except BaseException:
            if not state.last:
                # The whole step is done again.
                state.go_back_to(before)
            raise
        state.step, state.last = state.step + 1, 0
        saved()


def _check_database(state: CheckState, progress: Progress, saved: Callable[[], object]) -> None:
    """The pages of the database file, and whether all rows exist that others refer to."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(100)")
            for (found,) in cursor.fetchall():
                if found != "ok":
                    state.note_damage(f"The database file: {found}.")
    try:
        connection.check_constraints()
    except IntegrityError as error:
        state.note_damage(f"The database: {error}")


def _check_captures(state: CheckState, progress: Progress, saved: Callable[[], object]) -> None:
    def work(batch: list[Capture]) -> None:
        for capture in batch:
            _check_capture(capture, state)
        state.captures += len(batch)

    _in_batches(Capture.objects.select_related("reading"), state, work, progress, saved)


def _check_capture(capture: Capture, state: CheckState) -> None:
    try:
        raw = capture.raw
    except Damaged as damaged:
        state.note_damage(str(damaged))
        return
    if hashlib.sha256(raw).hexdigest() != capture.sha256:
        state.note_damage(f"The stored bytes of capture {capture} do not have its hash.")
        return
    if capture.stored_text is None:
        state.note_difference(
            f"The stored text of capture {capture} is missing or damaged: `extract --read-again` "
            "makes it from the bytes."
        )


def _check_articles(state: CheckState, progress: Progress, saved: Callable[[], object]) -> None:
    rows = Article.objects.select_related("capture__reading", "outlet")
    with extractor(current_learnt() if state.every else Learnt()) as pool:

        def work(batch: list[Article]) -> None:
            hashes = _hashes([article.pk for article in batch])
            chosen = []
            for article in batch:
                _check_article(article, hashes.get(article.pk, []), state)
                if state.every and state.articles % state.every == state.offset:
                    chosen.append(article)
                state.articles += 1
            _extract(chosen, pool, state)

        _in_batches(rows.defer("capture__compressed"), state, work, progress, saved)


def _hashes(articles: list[int]) -> dict[int, list[str]]:
    """The hashes of the captures of articles, by primary key."""
    found: dict[int, list[str]] = {}
    pairs = Capture.objects.filter(article__in=articles).values_list("article_id", "sha256")
    for key, sha256 in pairs:
        found.setdefault(key or 0, []).append(sha256)
    return found


def _check_article(article: Article, hashes: list[str], state: CheckState) -> None:
    name = f"Article {article.public_id}"
    if article.capture.sha256 not in hashes:
        state.note_damage(f"{name} has a capture that belongs to another one.")
    if not any(each.startswith(article.public_id) for each in hashes):
        state.note_damage(f"{name} has an id that none of its captures gives.")
    text = article.capture.stored_text
    if text is not None:
        lines = text.count("\n") + 1
        numbers = [number for each in article.findings for number in each.get("lines", ())]
        if numbers and not 1 <= min(numbers) <= max(numbers) <= lines:
            state.note_difference(
                f"{name} has evidence on lines that its text does not have: `extract` finds it "
                "anew."
            )
    for fact in FACTS:
        if fact in article.pins or fact not in article.extracted:
            continue
        value = value_of(article, fact)
        if value != article.extracted[fact] and not same(fact, value, article.extracted[fact]):
            state.note_difference(
                f"{name} has another {fact} than its rules found, and nobody pinned it: `extract` "
                "sets it, or pin it in admin."
            )


def _extract(articles: Sequence[Article], pool: Pool[Stored, Extracted], state: CheckState) -> None:
    """Read and extract again, and compare with what is stored."""
    state.extracted += len(articles)
    read, jobs = [], []
    for article in articles:
        try:
            job = job_of(article.capture, pinned_outlet(article))
        except Damaged:
            continue  # noted with its capture
        if _is_by_current_reader(article.capture):
            # Another version of the reader may well make another text, and need not be right.
            job = replace(job, text=None)
        read.append(article)
        jobs.append(job)
    for article, result in zip(read, pool.results(iter(jobs)), strict=True):
        if isinstance(result, Failure):
            state.note_difference(
                f"Article {article.public_id} could not be extracted again. {result.reason}"
            )
        else:
            _compare(article, result, state)


def _is_by_current_reader(capture: Capture) -> bool:
    return hasattr(capture, "reading") and capture.reading.reader == document(capture.kind).reader


def _compare(article: Article, found: Extracted, state: CheckState) -> None:
    capture = article.capture
    if capture.stored_text not in (None, found.text):
        state.note_difference(
            f"The stored text of capture {capture} is not what its reader makes of the bytes: "
            "`extract --read-again` makes it anew."
        )
    elif made := changes(article, found.extraction):
        facts = ", ".join(change.fact for change in made)
        state.note_difference(
            f"Article {article.public_id} would change ({facts}) if it were extracted again: its "
            "rules have changed since; `extract --dry-run` shows how."
        )


def _check_index(state: CheckState, progress: Progress, saved: Callable[[], object]) -> None:
    status = standing()
    if status.state is not State.READY:
        if Article.objects.exists():
            state.note_difference(f"{status.problem} {status.remedy}")
        return
    try:
        get_engine().verify()
        found = _lasting_differences()
    except EngineUnavailable as error:
        state.note_difference(str(error))
        return
    for how, ids in found.items():
        if ids:
            some = " ".join(map(str, sorted(ids)[:10]))
            more = " …" if len(ids) > 10 else ""
            state.note_difference(
                f"{len(ids)} articles are {how} in the index ({some}{more}): run "
                "`manage.py reindex`."
            )


def _check_derived(state: CheckState, progress: Progress, saved: Callable[[], object]) -> None:
    """Whether copies and mentions are in step with the texts; of a sample, also what is stored."""
    for tables in DERIVED:
        for sentence in tables.out_of_step():
            state.note_difference(sentence)


def _check_erasures(state: CheckState, progress: Progress, saved: Callable[[], object]) -> None:
    for sentence in remains():
        state.note_difference(sentence)


def _lasting_differences() -> dict[str, set[int]]:
    """The differences of index and table, without those that are about to be settled."""
    found = {how: set(ids) for how, ids in differences().items()}
    if any(found.values()):
        time.sleep(PAUSE)
        again = differences()
        waiting = set(OutboxEntry.objects.values_list("article_id", flat=True))
        found = {how: ids & set(again[how]) - waiting for how, ids in found.items()}
    return found


def _in_batches(
    rows: QuerySet[Any],
    state: CheckState,
    work: Callable[[list[Any]], None],
    progress: Progress,
    saved: Callable[[], object],
) -> None:
    """Do ``work`` on the rows after the last one checked. What is stopped within a batch does not
    count, since the batch is checked again."""
    while batch := list(rows.filter(pk__gt=state.last).order_by("pk")[:_ROWS]):
        before = state.counts()
        try:
            work(batch)
        except BaseException:
            state.go_back_to(before)
            raise
        state.last = batch[-1].pk
        progress(len(batch))
        saved()


Step = Callable[[CheckState, Progress, Callable[[], object]], None]
STEPS: tuple[Step, ...] = (
    _check_database,
    _check_captures,
    _check_articles,
    _check_index,
    _check_derived,
    _check_erasures,
)
