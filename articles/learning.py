"""The archive teaches itself: lines recurring over the captures of one outlet are its furniture.

Learning looks at the archive as it stands, whatever the order in which it was filled, and makes
a new snapshot only if other lines come out than before. Nothing that is stored changes by it:
later captures are read with the new snapshot, articles when they are extracted again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from articles.extraction import Extraction, Page
from articles.extraction.learnt import Furniture, Learnt, key_of, normal
from articles.kinship import families
from articles.models import Article, Capture, LearntLine, LineKeys, Outlet, Ruling, Snapshot
from articles.readers import Kind
from articles.reading import extraction_from

#: A line in fewer stories may recur by chance, or because the stories are one running one.
FEWEST = 4
#: Of an outlet's stories. Sections and series that people follow recur in fewer.
SHARE = 0.2
_KEY = np.dtype("<i8")
_AT_ONCE = 100  # captures read before a transaction stores what was noted

Keys = NDArray[np.int64]
State = LearntLine.State


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line of one outlet that recurs: where (primary keys of articles), in how many of how many
    stories. Versions of one story count once."""

    key: int
    seen: int
    among: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Row:
    """What a snapshot says of one line, to be compared with what the one before said."""

    example: str
    state: str
    tally: Recurring | None


def current() -> Learnt:
    """What is learnt as of now, for a whole run: it stays as it is whatever happens meanwhile."""
    newest = Snapshot.objects.first()
    if newest is None:
        return Learnt()
    found: dict[int, tuple[set[str], set[str]]] = {}
    rows = LearntLine.objects.current().applied()
    for outlet, text, state in rows.values_list("outlet_id", "text", "state"):
        learnt, said = found.setdefault(outlet, (set(), set()))
        (said if state == State.ADDED else learnt).add(text)
    outlets: dict[str, Furniture] = {}
    for each in Outlet.objects.filter(pk__in=found).prefetch_related("aliases"):
        learnt, said = found[each.pk]
        furniture = Furniture(frozenset(learnt), frozenset(said))
        for name in (each.name, *(alias.name for alias in each.aliases.all())):
            outlets[name.casefold()] = furniture
    return Learnt(newest.number, outlets)


def note(article: Article, extraction: Extraction) -> None:
    """Keep the lines of an article's capture that may be learnt."""
    lines = lines_of(article, extraction)
    if lines is None:
        LineKeys.objects.filter(article=article).delete()
        return
    LineKeys.objects.update_or_create(
        article=article, defaults={"story": lines.story, "around": lines.around}
    )


def lines_of(article: Article, extraction: Extraction) -> LineKeys | None:
    """Those lines, unsaved; None for a record, which has no furniture."""
    if article.capture.kind == Kind.RECORD:
        return None
    story = {key_of(line) for line, inside in extraction.learnable.items() if inside}
    around = {key_of(line) for line, inside in extraction.learnable.items() if not inside}
    return LineKeys(article=article, story=_packed(story), around=_packed(around - story))


def note_missing() -> int:
    """Note the lines of articles stored before there was learning; returns how many."""
    missing = Article.objects.shown().filter(line_keys=None).exclude(capture__kind=Kind.RECORD)
    count, last = 0, 0
    while rows := missing.select_related("capture").filter(pk__gt=last).order_by("pk")[:_AT_ONCE]:
        read = [(row, _read(row.capture)) for row in rows]
        with transaction.atomic():
            for row, extraction in read:
                note(row, extraction)
        count, last = count + len(read), read[-1][0].pk
    return count


def _read(capture: Capture) -> Extraction:
    return extraction_from(
        capture.kind, capture.text, capture.given, capture.captured_at, learnt=Learnt()
    )


def learn(cause: str) -> Snapshot | None:
    """Learn from the archive as it stands; the new snapshot, or None if nothing is new.

    ``cause`` is kept with it. Articles withdrawn, of no known outlet, or of whose lines nothing
    was noted do not count.
    """
    rows = _rows()
    with transaction.atomic():
        before = {(row.outlet_id, row.text): row for row in LearntLine.objects.current()}
        gone = [row for at, row in before.items() if at not in rows or rows[at].state != row.state]
        came = {
            at: row for at, row in rows.items() if at not in before or before[at].state != row.state
        }
        if not gone and not came:
            return None
        newest = Snapshot.objects.first()
        snapshot = Snapshot.objects.create(number=newest.number + 1 if newest else 1, cause=cause)
        ids = [row.pk for row in gone]
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
            for (outlet, text), row in sorted(came.items())
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


