"""Citations for programs: BibTeX, RIS, CSL-JSON and Wikipedia's ``{{cite news}}``."""

from __future__ import annotations

import json
import re
from typing import Any

from articles.partialdate import PartialDate
from search.exports.citations.citation import Citation
from search.exports.citations.people import Person

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
#: BibTeX counts escaped braces too when it matches braces, so they are written as commands.
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)
_AND = re.compile(r"\band\b", re.IGNORECASE)
#: Escapes characters that end a parameter or begin a link, template, tag or signature in wikitext.
_WIKITEXT = str.maketrans(
    {char: f"&#{ord(char)};" for char in "|{}[]<>~"} | {"&": "&amp;"},
)


def bibtex(citation: Citation) -> str:
    """One ``@article`` for a newspaper article. For an unknown date the note is "n.d.". Where the
    original address is known, ``url`` is that one and the note has the archive's."""
    names = [_bibtex_name(each) for each in citation.authors]
    if not names and citation.wire:
        names = [f"{{{citation.wire.translate(_BIBTEX)}}}"]
    date = citation.date
    fields = {
        "author": f"{{{' and '.join(names)}}}" if names else "",
        # A second pair of braces preserves the capitals.
        "title": f"{{{{{citation.title.translate(_BIBTEX)}}}}}",
        "journal": _braced(citation.outlet),
        "entrysubtype": "{newspaper}",
        "year": f"{{{date.year}}}" if date else "",
        "month": _MONTHS[date.month - 1] if date and date.month else "",
        "day": f"{{{date.day}}}" if date and date.day else "",
        "language": _braced(citation.language),
        "abstract": _braced(citation.abstract),
        "keywords": _braced(", ".join(citation.keywords)),
        "url": f"{{{citation.web}}}",
        "urldate": f"{{{citation.accessed}}}",
        "note": _braced(_note(citation)),
        # For a person's own notes; programs show it apart from ``note``.
        "annote": _braced("; ".join(citation.notes)),
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{article-{citation.key},", *lines, "}", ""])


def ris(citation: Citation) -> str:
    """One ``NEWS`` reference. Lines end with CR and LF, as the format requires. ``UR`` is the
    original address where it is known; ``L2`` and ``AV`` are then that in the archive, and ``DB``
    is the archive's name."""
    date = citation.date
    names = [each.sorted for each in citation.authors] or list(filter(None, [citation.wire]))
    place = [("L2", citation.url), ("DB", citation.archive), ("AV", citation.url)]
    tags = [
        ("TY", "NEWS"),
        ("ID", citation.key),
        *(("AU", name) for name in names),
        ("TI", citation.title),
        ("T2", citation.outlet),
        ("PY", str(date.year) if date else ""),
        ("DA", _ris_date(date) if date else ""),
        ("LA", citation.language),
        ("AB", citation.abstract),
        *(("KW", keyword) for keyword in citation.keywords),
        ("UR", citation.web),
        *(place if citation.original else []),
        ("Y2", _ris_date(PartialDate.of(citation.accessed))),
        ("N1", _remark(citation)),
        *(("N1", note) for note in citation.notes),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl(citation: Citation) -> dict[str, Any]:
    """One item of CSL-JSON of type ``article-newspaper``. Styles add "n.d." by themselves.

    ``URL`` is the original address where it is known; ``archive`` and ``archive_location`` are then
    the name of this archive and the address in it.
    """
    date = citation.date
    authors = [_csl_name(each) for each in citation.authors]
    if not authors and citation.wire:
        authors = [{"literal": citation.wire}]
    item = {
        "id": citation.key,
        "type": "article-newspaper",
        "title": citation.title,
        "author": authors,
        "container-title": citation.outlet,
        "issued": _csl_date(date) if date else None,
        "accessed": _csl_date(PartialDate.of(citation.accessed)),
        "URL": citation.web,
        "archive": citation.archive if citation.original else "",
        "archive_location": citation.url if citation.original else "",
        "language": citation.language,
        "abstract": citation.abstract,
        "keyword": ", ".join(citation.keywords),
        "note": _remark(citation) if date else "",
        "annote": "; ".join(citation.notes),
    }
    return {name: value for name, value in item.items() if value}


def csl_json(citation: Citation) -> str:
    """A list of the one item, with one property on each line."""
    lines = (
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in csl(citation).items()
    )
    return "[{\n" + ",\n".join(lines) + "\n}]\n"


def wikipedia(citation: Citation) -> str:
    """``{{cite news |…}}``. A comment marks an inferred date, which must not be in brackets."""
    parameters: list[tuple[str, str]] = []
    for place, author in enumerate(citation.authors, start=1):
        number = place if len(citation.authors) > 1 else ""
        if author.given:
            given = " ".join(filter(None, [author.given, author.suffix]))
            parameters += [(f"last{number}", author.last), (f"first{number}", given)]
        else:
            parameters.append((f"author{number}", author.straight))
    parameters += [
        ("date", citation.date.words if citation.date else "n.d."),
        ("title", citation.title),
        ("work", citation.outlet),
        ("agency", citation.wire),
        ("language", citation.language),
        ("url", citation.web),
        ("access-date", PartialDate.of(citation.accessed).words),
    ]
    if citation.original and citation.archived:
        parameters += [
            ("archive-url", citation.url),
            ("archive-date", PartialDate.of(citation.archived).words),
        ]
    remark = "<!-- date inferred -->" if citation.inferred and citation.date else ""
    parts = [
        f"|{name}={_wikitext(value)}{remark if name == 'date' else ''}"
        for name, value in parameters
        if value
    ]
    return f"{{{{cite news {' '.join(parts)}}}}}"


def _note(citation: Citation) -> str:
    """The field ``note`` of BibTeX. No command marks the address, since many programs show it."""
    remark = _remark(citation)
    archived = f"Archived at {citation.url}" if citation.original else ""
    stop = ". " if remark and not remark.endswith(".") else " "
    return stop.join(filter(None, [remark, archived]))


def _remark(citation: Citation) -> str:
    if citation.date is None:
        return "n.d."
    return f"Date inferred: [{citation.date.words}]" if citation.inferred else ""


def _braced(text: str) -> str:
    return f"{{{text.translate(_BIBTEX)}}}" if text else ""


def _bibtex_name(person: Person) -> str:
    """``van Beethoven, Ludwig``; in extra braces if BibTeX must not split the name."""
    if not person.given or _AND.search(person.sorted):
        return f"{{{person.straight.translate(_BIBTEX)}}}"
    # BibTeX wants the suffix before the given name.
    parts = [person.last, person.suffix, person.given]
    return ", ".join(part.translate(_BIBTEX) for part in parts if part)


def _ris_date(date: PartialDate) -> str:
    """``2020/03/04``; an unknown month or day is empty between or after the slashes."""
    month, day = (f"{part:02d}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04d}/{month}/{day}"


def _csl_name(person: Person) -> dict[str, str]:
    if not person.given:
        return {"literal": person.straight}
    name = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {part: value for part, value in name.items() if value}


def _csl_date(date: PartialDate) -> dict[str, list[list[int]]]:
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _wikitext(text: str) -> str:
    text = text.translate(_WIKITEXT)
    # Two apostrophes begin italics, two underscores a magic word.
    return text.replace("''", "&#39;&#39;").replace("__", "&#95;&#95;")
