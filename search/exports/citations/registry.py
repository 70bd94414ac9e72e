"""All forms of citation, in the order of the page, and those that are also offered as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from search.exports.citations import reference_formats, styles
from search.exports.citations.citation import Citation
from search.exports.citations.styles import Reference


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citation: its label for users, and the extension and media type of its file, ""
    if it is not offered as a file. A form for people writes a Reference, which has italics."""

    label: str
    write: Callable[[Citation], str | Reference]
    extension: str = ""
    media_type: str = ""

    @property
    def is_code(self) -> bool:
        """True for a form that programs read, in which line breaks and spaces matter."""
        return self.write.__module__ == reference_formats.__name__


FORMS = (
    Form("APA", styles.apa),
    Form("MLA", styles.mla),
    Form("Chicago", styles.chicago),
    Form("Wikipedia", reference_formats.wikipedia),
    Form("BibTeX", reference_formats.bibtex, "bib", "application/x-bibtex"),
    Form("RIS", reference_formats.ris, "ris", "application/x-research-info-systems"),
    Form("CSL-JSON", reference_formats.csl_json, "json", "application/vnd.citationstyles.csl+json"),
)
FILES = {form.extension: form for form in FORMS if form.extension}
#: The forms that people read, by the name that addresses have for them.
STYLES = {form.label.lower(): form for form in FORMS if not form.is_code}


def style_of(value: str) -> str:
    """The name of a style; the first one for any other value."""
    return value if value in STYLES else next(iter(STYLES))
