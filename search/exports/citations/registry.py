"""Every form of a citation: what the cite box shows and which files it offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from search.exports.citations import reference_formats, styles
from search.exports.citations.citation import Citation


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citation: its name to people, and its file's ending and type if it has one."""

    label: str
    write: Callable[[Citation], str]
    extension: str = ""
    media_type: str = ""

    @property
    def is_code(self) -> bool:
        """For programs, so its lines and blanks matter."""
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
