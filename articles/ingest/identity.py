"""Match incoming captures with stored ones, by their bytes, comparison key and path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from articles.erasure import erased_among, refusal
from articles.facts.likeness import alike
from articles.ingest.incoming import Incoming
from articles.ingest.outcomes import Kind
from articles.models import Article, Capture, Damaged, SeenPath, Takedown, path_key
from articles.readers import Capture as ReadCapture
from articles.readers import normalised
from articles.readers.comparison import folded
from articles.readers.formats import PLAIN_TEXT

#: The least number of hash characters in an article's public id.
SHORTEST = 10


@dataclass(frozen=True, slots=True)
class Match:
    """What an incoming capture is. ``row`` is the stored capture with the same bytes, if any.

    ``error`` says why one is refused that was erased.
    """

    kind: Kind
    article: Article | None = None
    row: Capture | None = None
    error: str = ""


def identify(incoming: Incoming) -> Match:
    """Compare an incoming capture with the stored ones, and with those that were erased."""
    capture = incoming.capture
    hashes = filter(None, (capture.sha256, capture.scan))
    if erased := erased_among(dict.fromkeys(hashes, capture.comparison_key)):
        return Match(Kind.FAILED, error=refusal(next(iter(erased.values()))))
    captures = Capture.objects.select_related("article").order_by("pk")
    here = _last_seen_at(incoming.path)
    row = captures.filter(sha256=capture.sha256).first()
    same = row or captures.filter(comparison_key=capture.comparison_key).first()
    if same is not None:
        article = same.article
        is_current = row is not None and article is not None and article.capture_id == row.pk
        if row is not None and is_current and is_better_read(row.kind, capture.format):
            return Match(Kind.UPDATED, article, row)
        if here is None or article is None or here.article_id != article.pk:
            return Match(Kind.DUPLICATE, article, row)
        if _is_older(capture, article):
            return Match(Kind.UNCHANGED, article, row)
        # The path belongs to this article. If neither has these lines now, it is given them.
        unchanged = _has_same_lines(here, capture) or _has_same_lines(article.capture, capture)
        if row is not None and capture.given and row.given.get("facts") != capture.given["facts"]:
            unchanged = False
        return Match(Kind.UNCHANGED if unchanged else Kind.UPDATED, article, row)
    if here is not None and here.article is not None:
        if incoming.identified and _is_older(capture, here.article):
            return Match(Kind.UNCHANGED, here.article)
        body = "\n\n".join(incoming.extraction.body)
        # A record identifies its article itself; a file is matched by the likeness of its text.
        if incoming.identified or alike(body, here.article.extracted.get("body", "")):
            return Match(Kind.UPDATED, here.article)
    titled = _stored_as_one(incoming)
    return Match(Kind.UPDATED, titled) if titled is not None else Match(Kind.CREATED)


def _stored_as_one(incoming: Incoming) -> Article | None:
    """Return the article that was made of the whole file in which this one is, by its title.

    A text may turn out to be an export of many articles. That article becomes the one whose
    headline it has, and keeps its public id and what people edited.
    """
    here = _last_seen_at(incoming.within)
    if here is None or here.article is None or here.article.capture_id != here.pk:
        return None
    if here.kind == incoming.capture.format:
        return None
    headline = folded(incoming.extraction.headline).casefold()
    titles = (here.article.extracted.get("headline") or "", here.article.title)
    is_titled = bool(headline) and any(folded(each).casefold() == headline for each in titles)
    return here.article if is_titled else None


def version_in(values: Iterable[tuple[str, Any]]) -> int:
    """Return the version of an item of a wire feed; 0 if it has none. ``values`` are by rule."""
    found = (str(value) for rule, value in values if rule == "record.version")
    return next((int(value) for value in found if value.isdecimal()), 0)


def _is_older(capture: ReadCapture, article: Article) -> bool:
    """True for an item of a wire feed of which the article has a later version."""
    own = version_in((each.rule, each.value) for each in capture.stated)
    shown = version_in((each["rule"], each["value"]) for each in article.findings) if own else 0
    return own < shown


def is_better_read(before: str, now: str) -> bool:
    """True if bytes that were read as plain text now have a format."""
    return before == PLAIN_TEXT.name != now


def _has_same_lines(stored: Capture, capture: ReadCapture) -> bool:
    """True unless the lines or the stated values differ, from which other facts may follow."""
    if stored.sha256 == capture.sha256:
        return True
    if stored.comparison_key != capture.comparison_key:
        return False
    try:
        same_lines = normalised(stored.text) == normalised(capture.text)
        return same_lines and stored.stated == capture.stated
    except Damaged:
        return False


def _last_seen_at(path: str) -> Capture | None:
    """Return the capture last seen at a path; None if there is none, or no path."""
    if not path:
        return None
    captures = Capture.objects.select_related("article").filter(paths__key=path_key(path))
    # In the order of the rows: a clock may be set back.
    return captures.order_by("-paths__pk").first()


def new_among(batch: Sequence[Incoming]) -> list[Incoming]:
    """Return the captures that are new, independently of the order of the batch.

    They share neither bytes, text, path nor short public id with anything stored or with each
    other, were not stored with the rest of their file as one article, and were not erased.
    """
    erased = erased_among(
        {
            sha256: each.capture.comparison_key
            for each in batch
            for sha256 in filter(None, (each.capture.sha256, each.capture.scan))
        }
    )
    shas = _only([each.capture.sha256 for each in batch], Capture, "sha256")
    texts = _only([each.capture.comparison_key for each in batch], Capture, "comparison_key")
    paths = _only([path_key(each.path) for each in batch if each.path], SeenPath, "key")
    short = [each.capture.sha256[:SHORTEST] for each in batch]
    ids = _only(short, Article, "public_id") & _only(short, Takedown, "public_id")
    files = {path_key(each.within) for each in batch if each.within}
    seen = set(SeenPath.objects.filter(key__in=files).values_list("key", flat=True))
    return [
        each
        for each in batch
        if erased.keys().isdisjoint((each.capture.sha256, each.capture.scan))
        and (not each.within or path_key(each.within) not in seen)
        and each.capture.sha256 in shas
        and each.capture.comparison_key in texts
        and (not each.path or path_key(each.path) in paths)
        and each.capture.sha256[:SHORTEST] in ids
    ]


def _only(
    values: Iterable[str],
    model: type[Capture] | type[SeenPath] | type[Article] | type[Takedown],
    field: str,
) -> set[str]:
    """Return the values that occur once and are in no row."""
    once = {value for value, count in Counter(values).items() if count == 1}
    stored = model._default_manager.filter(**{f"{field}__in": once}).values_list(field, flat=True)
    return once.difference(stored)


def public_id(sha256: str) -> str:
    """Return the shortest start of the hash, from SHORTEST on, that no article has or had."""
    length = SHORTEST
    while any(
        model._default_manager.filter(public_id=sha256[:length]).exists()
        for model in (Article, Takedown)
    ):
        length += 2
    return sha256[:length]
