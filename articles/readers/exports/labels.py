"""The labels that databases print before a field of an article, in the languages of their menus.

A label is recognised in any case, with or without a blank before its colon. Which labels count at
which place of a document is for its layout to say.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: What a field states, and its labels: English, German, French, Spanish, Italian, Portuguese,
#: Dutch, the Nordic languages, Polish, and others in which databases have menus.
_LABELS: Final = {
    "headline": """
        headline; title; document title; article title; article name; titel; überschrift;
        schlagzeile; artikelname; titre; titre du document; titre de l'article; titre de l’article;
        título; titular; titolo; kop; artikeltitel; tittel; overskrift; tytuł; cím;
        başlık; название; заголовок
    """,
    "outlet": """
        publication title; publication name; publication; source title; source name; newspaper;
        paper; journal; from; de; titel der publikation; publikationstitel; zeitung; medium;
        zeitungstitel; titre de la publication; journal/revue; nom de la publication;
        título de publicación; título de la publicación; nombre de la publicación; periódico;
        testata; titolo pubblicazione; titolo della pubblicazione; título da publicação; jornal;
        publicatie; titel van publicatie; titel van de publicatie; krant; publikation; tidning;
        avis; utgivelsestittel; tytuł publikacji; publikáció címe; yayın adı; название публикации
    """,
    # Outlet, place, date and page in one value.
    "source": """
        source; publication info; publication information; publication details; quelle;
        publikationsinfo; publikationsinfos; publikationsinformation; publikationsinformationen;
        informationen zur publikation; infos sur la publication; infos de publication;
        information sur la publication; informations sur la publication;
        informations de publication; détails de publication; info de publication;
        información de publicación; información de la publicación; datos de publicación; fuente;
        fonte; informazioni sulla pubblicazione; informações da publicação;
        informações de publicação; bron; publicatiegegevens; källa; kilde; źródło; kaynak; источник
    """,
    "published": """
        publication date; date; date of publication; published; issue date; pub date; datum;
        erscheinungsdatum; veröffentlichungsdatum; publikationsdatum; erschienen am;
        date de publication; date de parution; date du diplôme; fecha de publicación;
        fecha de titulación; fecha; data di pubblicazione; data; data de publicação;
        data da publicação; publicatiedatum; datum van publicatie; publiceringsdatum;
        publicerad; utgivningsdatum; udgivelsesdato; utgivelsesdato; dato; data publikacji;
        publikáció dátuma; yayınlanma tarihi; дата публикации; дата
    """,
    "year": """
        publication year; year; erscheinungsjahr; publikationsjahr; année de publication;
        année; año de publicación; anno di pubblicazione; ano de publicação; ano da publicação;
        jaar van publicatie; utgivningsår; udgivelsesår; utgivelsesår; rok publikacji;
        publikáció éve; yayın yılı; год публикации
    """,
    "byline": """
        byline; author; authors; author(s); author/byline; by; credit line; autor; autoren;
        autor(en); verfasser; verfasser/in; von; auteur; auteurs; auteur(s); autor/in; autores;
        autor(es); autore; autori; signature; door; författare; forfatter; forfattere; autorzy;
        szerző; yazar; yazar adı; автор; авторы
    """,
    "section": """
        section; column; rubrik; ressort; abschnitt; bereich; rubrique; sección; sezione; secção;
        seção; rubriek; sectie; katern; avdelning; sektion; seksjon; dział; rozdział; bölüm; раздел
    """,
    "page": """
        page; pages; first page; start page; end page; page number; number of pages; pagination;
        page count; seite; seiten; erste seite; seitenanzahl; seitenzahl; première page;
        nombre de pages; página; páginas; primera página; número de páginas; pagina; pagine;
        prima pagina; numero di pagine; primeira página; bladzijde; pagina's; eerste pagina; sida;
        sidor; side; sider; antall sider; strona; strony; liczba stron; oldalak; sayfa; sayfalar;
        страницы
    """,
    "edition": """
        edition; ausgabe; auflage; édition; edición; edizione; edição; editie; uitgave; upplaga;
        utgåva; udgave; utgave; wydanie; issue; volume; volume/issue; heft; jahrgang; band; numéro;
        número; tomo; fascicolo; tom; volum
    """,
    "length": """
        length; word count; full text word count; words; länge; wortanzahl; wörter; wortzahl;
        wortanzahl des volltexts; wortzahl des volltextes; umfang; longueur; nombre de mots;
        nombre de mots du texte intégral; longitud; extensión; recuento de palabras;
        número de palabras; número de palabras del texto completo; lunghezza; numero di parole;
        comprimento; contagem de palavras; número de palavras; lengte; aantal woorden; längd;
        antal ord; længde; lengde; antall ord; długość; liczba słów
    """,
    "language": """
        language; language of publication; sprache; sprache der publikation; publikationssprache;
        langue; langue de la publication; langue de publication; idioma; idioma de la publicación;
        idioma de publicación; idioma de publicação; lingua; lingua di pubblicazione; taal;
        taal van publicatie; språk; sprog; utgivelsesspråk; język; język publikacji;
        publikáció nyelve; yayın dili; язык публикации; язык
    """,
    "copyright": """
        copyright; copyright notice; rights; copyright-vermerk; alle rechte vorbehalten; droits;
        droits d'auteur; derechos de autor; all rights reserved; diritti d'autore; opphavsrett;
        prawa autorskie; telif hakkı
    """,
    # Days on which the database did something. None of them is the date of publication.
    "loaded": """
        load-date; load date; update; updated; update date; last updated; last update;
        correction-date; correction date; entry date; date added; date loaded; print date; accessed;
        event date; ladedatum; lade-datum; update-datum; zuletzt aktualisiert; aktualisiert;
        letzte aktualisierung; datenstand; date-chargement; date de chargement; mise à jour;
        dernière mise à jour; date d'émission; fecha-carga; fecha de carga; fecha-de-carga;
        última actualización; actualizado; data di caricamento; ultimo aggiornamento;
        data-caricamento; última atualização; data de carregamento; laaddatum; laad-datum;
        laatst bijgewerkt; datum geladen; laddningsdatum; senast uppdaterad; sidst opdateret;
        sist oppdatert; ostatnia aktualizacja; data ostatniej aktualizacji
    """,
    "id": """
        document id; document number; proquest document id; accession number; an; record number;
        record; gale document number; document number (gale); article id; story id; dokumentnummer;
        dokument-nr.; proquest-dokument-id; proquest dokument-id; dokument-id von proquest;
        zugangsnummer; numéro de document; id du document proquest; id du document; numéro d'accès;
        numéro d'identification; id del documento de proquest; id de documento de proquest;
        número de documento; número de acceso; id documento proquest; id del documento proquest;
        numero di accesso; id do documento do proquest; id de documento do proquest;
        número de acesso; documentnummer; proquest-document-id; toegangsnummer;
        proquest dokument-id; numer dokumentu; identyfikator dokumentu proquest
    """,
    "link": """
        link; links; url; document url; permalink; persistent link to this record;
        persistent link to this record (permalink); openurl link; proquest document link;
        bookmark; link to document; dauerhafte adresse des dokuments; dokument-url;
        permanent address of the document; permanenter link zu diesem datensatz;
        permanenter link zu diesem datensatz (permalink); url du document; lien;
        lien permanent à cette notice; lien permanent vers cet enregistrement;
        lien permanent à cette notice (permalien); url del documento; enlace; enlace permanente;
        vínculo persistente a este informe; vínculo persistente a este informe (enlace permanente);
        enlace persistente a este registro (enlace permanente); url documento;
        url do documento; link permanente; document-url; permanente link
    """,
    "standfirst": """
        highlight; standfirst; subtitle; subheadline; deck; untertitel; vorspann; encart; chapeau;
        chapô; sous-titre; destacado; subtítulo; sottotitolo; ondertitel; underrubrik
    """,
    "dateline": "dateline; ortsmarke; lieu; lugar",
    "body": """
        full text; fulltext; full-text; text; body; volltext; texte intégral; texte complet; texte;
        article text; brødtekst; brödtext; corps; texto completo; texto; texto integral; cuerpo;
        testo completo; testo integrale; testo; artikeltext; haupttext; volledige tekst; tekst;
        fulltekst; fuldtekst; pełny tekst; teljes szöveg; tam metin; полный текст
    """,
    "other": """
        publication-type; publication type; type-publication; zeitungs-code; publikationsart;
        publikationstyp; type de publication; tipo de publicación; tipo-publicación; journal-code;
        journal code; subject; subjects; subject terms; subject headings; descriptors; keywords;
        key words; index terms; schlagwörter; schlagwort; thema; fachgebiet; themen; sujet; sujets;
        mots-clés; tema; temas; materia; materias; soggetto; soggetti; assunto; assuntos; onderwerp;
        onderwerpen; ämne; emne; temat; tárgy; konu; тема; organization; organisation; company;
        company/entity; company / organization; business indexing term; unternehmen; société;
        societe; empresa; ticker; symbole-boursier; industry; branche; secteur-activite; secteur;
        geographic; geographic terms; geography; location; locations; localisation-geo; region; ort;
        lugar geográfico; país; person; people; persons; personen; personne; personas; graphic;
        graphics; grafik; graphique; gráfico; illustration; illustration(s); photo; series; type;
        document type; article type; dokumenttyp; dokumententyp; dokumentart; type de document;
        tipo de documento; tipo di documento; documenttype; dokumenttype; rodzaj dokumentu;
        dokumentum típusa; belge türü; тип документа; publisher; verlag; herausgeber; éditeur;
        editorial; casa editrice; editore; editora; uitgever; utgivare; utgiver; udgiver; wydawca;
        kiadó; yayıncı; издательство; place of publication; country of publication; editor;
        verlagsort;
        erscheinungsort; publikationsland; lieu de publication; pays de publication;
        lugar de publicación; país de publicación; luogo di pubblicazione; paese di pubblicazione;
        local de publicação; país de publicação; plaats van publicatie; land van publicatie;
        utgivningsort; utgivelsessted; utgivelsesland; udgivelsessted; miejsce publikacji;
        kraj publikacji; publikáció helye; publikáció országa; basım yeri; место публикации;
        страна публикации; publication subject; sujet de publication; sujet de la publication;
        materia de la publicación; thema der publikation; publication place; issn; isbn; eissn;
        issn-l; issn électronique; source type; source location; art der quelle; quellentyp;
        quellenart; type de source; tipo de fuente; tipo di fonte; tipo de fonte; brontype;
        kildetype; typ źródła; forrástípus; yayın türü; тип источника; full text availability;
        database; datenbank; base de données; base de datos; base de dados; banca dati; databank;
        databas; baza danych; adatbázis; veritabanı; база данных; abstract; abstract (summary);
        zusammenfassung; résumé; resumen; sommario; riassunto; resumo; samenvatting; sammanfattning;
        sammendrag; resumé; streszczenie; abstrakt; correction; correction appended; kurzfassung;
        notes; note; note(s); disclaimer; classification; identifier / keyword; identifiers;
        naics/industry codes; naics codes; name; document features; content level; lexile;
        lexile measure; publication-code; city; state; country; land; bundesland; source citation;
        citation; citations; copyright statement; credit; images; image; product names; acc-no;
        enhancement; cite; topic; topics; event type; distribution; slug; priority; category;
        mediatype; media type; source category; identifikator/schlüsselwort;
        identificateur / mot-clé; identificador / palabra clave; identificador / palavra-chave;
        datum des ausdrucks; bio; nom; journal subject; estimated printed pages; caption; captions;
        guests; show; transcript; publicatietype
    """,
}

_KEYS: Final = {
    " ".join(label.split()).casefold(): key
    for key, labels in _LABELS.items()
    for label in labels.replace("\n", " ").split(";")
    if label.strip()
}
_LONGEST = 70  # characters up to the colon: the longest label, indented
# What stands before a colon where a database prints a field: "Lieu de publication".
_FORM = re.compile(r"\s*[^\W\d_a-z][^\W\d_]+(?:[ ./’'()-]{1,3}[^\W\d_]+){0,5}\)?\s*:(?:\s|$)")

#: Fields that databases print after the text; such a line may begin the end of a document.
AFTER_TEXT: Final = frozenset(_LABELS) - {"body", "standfirst", "dateline"}
#: Labels that also open a paragraph of an article: they do not begin the fields after it.
ALSO_PROSE: Final = frozenset(
    (
        *("note", "notes", "name", "topic", "topics", "type", "photo", "city", "state", "country"),
        *("land", "ort", "region", "lugar", "people", "person", "credit", "by", "von", "from"),
        *("update", "updated", "title", "titre", "titel", "issue", "series", "image", "images"),
        *("source", "quelle", "fuente", "fonte", "link", "links", "url", "date", "thema", "tema"),
        *("words", "paper", "journal", "medium", "priority", "category", "event type", "door"),
        *("bron", "källa", "kilde", "źródło", "kaynak", "источник", "data", "dato", "datum"),
        *("fecha", "дата", "kop", "tittel", "titolo", "título", "tytuł", "cím", "başlık", "themen"),
        *("название", "заголовок", "тема", "temat", "temas", "emne", "konu", "ämne", "nom"),
        *("band", "tom", "numéro", "número", "tomo", "bereich", "krant", "tidning", "avis"),
        *("jornal", "side", "sida", "bölüm", "année", "bio", "de"),
    )
)  # fmt: skip
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
    at = line.find(":", 0, _LONGEST)
    if at < 0 or line.startswith("//", at + 1):
        return None
    label = line[:at].strip()
    key = _KEYS.get(label.casefold())
    if key is None:
        single = " ".join(label.split())
        key = _KEYS.get(single.casefold()) if single != label else None
        label = single
    return Labelled(key, label, line[at + 1 :].strip()) if key else None


def seems_labelled(line: str) -> bool:
    """True for a line that has the form of a field, whatever its label: it counts among fields."""
    return ":" in line[:_LONGEST] and bool(_FORM.match(line))
