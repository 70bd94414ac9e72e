"""The page of one article."""

from __future__ import annotations

import logging
from collections.abc import Collection
from itertools import islice
from pathlib import PurePath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.copies.sharing import MOST_COPIES, number_of_copies, sharing_of
from articles.facts import wording
from articles.facts.evidence import Evidence, evidence_of, facts_by_line
from articles.facts.values import value_of
from articles.facttable import FACTS, Fact
from articles.mentions.stored import present_mentions
from articles.models import Article
from articles.models.tags import SEPARATOR
from search.addresses.parameters import Parameters
from search.addresses.permalinks import absolute, permalink
from search.addresses.reading import read
from search.engines.base import EngineUnavailable
from search.exports.citations import metadata
from search.exports.citations.citation import Citation, cited
from search.exports.citations.registry import FORMS
from search.exports.citations.styles import Reference
from search.highlighting import marking
from search.hints.position import Place, place_of
from search.hints.related import Related, related_to
from search.index.documents import MOST_WORDS, is_cut
from search.language.parsing import parse
from search.mentioned import mentioned, texts_of
from search.text.languages import Languages, primary
from search.tombstones import tombstone_of

logger = logging.getLogger(__name__)

_ABOUT = sorted(
    (fact for fact in FACTS.values() if fact.about is not None), key=lambda fact: fact.about or 0
)


@require_safe
def article(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """An article with the words of the search marked and the evidence for every fact.

    Another slug redirects to the current one; a withdrawn or erased article is 410 (gone), not 404.
    """
    rows = Article.objects.select_related("outlet", "capture__reading")
    rows = rows.defer("capture__compressed")
    found = rows.filter(public_id=public_id).first()
    if tombstone := tombstone_of(public_id, found):
        return render(request, "articles/withdrawn.html", {"tombstone": tombstone}, status=410)
    if found is None:
        raise Http404("no such article")
    parameters = read(request.GET)
    if request.path != found.get_absolute_url():
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(found.get_absolute_url() + query, permanent=False)
    place = _place(found, parameters) if parameters.pairs() else None
    tags = found.tag_names
    sharing = sharing_of(found)
    return render(
        request,
        "articles/article.html",
        _context(
            found,
            parameters,
            place,
            may_correct=request.user.has_perm("articles.change_article"),
        )
        | _as_cited(cited(request, found, tags))
        | {
            "place": place,
            "tags": [(name, Parameters(tags=(name,)).url) for name in tags],
            "tags_shown": f"{SEPARATOR} ".join(tags),
            "copies": (copies := [each for each in sharing if each.is_copy]),
            "number_of_copies": (
                number_of_copies(found) if len(copies) >= MOST_COPIES else len(copies)
            ),
            "sharing": [each for each in sharing if not each.is_copy],
            "related": _related(found, {each.article.pk for each in sharing}),
            "canonical": absolute(request, found.get_absolute_url()),
            "permalink": permalink(request, found),
        },
    )


def _place(found: Article, parameters: Parameters) -> Place | None:
    """None while the engine is down: the article can be read without its place."""
    try:
        return place_of(found, parameters)
    except EngineUnavailable as error:
        logger.warning("The place among the results is unknown: %s", error)
        return None


def _related(found: Article, listed: Collection[int]) -> list[Related]:
    """Without the articles that are listed already (primary keys)."""
    try:
        return [each for each in related_to(found) if each.article.pk not in listed]
    except EngineUnavailable as error:
        logger.warning("Related articles are unknown: %s", error)
        return []


def _context(
    found: Article, parameters: Parameters, place: Place | None, *, may_correct: bool
) -> dict[str, Any]:
    mentions = present_mentions(found)
    outlet = found.outlet.name if found.outlet else ""
    about = [fact for fact in _ABOUT if _listed(found, fact)]
    # In the order of the page, from top to bottom, since each mark links to the next.
    shown = [
        ("outlet", [outlet]),
        ("headline" if found.headline else "body", [found.title]),
        ("standfirst", [found.standfirst]),
        ("byline", found.byline),
        ("body", found.paragraphs),
        ("captions", found.captions),
        *((fact.name, [_listed(found, fact)]) for fact in about),
        *((field, [text]) for field, text in texts_of(mentions)),
        ("source", found.capture.lines),
    ]
    language = found.language
    languages = Languages.of({primary(language): 1})
    marker = marking.marker_of(place.clause if place else parse(parameters.q, languages).clause)
    page = marking.mark_page(
        [(field, text) for field, of in shown for text in of], marker, language
    )
    texts = iter(page.texts)
    marked = [list(islice(texts, len(of))) for _, of in shown]
    [name], [headline], [standfirst], byline, paragraphs, captions, *listed, lines = marked
    evidence = evidence_of(found)
    return {
        "article": found,
        "on_page": [found],
        "parameters": parameters,
        "outlet": name,
        # A mark is a link, and a link must not contain another link.
        "outlet_is_marked": bool(marking.spans(outlet, marker, "outlet", language)),
        "headline": headline,
        "standfirst": standfirst,
        "byline": byline,
        "paragraphs": paragraphs,
        "searchable": f"{MOST_WORDS:,}" if is_cut(found.body) else "",
        "captions": captions,
        "about": list(zip(about, (text for [text] in listed[: len(about)]), strict=True)),
        "mentions": mentioned(
            mentions,
            [text for [text] in listed[len(about) :]],
            list(found.mention_corrections.all()) if may_correct else (),
            may_correct=may_correct,
        ),
        "hits": page.count,
        "words": page.words,
        "evidence": [each for each in evidence if _has_evidence(each)],
        "lines": lines,
        "facts_by_line": facts_by_line(each for each in evidence if each.pin is None),
        # Names only: readers need not know where the files lie on the server.
        "names": list(
            dict.fromkeys(PurePath(seen.path).name for seen in found.capture.paths.all())
        ),
        "search_url": parameters.url if parameters.pairs() else "",
    }


def _as_cited(citation: Citation) -> dict[str, Any]:
    """The article in every form of citation, and as metadata for programs that read the page."""
    return {
        "citations": [(form, _shown(form.write(citation))) for form in FORMS],
        "meta_tags": metadata.meta_tags(citation),
        "json_ld": metadata.json_ld(citation),
    }


def _shown(text: str | Reference) -> str:
    """A citation as the page shows it: with italics, or the text for a program."""
    return text.html if isinstance(text, Reference) else text.rstrip("\r\n")


def _listed(found: Article, fact: Fact) -> str:
    return wording.summary(fact.name, value_of(found, fact.name))


def _has_evidence(each: Evidence) -> bool:
    """True for facts that the page lists with evidence. The date is listed even without any, and
    the page then says so."""
    return bool(each.findings) or each.pin is not None or each.fact.name == "published"
