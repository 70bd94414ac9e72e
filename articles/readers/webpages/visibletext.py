"""The text that a browser shows of a page, one line per block."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from articles.readers.base import Unreadable
from articles.readers.webpages.markupbounds import require_bounded

# fmt: off
# Elements whose content a browser does not show as text.
_INVISIBLE = frozenset((
    "head", "title", "script", "style", "noscript", "template", "svg", "math", "iframe",
    "object", "audio", "video", "canvas", "select", "datalist", "textarea",
))
# Elements within a line; all others begin and end a line.
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
))
# fmt: on
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A script that is never closed extends to the end of the page, as in a browser.
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_PAGE_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x08\x0e\x10-\x1f\x7f]")
# A blank line that is kept is marked by this control character, which no text has.
_BLANK = "\x0f"
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_INDENT = re.compile(r"^ +(?=\S)", re.MULTILINE)
_PREFORMATTED = ("pre", "listing")
_INDENTED = ("dd", "blockquote")
_TAG = re.compile(r"<[^<>]*>")


def visible_text(markup: str, *, with_blanks: bool = False) -> str:
    """Return the visible text, one line per block. Raises Unreadable if there is none.

    Blank lines of preformatted text are kept; ``with_blanks``: also those that empty paragraphs and
    repeated line breaks make, and the blanks that indent a line; the element of an author is apart.
    """
    # The parser would drop what follows the end of a page within the page, which browsers show.
    markup = _PAGE_END.sub("", markup)
    data = markup.encode("utf-8", "replace")
    require_bounded(data)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.ParseError:
        root = None
    errors = {error.type_name for error in parser.error_log}
    if "ERR_NO_MEMORY" in errors:
        raise MemoryError
    # The parser stops at markup nested too deeply; removing the tags keeps all of the text.
    cut_off = "ERR_RESOURCE_LIMIT" in errors
    pieces = _without_tags(markup) if cut_off else _pieces(root, with_blanks)
    shown = _CONTROLS.sub("", "".join(pieces))
    lines = [_indent(line, with_blanks) + " ".join(line.split()) for line in shown.split("\n")]
    text = "\n".join(line.replace(_BLANK, "") for line in lines if line.strip()).strip("\n")
    if not text:
        raise Unreadable("The page contains no text. Capture it again once it has loaded.")
    return text


def _pieces(root: etree._Element | None, with_blanks: bool) -> Iterator[str]:
    """Yield the text in page order, with a line feed where a block begins or ends."""
    if root is None:
        return
    preformatted: list[etree._Element] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            if preformatted and preformatted[-1] is element:
                preformatted.pop()
            yield _separator(tag)
            if with_blanks and _is_author(element):
                yield f"{_BLANK}\n"
            yield _collapsed(element.tail, bool(preformatted))
        elif tag in _INVISIBLE or not tag or _is_hidden(element):
            walk.skip_subtree()
        else:
            if tag in _PREFORMATTED:
                preformatted.append(element)
            yield _separator(tag)
            if with_blanks and (_is_blank_line(element) or _is_author(element)):
                yield f"{_BLANK}\n"
            if with_blanks and tag in _INDENTED:
                yield "\xa0\xa0"
            yield _collapsed(element.text, bool(preformatted))


def _indent(line: str, is_kept: bool) -> str:
    """Return the blanks that a browser shows at the beginning of a line, if they are kept."""
    return " " * line[: len(line) - len(line.lstrip())].count("\xa0") if is_kept else ""


def _is_blank_line(element: etree._Element) -> bool:
    """True for an empty paragraph, and for a line break directly after another one."""
    if element.tag == "br":
        before = element.getprevious()
        return before is not None and before.tag == "br" and not (before.tail or "").strip()
    is_leaf = element.tag == "div" and not len(element)
    return (is_leaf or element.tag == "p") and not "".join(element.itertext()).strip()


def _is_author(element: etree._Element) -> bool:
    """True for the element in which pages of Factiva state who wrote an article."""
    return bool(element.tag == "div" and element.get("class") == "author")


def _separator(tag: str) -> str:
    """Return the separator between an element and the text next to it."""
    if tag in _INLINE:
        return ""
    return " " if tag in ("td", "th") else "\n"


def _collapsed(text: str | None, is_preformatted: bool) -> str:
    """Replace the line feeds of the markup with spaces, except in preformatted text."""
    if is_preformatted:
        shown = _INDENT.sub(lambda blanks: "\xa0" * len(blanks[0]), text or "")
        return _BLANK_LINES.sub(f"\n{_BLANK}\n", shown)
    return " ".join((text or "").split("\n"))


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _without_tags(markup: str) -> Iterator[str]:
    visible = _SCRIPT.sub("\n", _COMMENT.sub("\n", markup))
    yield html.unescape(_TAG.sub("\n", visible))
