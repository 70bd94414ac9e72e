"""The outlet in a field that states it: without its place, edition and numbers."""

from __future__ import annotations

import re

from articles.extraction.words.knownoutlets import known_outlets

_PLACE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*$")
_AFTER = re.compile(
    r"\s*(?:;|\s·\s|\s•\s|\s\|\s|,\s*(?:no|nr|nº|n°|vol|suppl)\b\.?).*$", re.IGNORECASE
)
_EDITION = re.compile(
    r"[\s,;-]+(?:\w+\s+)?(?:edition|ausgabe|édition|edición|edizione|edição|editie|upplaga|udgave|"
    r"utgave|wydanie)$",
    re.IGNORECASE,
)
_QUOTES = " .,;:-–—*\"“”„«»'‘’"
_ARTICLE_LAST = re.compile(
    r"(?P<name>.+?),\s*(?P<article>The|A|Der|Die|Das|Le|La|Les|L'|L’|El|Los|Las|Il)$", re.IGNORECASE
)


def publication_in(text: str) -> str:
    """Return the outlet's name: "Courier, The (Northfield, VT)" is "The Courier".

    A known outlet has the name that it has in the archive.
    """
    name = " ".join(text.split()).strip(_QUOTES)
    known = known_outlets().named(name)
    if known is not None:
        return known.name
    name = _AFTER.sub("", name)
    shorter = _PLACE.sub("", name).strip(" .,;:-–—")
    name = shorter or name
    name = _EDITION.sub("", name) or name
    last = _ARTICLE_LAST.fullmatch(name)
    if last:
        article = last["article"]
        name = f"{article}{'' if article.endswith(('’', chr(39))) else ' '}{last['name']}"
    known = known_outlets().named(name)
    return known.name if known else name
