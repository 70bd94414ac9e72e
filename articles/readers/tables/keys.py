"""Which keys of a record, or columns of a table, state which fact.

Databases, feeds and scrapers call the same facts by many names. Keys are compared without case,
blanks and signs: ``datePublished``, ``date_published`` and ``Date published`` are one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

#: Names of keys that are no facts: the article's own id, and when its page was captured.
ID, CAPTURED = "id", "captured"
#: The names by which a record may call each fact, and its id and time of capture. The first name
#: that a record has counts.
NAMES: Final[Mapping[str, str]] = {
    "headline": """
        headline, title, heading, head, hed, headline_main, article_title, document_title,
        web_title, full_title, title_full, story_title, news_title, article_headline, titel,
        überschrift, schlagzeile, titre, título, titulo, titular, titolo, titulek, nadpis, naslov,
        tytuł, nagłówek, rubrik, overskrift, kop, otsikko, cím, başlık, judul, заголовок, τίτλος,
        العنوان, عنوان, כותרת, 제목, 标题, 標題, タイトル
    """,
    "standfirst": """
        standfirst, subheadline, subtitle, subhead, subheading, sub_title, deck, dek, chapeau,
        vorspann, untertitel, sottotitolo, subtítulo, strap, strapline, chapô, chapo, ingress,
        entradilla, bajada, sommario, catenaccio, inleiding, manchet, undertitel, underrubrik,
        perex, lead, lede, abstract, abstract_note, summary, description, teaser, excerpt,
        trail_text, intro, introtext, body_summary, resumen, résumé, zusammenfassung
    """,
    "body": """
        body, article_body, body_text, full_text, fulltext, article_text, main_text, maintext,
        text, content, article, story, story_text, plain_text, content_text, content_html,
        body_html, html_content, document_text, raw_text, page_text, ocr_text, ocr, ocr_eng,
        transcription, volltext, artikeltext, inhalt, texte_intégral, texte, texto_completo, texto,
        cuerpo, contenido, conteúdo, corpo, testo_completo, testo, brödtext, brødtekst, broodtekst,
        tekst, treść, obsah, leipäteksti, teksti, szöveg, metin, текст, κείμενο, النص, متن, 본문,
        正文, 本文
    """,
    "byline": """
        byline, bylines, author, authors, author_name, author_names, by, creator, creators, writer,
        writers, reporter, reporters, journalist, journalists, autor, autoren, autorin, autores,
        auteur, auteurs, autore, autori, verfasser, verfasserin, journaliste, periodista,
        giornalista, jornalista, skribent, författare, forfatter, kirjoittaja, toimittaja, szerző,
        yazar, penulis, автор, الكاتب, 기자, 作者, 记者, 記者, 著者, dc:creator
    """,
    "outlet": """
        outlet, outlet_name, newspaper, newspaper_title, publication, publication_title,
        publication_name, media_outlet, news_outlet, source_title, source_name, journal,
        journal_title, container_title, paper, site_name, media_name, medium, medio, zeitung,
        publikation, periódico, giornale, testata, diario, krant, tidning, lehti, gazeta, gazete,
        dc:publisher, is_part_of
    """,
    "published": """
        published, published_at, published_on, date_published, publication_date,
        date_of_publication, publish_up, publish_date, published_date, date_publish, pub_date,
        first_published, web_publication_date, date, issued, issue_date, date_of_issue,
        article_date, story_date, print_date, posted, posted_at, erscheinungsdatum,
        erscheinungstag, veröffentlicht, datum, fecha, fecha_de_publicación, fecha_publicación,
        date_de_publication, date_de_parution, data_di_pubblicazione, data_de_publicação,
        data_publikacji, publiceringsdatum, publicerad, publicatiedatum, udgivelsesdato,
        julkaisupäivä, dátum, tarih, tanggal, dato, дата, ημερομηνία, التاريخ, تاريخ, تاریخ, 날짜,
        日期, 日付, dc:date, data
    """,
    "url": """
        original_url, url, link, web_url, article_url, canonical_url, page_url, permalink, href,
        document_url, source_url, address, adresse
    """,
    "language": """
        language, lang, language_code, in_language, sprache, langue, idioma, lingua, taal, språk,
        sprog, język, jazyk, nyelv, dil, kieli
    """,
    "captions": "captions, caption, image_caption, photo_caption",
    "agency": "agency, agency_name, wire, news_agency, agentur, agence, agencia, agenzia",
    "dateline": "dateline",
    ID: """
        id, article_id, public_id, guid, uuid, _id, document_id, doc_id, docno, record_id, item_id,
        story_id, news_id, accession_number, accession_no, identifier, dc:identifier
    """,
    CAPTURED: """
        captured, captured_at, capture_date, crawled_at, crawl_date, date_crawled, scraped_at,
        date_scraped, scrape_date, download_date, date_download, downloaded_at, retrieved,
        retrieved_at, retrieval_date, accessed, access_date, fetched_at, archived_at
    """,
}
#: Names that outlets, agencies and databases share: a value counts if it is a known outlet.
OPEN_OUTLET: Final = "source, publisher, provider, site, domain, media, quelle, fuente, fonte"

_SIGNS = re.compile(r"[\W_]+")
#: What content management systems put around the names of their columns: post_title, body_value.
_AFFIXES = re.compile(r"^(?:post|node|field)_(?=.)|(?<=.)_(?:value|raw)$")


def squeezed(key: str) -> str:
    """Return a key in the form in which keys are compared."""
    return _SIGNS.sub("", key.casefold())


def _names(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squeezed(name) for name in listed.split(",")))


_NAMES: Final = {fact: _names(listed) for fact, listed in NAMES.items()}
_OPEN_OUTLET: Final = _names(OPEN_OUTLET)


def keys_of(keys: Iterable[str]) -> dict[str, str]:
    """Return, for each fact that one of these keys states, that key.

    A key that is spelled like the fact comes first, then those in the order of NAMES.
    """
    own = _by_name(keys)
    found = {}
    for fact, names in _NAMES.items():
        key = next((own[name] for name in names if name in own), None)
        if key is not None:
            found[fact] = key
    return found


def open_outlet_keys(keys: Iterable[str]) -> list[str]:
    """Return the keys that state the outlet if their value names one."""
    own = _by_name(keys)
    return [own[name] for name in _OPEN_OUTLET if name in own]


def _by_name(keys: Iterable[str]) -> dict[str, str]:
    """Return the keys by their names: of several with the same name, the first, and one that has
    no affixes before those that have."""
    listed = list(keys)
    plain = {squeezed(_AFFIXES.sub("", key.casefold())): key for key in reversed(listed)}
    return plain | {squeezed(key): key for key in reversed(listed)}