def _rows() -> dict[tuple[int, str], _Row]:
    """The lines of a new snapshot, by outlet and normalised text."""
    said: dict[int, dict[str, Ruling]] = {}
    for ruling in Ruling.objects.all():
        said.setdefault(ruling.outlet_id, {})[ruling.text] = ruling
    known: dict[int, dict[int, tuple[str, str]]] = {}
    for outlet, text, example in LearntLine.objects.current().values_list(
        "outlet_id", "text", "example"
    ):
        known.setdefault(outlet, {})[key_of(text)] = (text, example)
    rows: dict[tuple[int, str], _Row] = {}
    for outlet in Outlet.objects.order_by("pk").values_list("pk", flat=True):
        rulings = said.get(outlet, {})
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


def recurring(outlet: int, always: Iterator[int] | Collection[int] = ()) -> list[Recurring]:
    """The lines that recur in an outlet's stories, and those ``always`` to be counted."""
    stored = (
        LineKeys.objects.filter(article__outlet=outlet, article__withdrawn_at=None)
        # Not by primary key: which file came first must not matter.
        .order_by("article__capture__captured_at", "article__public_id")
        .values_list("article_id", "story", "around")
    )
    articles: list[int] = []
    lines: list[Keys] = []
    inside: list[Keys] = []
    for article, story, around in stored:
        articles.append(article)
        inside.append(_unpacked(story))
        lines.append(np.concatenate([inside[-1], _unpacked(around)]))
    asked = set(always)
    wanted = np.array(sorted(asked), dtype=_KEY)
    if len(articles) < FEWEST and not len(wanted):
        return []
    keys, counts = _counted(lines)
    often = keys[counts >= max(FEWEST, SHARE * len(articles))]
    # Where a line never stands in a story it takes nothing from one: it need not be known.
    often = np.setdiff1d(np.intersect1d(often, _counted(inside)[0]), _named(outlet))
    if not len(often) and not len(wanted):
        return []
    family = families(outlet, articles)
    among = len(set(family.values()))
    places: dict[int, list[int]] = {}
    for article, own in zip(articles, lines, strict=True):
        for key in np.intersect1d(own, np.union1d(often, wanted)).tolist():
            places.setdefault(key, []).append(article)
    found = []
    for key, where in sorted(places.items()):
        seen = len({family[article] for article in where})
        if seen >= max(FEWEST, SHARE * among) or key in asked:
            found.append(Recurring(key, seen, among, where[0], where[-1]))
    return found


def _named(outlet: int) -> Keys:
    """The keys of the outlet's headlines and of its authors' names, which are never furniture."""
    never: set[int] = set()
    rows = Article.objects.filter(outlet=outlet).values_list("headline", "byline")
    for headline, byline in rows.iterator():
        never.update(key_of(normal(text)) for text in (headline, *byline))
    return np.array(sorted(never), dtype=_KEY)


def _texts(
    keys: Collection[int],
    tallies: Mapping[int, Recurring],
    known: Mapping[int, tuple[str, str]],
) -> dict[int, tuple[str, str]]:
    """Normalised text and an example of each key; what is not ``known`` is read in captures."""
    texts = {key: known[key] for key in keys if key in known}
    for key in sorted(keys):
        if key in texts:
            continue
        article = Article.objects.select_related("capture").get(pk=tallies[key].first)
        for block in Page.of(article.capture.text).blocks:
            text = normal(block.text)
            found = key_of(text)
            if found in keys:
                texts.setdefault(found, (text, block.text))
    return {key: texts[key] for key in sorted(texts)}


def _counted(sets: Sequence[Keys]) -> tuple[Keys, NDArray[np.int64]]:
    """Distinct keys, and in how many of ``sets`` each is."""
    every = np.concatenate(sets) if sets else np.array([], dtype=_KEY)
    keys, counts = np.unique(every, return_counts=True)
    return keys, counts


def _packed(keys: Collection[int]) -> bytes:
    return np.array(sorted(keys), dtype=_KEY).tobytes()


def _unpacked(stored: bytes | memoryview) -> Keys:
    return np.frombuffer(bytes(stored), dtype=_KEY)
