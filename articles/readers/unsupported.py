"""Formats that cannot be read, recognised by their first bytes, and what to do about each."""

from __future__ import annotations

import re
from typing import NamedTuple


class _Kind(NamedTuple):
    """``name`` with its article; ``remedy`` is a sentence."""

    name: str
    remedy: str


_EXPORT = "Export the article as plain text and ingest that file."
_WORD = "Open it in a word processor, save it as .docx or plain text, and ingest that file."
_TABLE = "Save it as .xlsx or .csv and ingest that file."
_UNPACK = "Unpack it and ingest the folder."
_PICTURE = "Recognise its text (OCR), save that as plain text, and ingest that file."
_SOUND = "Transcribe it and ingest the transcript as plain text."
_DATABASE = "Export its articles as .csv or .jsonl and ingest that file."
_NO_ARTICLE = "It holds no article."
_MAIL = "Save the message as .eml and ingest that file."
_REFERENCES = "Export the references as RIS, BibTeX, CSL JSON or CSV and ingest that file."
_SCANNED = "Export the text of its articles, one file each, and ingest these files."
_LINKED = "Open it, save the page as .html or .mhtml, and ingest that file."
_XML = rb"\s*(?:<\?xml[^>]*>\s*)?"

# An expression for the first bytes, and what they are. The first that matches counts.
_SIGNATURES: tuple[tuple[bytes, _Kind], ...] = (
    (rb"%PDF-", _Kind("a PDF document", _EXPORT)),
    (rb"PK\x03\x04", _Kind("a ZIP archive or an office document", _UNPACK)),
    (rb"PK\x05\x06", _Kind("an empty ZIP archive", _NO_ARTICLE)),
    (rb"\x1f\x8b", _Kind("a gzip archive", _UNPACK)),
    (rb"BZh[1-9]", _Kind("a bzip2 archive", _UNPACK)),
    (rb"\xfd7zXZ\x00", _Kind("an xz archive", _UNPACK)),
    (rb"7z\xbc\xaf'\x1c", _Kind("a 7z archive", _UNPACK)),
    (rb"Rar!\x1a\x07", _Kind("a RAR archive", _UNPACK)),
    (rb"\(\xb5/\xfd", _Kind("a Zstandard archive", _UNPACK)),
    (rb"\x04\"M\x18", _Kind("an LZ4 archive", _UNPACK)),
    (rb"MSCF\x00", _Kind("a Windows cabinet archive", _UNPACK)),
    (rb".{257}ustar", _Kind("a tar archive", _UNPACK)),
    (rb".{32769}CD001", _Kind("an image of a disk", _UNPACK)),
    (rb"\{\\rtf", _Kind("an RTF document", _WORD)),
    (rb"%!PS", _Kind("a PostScript document", "Convert it to PDF and ingest that file.")),
    (rb"AT&TFORM", _Kind("a DjVu document", _PICTURE)),
    (rb".{60}BOOKMOBI", _Kind("a Kindle book", "Convert it to EPUB and ingest that file.")),
    (rb"\xffWPC", _Kind("a WordPerfect document", _WORD)),
    (rb"\xdb\xa5", _Kind("an old Word document", _WORD)),
    (rb"bplist00", _Kind("a property list", _NO_ARTICLE)),
    (rb"!BDN", _Kind("an Outlook mailbox", "Export its messages as .mbox or .eml.")),
    (rb"x\x9f>\"", _Kind("an Outlook attachment (winmail.dat)", _MAIL)),
    (rb"\x89PNG\r\n", _Kind("a PNG picture", _PICTURE)),
    (rb"\xff\xd8\xff", _Kind("a JPEG picture", _PICTURE)),
    (rb"GIF8[79]a", _Kind("a GIF picture", _PICTURE)),
    (rb"II\*\x00", _Kind("a TIFF picture", _PICTURE)),
    (rb"MM\x00\*", _Kind("a TIFF picture", _PICTURE)),
    (rb"RIFF.{4}WEBP", _Kind("a WebP picture", _PICTURE)),
    (rb"8BPS\x00", _Kind("a Photoshop picture", _PICTURE)),
    (rb"\x00\x00\x01\x00", _Kind("an icon", _NO_ARTICLE)),
    (rb"\x00.{3}ftyp(?:heic|heix|mif1)", _Kind("a HEIC picture", _PICTURE)),
    (rb"\x00.{3}ftypavif", _Kind("an AVIF picture", _PICTURE)),
    (rb"\x00.{3}ftyp", _Kind("a video or sound recording (MP4)", _SOUND)),
    (rb"\x1aE\xdf\xa3", _Kind("a video (Matroska, WebM)", _SOUND)),
    (rb"RIFF.{4}AVI ", _Kind("a video (AVI)", _SOUND)),
    (rb"RIFF.{4}WAVE", _Kind("a sound recording (WAV)", _SOUND)),
    (rb"ID3[\x02-\x04]", _Kind("a sound recording (MP3)", _SOUND)),
    (rb"\xff\xfb", _Kind("a sound recording (MP3)", _SOUND)),
    (rb"OggS\x00", _Kind("a sound recording or video (Ogg)", _SOUND)),
    (rb"fLaC\x00", _Kind("a sound recording (FLAC)", _SOUND)),
    (rb"FLV\x01", _Kind("a video (Flash)", _SOUND)),
    (rb"SQLite format 3\x00", _Kind("an SQLite database", _DATABASE)),
    (rb".{4}Standard Jet DB", _Kind("an Access database", _DATABASE)),
    (rb".{4}Standard ACE DB", _Kind("an Access database", _DATABASE)),
    (rb"PAR1\x15", _Kind("a Parquet table", _DATABASE)),
    (rb"ARROW1", _Kind("an Arrow table", _DATABASE)),
    (rb"\x89HDF\r\n", _Kind("an HDF5 file", _DATABASE)),
    (rb"\x7fELF", _Kind("a program", _NO_ARTICLE)),
    (rb"MZ\x90\x00", _Kind("a program", _NO_ARTICLE)),
    (rb"\xca\xfe\xba\xbe", _Kind("a program", _NO_ARTICLE)),
    (rb"\xcf\xfa\xed\xfe", _Kind("a program", _NO_ARTICLE)),
    (rb"wOFF", _Kind("a font", _NO_ARTICLE)),
    (rb"wOF2", _Kind("a font", _NO_ARTICLE)),
    (rb"L\x00\x00\x00\x01\x14\x02", _Kind("a Windows shortcut", _NO_ARTICLE)),
    (
        _XML + rb"<(?:mods:)?mods(?:Collection)?\b",
        _Kind("a file of references (MODS)", _REFERENCES),
    ),
    (_XML + rb"<rdf:RDF\b", _Kind("a file of references (RDF)", _REFERENCES)),
    (_XML + rb"<listBibl\b", _Kind("a file of references (TEI)", _REFERENCES)),
    (_XML + rb"<xml>\s*<records>", _Kind("a file of references (EndNote XML)", _REFERENCES)),
    (_XML + rb"<(?:\w+:)?alto\b", _Kind("a page of a scan with its places (ALTO)", _SCANNED)),
    (_XML + rb"<(?:\w+:)?mets\b", _Kind("the description of a scanned issue (METS)", _SCANNED)),
    (_XML + rb"<(?:\w+:)?PcGts\b", _Kind("a page of a scan with its places (PAGE)", _SCANNED)),
    (
        _XML + rb"(?:<!DOCTYPE en-export[^>]*>\s*)?<en-export\b",
        _Kind("an export of Evernote", "Export the notes as HTML and ingest the folder."),
    ),
    (rb"\[InternetShortcut\]", _Kind("a link to a page, not the page", _LINKED)),
    (
        _XML + rb"<!DOCTYPE plist[^>]*>\s*<plist[^>]*>\s*<dict>\s*<key>URL</key>",
        _Kind("a link to a page, not the page", _LINKED),
    ),
    (
        rb"\s*RT [A-Z][\w ,-]{2,40}\r?\n[A-Z][A-Z0-9] ",
        _Kind("a file of references (RefWorks)", _REFERENCES),
    ),
    (
        rb"\s*%0 [A-Z][\w -]{2,40}\r?\n%[A-Z0-9@!] ",
        _Kind("a file of references (EndNote, Refer)", _REFERENCES),
    ),
    (
        rb"version https://git-lfs\.github\.com/spec/",
        _Kind("a pointer to a file that Git LFS has not fetched", "Fetch it (git lfs pull)."),
    ),
)
_COMPILED = [(re.compile(signature, re.DOTALL), kind) for signature, kind in _SIGNATURES]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Microsoft's older formats share one container; the names of the streams in it tell them apart.
_OLE_STREAMS = (
    ("__substg1.0_", _Kind("an Outlook message (.msg)", _MAIL)),
    ("WordDocument", _Kind("an old Word document (.doc)", _WORD)),
    ("Workbook", _Kind("an old Excel table (.xls)", _TABLE)),
    ("PowerPoint Document", _Kind("an old PowerPoint presentation (.ppt)", _EXPORT)),
    ("EncryptedPackage", _Kind("a document with a password", "Save it without one.")),
)
# Documents that are ZIP archives, by a name in the archive.
_PACKAGES = (
    ("ppt/presentation.xml", _Kind("a PowerPoint presentation", _EXPORT)),
    ("Index/Document.iwa", _Kind("a document of Pages, Numbers or Keynote", _WORD)),
    ("index.apxl", _Kind("a Keynote presentation", _EXPORT)),
    ("AndroidManifest.xml", _Kind("a program", _NO_ARTICLE)),
    ("META-INF/MANIFEST.MF", _Kind("a Java program", _NO_ARTICLE)),
)


def refusal_of(data: bytes) -> str:
    """Return a sentence that says what these bytes of a file are and what to do; "" if unknown."""
    if data.startswith(_OLE):
        kind = next(
            (kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data),
            _Kind("an old office document", _WORD),
        )
        return _sentence(kind)
    matching = (kind for signature, kind in _COMPILED if signature.match(data))
    return next((_sentence(kind) for kind in matching), "")


def refusal_of_package(names: frozenset[str]) -> str:
    """Return the same of a ZIP archive with these entries; "" if it is any archive."""
    return next((_sentence(kind) for name, kind in _PACKAGES if name in names), "")


def _sentence(kind: _Kind) -> str:
    return f"This is {kind.name}, which cannot be read. {kind.remedy}"
