"""The labels that databases print before a field of an article, in five languages.

A label is recognised in any case, with or without a blank before its colon. Which labels count at
which place of a document is for its layout to say.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: What a field states, and its labels in English, German, French, Spanish and Italian.
_LABELS: Final = {
    "headline": """
        headline; title; document title; article title; article name; titel; überschrift;
        schlagzeile; titre; titre du document; título; titular; titolo
    """,
    "outlet": """
        publication title; publication name; publication; source title; source name; newspaper;
        paper; journal; from; titel der publikation; publikationstitel; zeitung; medium;
        titre de la publication; journal/revue; título de publicación; título de la publicación;
        periódico; testata; titolo della pubblicazione
    """,
    # Outlet, place, date and page in one value.
    "source": """
        source; publication info; publication information; publication details; quelle;
        publikationsinformationen; informationen zur publikation; infos sur la publication;
        informations de publication; détails de publication; información de publicación;
        fuente; fonte
    """,
    "published": """
        publication date; date; date of publication; published; issue date; pub date; datum;
        erscheinungsdatum; veröffentlichungsdatum; publikationsdatum; date de publication;
        date de parution; fecha de publicación; fecha; data di pubblicazione; data
    """,
    "year": """
        publication year; year; erscheinungsjahr; publikationsjahr; année de publication;
        año de publicación
    """,
    "byline": """
        byline; author; authors; author(s); author/byline; by; credit line; autor; autoren;
        verfasser; von; auteur; auteurs; auteur(s); autor/in; autores; autore; autori
    """,
    "section": """
        section; column; rubrik; ressort; rubrique; sección; sezione
    """,
    "page": """
        page; pages; first page; start page; end page; page number; number of pages; pagination;
        page count; seite; seiten; erste seite; première page; página; páginas; primera página;
        pagina; pagine
    """,
    "edition": """
        edition; ausgabe; auflage; édition; edición; edizione; issue; volume; volume/issue; heft
    """,
    "length": """
        length; word count; full text word count; words; länge; wortanzahl; wörter; umfang;
        longueur; nombre de mots; longitud; extensión; recuento de palabras; lunghezza
    """,
    "language": """
        language; language of publication; sprache; sprache der publikation; langue;
        langue de la publication; idioma; idioma de la publicación; lingua
    """,
    "copyright": """
        copyright; copyright notice; rights; copyright-vermerk; alle rechte vorbehalten; droits;
        droits d'auteur; derechos de autor; all rights reserved
    """,
    # Days on which the database did something. None of them is the date of publication.
    "loaded": """
        load-date; load date; update; updated; update date; last updated; last update;
        correction-date; correction date; entry date; date added; date loaded; print date; accessed;
        event date; ladedatum; lade-datum; update-datum; zuletzt aktualisiert; aktualisiert;
        letzte aktualisierung; datenstand; date-chargement; date de chargement; mise à jour;
        dernière mise à jour; date d'émission; fecha-carga; fecha de carga; fecha-de-carga;
        última actualización; actualizado; data di caricamento; ultimo aggiornamento
    """,
    "id": """
        document id; document number; proquest document id; accession number; an; record number;
        record; gale document number; document number (gale); article id; story id; dokumentnummer;
        dokument-nr.; proquest-dokument-id; dokument-id von proquest; zugangsnummer;
        numéro de document; id du document proquest; id du document; numéro d'accès;
        id del documento de proquest; id de documento de proquest; número de documento;
        número de acceso
    """,
    "link": """
        link; links; url; document url; permalink; persistent link to this record;
        persistent link to this record (permalink); openurl link; proquest document link;
        bookmark; link to document; dauerhafte adresse des dokuments; dokument-url;
        url du document; lien; url del documento; enlace; enlace permanente
    """,
    "standfirst": """
        highlight; standfirst; subtitle; subheadline; deck; untertitel; vorspann; encart; chapeau;
        chapô; sous-titre; destacado; subtítulo
    """,
    "dateline": "dateline; ortsmarke; lieu; lugar",
    "body": """
        full text; fulltext; full-text; text; body; volltext; texte intégral; texte complet; texte;
        corps; texto completo; texto; cuerpo; testo completo; testo; artikeltext; haupttext
    """,
    "other": """
        publication-type; publication type; type-publication; zeitungs-code; publikationsart;
        publikationstyp; type de publication; tipo de publicación; tipo-publicación; journal-code;
        journal code; subject; subjects; subject terms; subject headings; descriptors; keywords;
        key words; index terms; schlagwörter; schlagwort; thema; sujet; sujets; mots-clés; tema;
        temas; materia; materias; organization; organisation; company; company/entity;
        company / organization; business indexing term; unternehmen; société; societe; empresa;
        ticker; symbole-boursier; industry; branche; secteur-activite; secteur; geographic;
        geographic terms; geography; location; locations; localisation-geo; region; ort; lugar
        geográfico; país; person; people; persons; personen; personne; personas; graphic; graphics;
        grafik; graphique; gráfico; illustration; illustration(s); photo; series; type; document
        type; article type; dokumenttyp; type de document; tipo de documento; publisher; verlag;
        éditeur; editorial; place of publication; country of publication; publication subject;
        publication place; issn; isbn; eissn; source type; source location; art der quelle; type de
        source; tipo de fuente; full text availability; database; datenbank; base de données; base
        de datos; abstract; abstract (summary); zusammenfassung; résumé; resumen; correction;
        correction appended; kurzfassung; notes; note; note(s); disclaimer; classification;
        identifier / keyword; identifiers; naics/industry codes; naics codes; name; document
        features; content level; lexile; lexile measure; publication-code; city; state; country;
        land; bundesland; source citation; citation; citations; copyright statement; credit;
        images; image; people; product names; acc-no; enhancement; cite; topic; topics;
        event type; distribution; slug; priority; category; mediatype; media type; source category
    """,
}

_KEYS: Final = {
    " ".join(label.split()).casefold(): key
    for key, labels in _LABELS.items()
    for label in labels.replace("\n", " ").split(";")
    if label.strip()
}
_LONGEST = 45  # characters: the longest label has fewer

#: Fields that databases print after the text; such a line may begin the end of a document.
AFTER_TEXT: Final = frozenset(_LABELS) - {"body", "standfirst", "dateline"}
#: Labels that also open a paragraph of an article: they do not begin the fields after it.
ALSO_PROSE: Final = frozenset(
    (
        *("note", "notes", "name", "topic", "topics", "type", "photo", "city", "state", "country"),
        *("land", "ort", "region", "lugar", "people", "person", "credit", "by", "von", "from"),
        *("update", "updated", "title", "titre", "titel", "issue", "series", "image", "images"),
        *("source", "quelle", "fuente", "fonte", "link", "links", "url", "date", "thema", "tema"),
        *("words", "paper", "journal", "medium", "priority", "category", "event type"),
    )
)
#: Fields with short values, which never go on in the next line.
SHORT: Final = frozenset(
    ("length", "language", "page", "loaded", "published", "year", "id", "edition")
)


class Labelled(NamedTuple):
    """A line that begins with a label: what the field states, the label, and its value."""

    key: str
    label: str
    value: str


def labelled(line: str) -> Labelled | None:
    """Read a line as ``Label: value``; None if it begins with no known label."""
    if ":" not in line[: _LONGEST + 4]:
        return None
    before, _, value = line.partition(":")
    label = " ".join(before.split())
    key = _KEYS.get(label.casefold())
    if key is None or value.startswith("//"):
        return None
    return Labelled(key, label, value.strip())
