"""Notes on passages as pages show them: in the text, and listed below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles.models import Article
from newsarchive.desk.anchors import AnchoredText, Span
from newsarchive.desk.models import Collection, PassageNote
from search.exports.remarks import Remark
from search.highlighting.overlay import Overlay, overlaid


@dataclass(frozen=True, slots=True)
class Shown:
    """A note with its number on the page, and the parts of paragraphs that it is on: none if its
    words are no longer in the text."""

    note: PassageNote
    number: int
    spans: tuple[Span, ...]

    @property
    def paragraph(self) -> int:
        """The number of the paragraph in which it begins, 0 if there is none."""
        return self.spans[0].paragraph + 1 if self.spans else 0


@dataclass(frozen=True, slots=True)
class Noted:
    """The paragraphs of a text with the passages marked, and its notes in the order of the text;
    those whose words are gone come last."""

    paragraphs: list[SafeString]
    notes: list[Shown] = field(default_factory=list)


def noted(
    article: Article, notes: Iterable[PassageNote], marked: Sequence[SafeString] | None = None
) -> Noted:
    """``marked`` are the paragraphs of the article as ``search.highlighting`` marked them."""
    paragraphs = article.paragraphs
    marked = [SafeString(escape(each)) for each in paragraphs] if marked is None else marked
    shown = listed(paragraphs, notes)
    overlays: defaultdict[int, list[Overlay]] = defaultdict(list)
    for each in shown:
        for span in each.spans:
            number = each.number if span is each.spans[-1] else 0
            overlays[span.paragraph].append(Overlay(span.start, span.end, each.note.pk, number))
    return Noted([overlaid(text, overlays[number]) for number, text in enumerate(marked)], shown)


def listed(paragraphs: Sequence[str], notes: Iterable[PassageNote]) -> list[Shown]:
    """The notes in the order of the text, numbered; those whose words are gone come last."""
    text = AnchoredText(paragraphs)
    found = sorted(
        ((text.find(note.anchor), note) for note in notes),
        key=lambda each: (not each[0], each[0], each[1].pk),
    )
    return [Shown(note, number, spans) for number, (spans, note) in enumerate(found, start=1)]


def notes_for(user: User, article: Article) -> list[PassageNote]:
    """The notes on an article that a person sees on its page."""
    rows = PassageNote.objects.seen_by(user).filter(article=article)
    return list(rows.select_related("owner", "collection"))


def notes_in(collection: Collection, articles: Iterable[Article]) -> dict[int, list[Shown]]:
    """The notes in a collection on these articles, by primary key of the article."""
    by_key = {article.pk: article for article in articles}
    rows: defaultdict[int, list[PassageNote]] = defaultdict(list)
    for note in collection.passage_notes.filter(article__in=by_key).select_related("owner"):
        rows[note.article_id].append(note)
    return {key: listed(by_key[key].paragraphs, notes) for key, notes in rows.items()}


def remarks_in(collection: Collection) -> dict[int, list[Remark]]:
    """What people wrote about the articles of a collection, by primary key, for its files."""
    entries = collection.entries.shown().of_articles().select_related("article")
    noted_articles = PassageNote.objects.filter(collection=collection).values("article")
    articles = [
        entry.article
        for entry in entries.filter(article__in=noted_articles)
        if entry.article is not None
    ]
    passages = notes_in(collection, articles)
    found: dict[int, list[Remark]] = {
        key: [Remark(text=text)]
        for key, text in entries.exclude(note="").values_list("article_id", "note")
        if key is not None
    }
    for key, notes in passages.items():
        found.setdefault(key, []).extend(
            Remark(each.note.quote, each.paragraph or each.note.paragraph, each.note.text)
            for each in notes
        )
    return found
