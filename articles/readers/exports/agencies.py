"""Wire services that sign articles in exports."""

from __future__ import annotations

from articles.extraction.words.knownoutlets import known_outlets
from articles.readers.exports.givennames import has_given_name

# Those that are among no known outlets.
_MORE = frozenset(
    (
        *(
            "aap",
            "adnkronos",
            "afx",
            "agerpres",
            "agi",
            "anp",
            "ansa",
            "apa",
            "ats",
            "belga",
            "bta",
        ),
        *("canadian press", "čtk", "dpa-afx", "efe", "epd", "europa press", "hina", "ians"),
        *("interfax", "jiji", "kna", "kyodo", "lusa", "mti", "ntb", "pap", "pti", "ritzau", "sda"),
        *("sid", "stt", "tanjug", "tt", "ukrinform", "xinhua", "yonhap"),
    )
)


def is_agency(text: str) -> bool:
    """True for the name of a wire service, or what it signs with: "Reuters", "dpa"."""
    outlets = known_outlets()
    found = outlets.named(text) or outlets.with_slug(text)
    if found is not None:
        # "Petra" is a wire service, and a given name.
        return found.agency and (text.isupper() or not has_given_name(text))
    return " ".join(text.strip(" .").casefold().split()) in _MORE and not text[:1].islower()
