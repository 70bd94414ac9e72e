"""The extractors that are compared: this project on text and on HTML, and two others on HTML."""

from __future__ import annotations

import datetime as dt
import time

from articles.extraction.extract import extract
from articles.extraction.findings import Context, Extraction
from articles.extraction.page.page import Page
from articles.extraction.stated import extract_html
from articles.readers.webpages.html import read_page, stated_values
from articles.readers.webpages.visibletext import visible_text
from benchmarks.scoring import Reading


def _of(found: Extraction, seconds: float, size: int) -> Reading:
    date = str(found.published.date or "")
    body = "\n\n".join(found.body)
    byline = "; ".join(found.byline)
    return Reading(
        headline=found.headline,
        outlet=found.outlet or "",
        date=date,
        byline=byline,
        standfirst=found.standfirst,
        body=body,
        seconds=seconds,
        size=size,
    )


def ours_on_text(data: bytes) -> Reading:
    text = data.decode("utf-8", "replace")
    began = time.process_time()
    found = extract(Page.of(text))
    return _of(found, time.process_time() - began, len(data))


def ours_on_html(data: bytes) -> Reading:
    began = time.process_time()
    markup = read_page(data).text
    text = visible_text(markup)
    now = Context(seen_at=dt.datetime.now(dt.UTC))
    found = extract_html(text, stated_values(markup, text), now)
    return _of(found, time.process_time() - began, len(data))


def trafilatura_on_html(data: bytes) -> Reading:
    import trafilatura

    began = time.process_time()
    found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    values = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    return Reading(
        headline=values.get("title") or "",
        outlet=values.get("sitename") or values.get("hostname") or "",
        date=values.get("date") or "",
        byline=values.get("author") or "",
        body=values.get("text") or "",
        seconds=time.process_time() - began,
    )


def newspaper_on_html(data: bytes) -> Reading:
    import newspaper

    began = time.process_time()
    # Without images, which it would fetch from the network.
    article = newspaper.Article("https://example.org/", language="en", fetch_images=False)
    article.download(input_html=data.decode("utf-8", "replace"))
    article.parse()
    return Reading(
        headline=article.title or "",
        outlet=article.meta_site_name or "",
        date=article.publish_date.date().isoformat() if article.publish_date else "",
        byline="; ".join(article.authors),
        body=article.text or "",
        seconds=time.process_time() - began,
    )
