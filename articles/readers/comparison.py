"""The key by which captures of one story are recognised, however their text was copied."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from articles.extraction.findings import Finding

# Facts that tell copies of one text apart: another outlet's copy is an article of its own.
_TELLING = ("outlet", "published", "url")

_ALIKE = {
    "'": "‘’‚‛‹›′‵´ʼʹ＇",
    '"': "“”„‟«»″‶〝〞＂",
    " ": "\u00a0",
    "...": "…",
    "-": "‐‑‒–—―−﹘﹣－",
    # Invisible: joiners, marks of direction, soft hyphens.
    "": "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff",
}
_PLAIN = {sign: plain for plain, signs in _ALIKE.items() for sign in signs}
_SIGNS = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")
# Parts of an address that say where a reader came from, not what the page is.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid")


def comparison_key(text: str, stated: Sequence[Finding] = ()) -> str:
    """Return the SHA-256 (hex) of what makes a text the same story.

    It is equal for texts that differ only in white space, quotation marks, dashes or Unicode form,
    unless ``stated``, the values stated apart from the text, name another outlet, date or address.
    """
    facts = sorted(
        f"{each.field} {_address(str(each.value)) if each.field == 'url' else each.value}"
        for each in stated
        if each.field in _TELLING
    )
    compared = "\n".join([folded(text), *facts])
    return hashlib.sha256(compared.encode("utf-8", "surrogatepass")).hexdigest()


def folded(text: str) -> str:
    """Return ``text`` on one line, with plain quotes and hyphens, in the Unicode form NFKC."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _SIGNS.sub(_plain, text))
    text = " ".join(text.split()).replace("`", "'").replace("''", '"')
    for dash in ("---", "--", " -", "- "):
        text = text.replace(dash, "-")
    return text


def _plain(sign: re.Match[str]) -> str:
    return _PLAIN[sign[0]]


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = [each for each in parse_qsl(parts.query) if not _TRACKING.fullmatch(each[0])]
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}"
