"""Metadata in pages for programs such as Zotero: meta tags, JSON-LD and COinS."""

from __future__ import annotations

import json
from urllib.parse import quote_plus

from django.utils.safestring import SafeString, mark_safe

from search.exports.citations.citation import Citation

#: Escapes the characters that could end a script element or begin a comment in it.
_IN_SCRIPT = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})

#: The beginning of the ContextObject of a newspaper article.
_CONTEXT = "ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:dc&rft.type=newspaperArticle"


def meta_tags(citation: Citation) -> list[tuple[str, str]]:
    """Names and contents of the ``meta`` elements that Zotero reads as a newspaper article.

    There is no ``citation_journal_title``: with it, Zotero takes the article for a journal article.
    """
    tags = [
        ("DC.type", "newspaperArticle"),
        ("citation_title", citation.title),
        *(("citation_author", author.straight) for author in citation.authors),
        ("citation_date", str(citation.date or "")),
        ("citation_language", citation.language),
        ("citation_abstract", citation.abstract),
        *(("citation_keywords", keyword) for keyword in citation.keywords),
        ("citation_public_url", citation.web),
        ("DC.source", citation.outlet),
        # Zotero takes this for the location in an archive.
        ("DC.coverage", citation.url if citation.original else ""),
    ]
    return [(name, content) for name, content in tags if content]


def json_ld(citation: Citation) -> SafeString:
    """The article as schema.org's ``NewsArticle``, safe inside a ``script`` element."""
    authors = [{"@type": "Person", "name": each.straight} for each in citation.authors]
    if not authors and citation.agency:
        authors = [{"@type": "Organization", "name": citation.agency}]
    publisher = {"@type": "NewsMediaOrganization", "name": citation.outlet}
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": citation.url,
        "url": citation.url,
        "headline": citation.title,
        "author": authors,
        "publisher": publisher if citation.outlet else None,
        "datePublished": str(citation.date or ""),
        "inLanguage": citation.language,
        "description": citation.abstract,
        "keywords": list(citation.keywords),
        "isBasedOn": citation.original,
    }
    text = json.dumps({name: value for name, value in data.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(_IN_SCRIPT))  # noqa: S308 - what HTML could read is escaped


def coins(citation: Citation) -> str:
    """The article as a ContextObject in Span: the ``title`` of a span of class ``Z3988``."""
    pairs = [
        ("rft.title", citation.title),
        *(("rft.creator", author.sorted) for author in citation.authors),
        ("rft.source", citation.outlet),
        ("rft.date", str(citation.date or "")),
        # Not for English, which most articles are: a page of results has this for every hit.
        ("rft.language", "" if citation.language == "en" else citation.language),
        ("rft.description", citation.abstract),
        ("rft.identifier", citation.web),
    ]
    # Not urlencode, which also encodes the names: a page of results has this for every hit.
    encoded = [f"{name}={quote_plus(value, safe=':/')}" for name, value in pairs if value]
    return "&".join([_CONTEXT, *encoded])
