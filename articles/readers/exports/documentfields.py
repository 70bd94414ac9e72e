"""Fields with labels in the lines of a document: above its text, below it, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.readers.exports.entry import Entry
from articles.readers.exports.fieldvalues import Value, joined, may_go_on, paragraphs
from articles.readers.exports.labels import (
    AFTER_TEXT,
    ALSO_PROSE,
    SHORT,
    Labelled,
    labelled,
    seems_labelled,
)

#: The beginning of a copyright notice.
COPYRIGHT = re.compile(
    r"\s*(?:copyright\b|©|\(c\)\s|all rights reserved|alle rechten? v|tous droits|"
    r"todos los derechos|tutti i diritti|todos os direitos|alla rättigheter|med ensamrätt|"
    r"alle rettigheder|alle rettigheter|wszelkie prawa)",
    re.IGNORECASE,
)
_SHORT_LABEL = 7  # letters of "Text" and the like, which photographers' credits use too
_SURE_FIELDS = 6  # so many fields in a row are no text of an article
_WIDEST_WRAP, _MOST_LONGER = 100, 1.25
_WRAPPED = 45  # characters that a line has at least whose field goes on in the next line


def read_fields(
    entry: Entry, lines: Sequence[str], start: int, stop: int, keys: frozenset[str] | None = None
) -> list[int]:
    """Add the labelled fields of ``lines[start:stop]`` to an entry; return the other lines.

    A value goes on in lines that follow a full one without a blank line, and begins in the next
    line where nothing stands beside its label. ``keys`` limits the fields that are read.
    """
    rest: list[int] = []
    index = start
    while index < stop:
        found = labelled(lines[index])
        if found is None or (keys is not None and found.key not in keys):
            if lines[index].strip():
                rest.append(index)
            index += 1
            continue
        after = value_end(lines, index, stop, found)
        values = [found.value, *lines[index + 1 : after]]
        if found.key == "byline" and not found.value:
            values = [f"{each.strip()};" for each in values if each.strip()]
        value = joined(values, [place for place, each in enumerate(values) if each.strip()])
        entry.add(
            found.key,
            value._replace(lines=tuple(range(index + 1, after + 1)), label=found.label),
        )
        index = after
    return rest


def value_end(lines: Sequence[str], index: int, stop: int, found: Labelled) -> int:
    """Return the index of the first line after a labelled value."""
    after = index + 1
    if not found.value:
        # The value stands below its label, perhaps after a blank line.
        below = after
        while below < stop and not lines[below].strip() and below < index + 2:
            below += 1
        if below >= stop or not lines[below].strip() or labelled(lines[below]):
            return after
        if found.key in SHORT:
            return below + 1
        after = below + 1
        while after < stop and lines[after][:1].isspace() and lines[after].strip():
            after += 1
        return after
    if found.key in SHORT:
        return after
    while (
        after < stop
        and lines[after].strip()
        and (
            len(lines[after - 1].strip()) >= _WRAPPED
            or lines[after][:1].isspace()
            or lines[after - 1].rstrip().endswith(";")
        )
        and labelled(lines[after]) is None
        and not COPYRIGHT.match(lines[after])
        and not _is_paragraph(lines[after], lines[after - 1])
        and not (found.key == "link" and " " in lines[after].strip())
    ):
        after += 1
    return after


def _is_paragraph(line: str, above: str) -> bool:
    """True for a line so much longer than the one above it that no program wrapped both."""
    return len(line) > _WIDEST_WRAP and len(line) > _MOST_LONGER * len(above)


def tail_start(
    lines: Sequence[str],
    start: int,
    *,
    keys: frozenset[str] = AFTER_TEXT,
    furniture: re.Pattern[str] = COPYRIGHT,
    never_first: frozenset[str] = ALSO_PROSE,
) -> int:
    """Return the index where the fields after the text begin; ``len(lines)`` if there are none.

    From there on are only fields with ``keys`` and lines that match ``furniture``; the first is no
    field with a label in ``never_first``. Among them may be fields with labels that are not known,
    but not more than known ones, and after many fields any line ("2 databases"). A line of the
    article that looks like a field is followed by more of the article, so it does not count.
    """
    begins = None
    known = unknown = 0  # fields since the tail began
    index = start
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            index += 1
            continue
        found = labelled(line) if ":" in line else None
        if found is not None and found.key in keys:
            is_link = found.value.startswith("http")
            if begins is None and (is_link or found.label.casefold() not in never_first):
                begins, known, unknown = index, 0, 0
            known += 1
            index = value_end(lines, index, len(lines), found)
            continue
        if furniture.match(line):
            if begins is None:
                begins, known, unknown = index, 0, 0
            while (
                index + 1 < len(lines)
                and lines[index + 1].strip()
                and (len(lines[index].strip()) >= _WRAPPED or lines[index + 1][:1].isspace())
                and labelled(lines[index + 1]) is None
            ):
                index += 1
        elif begins is not None:
            unknown += 1
            is_field = seems_labelled(line) or known >= _SURE_FIELDS
            if unknown > known or not is_field:
                begins = None
        index += 1
    return len(lines) if begins is None else begins


def read_tail(entry: Entry, lines: Sequence[str], start: int) -> None:
    """Add the fields after the text; what is no field there is a copyright notice or furniture."""
    for index in read_fields(entry, lines, start, len(lines)):
        if COPYRIGHT.match(lines[index]):
            entry.add("copyright", joined(lines, [index]))
        elif seems_labelled(lines[index]):
            add_unknown(entry, lines, index)


def add_unknown(entry: Entry, lines: Sequence[str], index: int) -> None:
    """Add a field with an unknown label as a note."""
    label, _, value = lines[index].partition(":")
    entry.add("other", Value(" ".join(value.split()), (index + 1,), " ".join(label.split())))


def read_body(entry: Entry, lines: Sequence[str], start: int, stop: int, first: str = "") -> None:
    """Add the paragraphs of ``lines[start:stop]``; ``first`` replaces the text of the first line,
    from which a label was taken."""
    shown = list(lines[:stop])
    if first:
        shown[start] = first
    entry.body += paragraphs(shown, start, stop)


def read_labelled(
    entry: Entry, lines: Sequence[str], *, furniture: re.Pattern[str] = COPYRIGHT
) -> list[int]:
    """Read a document whose fields all have labels; return the lines above them that have none.

    The text stands after its own label, or after the last of the fields above it.
    """
    start = _text_label(lines, furniture)
    if start is None:
        start, first = _after_fields(lines, furniture), ""
        stop = start
    else:
        found = labelled(lines[start])
        first = found.value if found else ""
        stop = start
        start += not first
    above: list[int] = []
    for index in read_fields(entry, lines, 0, stop):
        if _goes_with_fields(lines, index):
            add_unknown(entry, lines, index)
        elif not furniture.match(lines[index]):
            above.append(index)
    end = tail_start(lines, start, furniture=furniture)
    signed = labelled(first)
    if signed is not None and signed.key == "byline":
        entry.add("byline", Value(signed.value, (start + 1,), signed.label))
        first, start = "", start + 1
    elif not first:
        start = read_signature(entry, lines, start, end)
    read_body(entry, lines, start, end, first)
    read_tail(entry, lines, end)
    return above


def _text_label(lines: Sequence[str], furniture: re.Pattern[str]) -> int | None:
    """Return the index of the label of the text; None if there is none.

    A short one ("Text: Ann Lee") may stand within the text, and counts only among the fields.
    """
    for index, line in enumerate(lines):
        found = labelled(line)
        if found is None or found.key != "body":
            continue
        if " " in found.label or len(found.label) > _SHORT_LABEL:
            return index
        if index <= _after_fields(lines, furniture):
            return index
    return None


def read_signature(entry: Entry, lines: Sequence[str], start: int, stop: int) -> int:
    """Read "Byline: Ann Lee", with which a text may begin; return where the text goes on."""
    first = next((index for index in range(start, stop) if lines[index].strip()), stop)
    found = labelled(lines[first]) if first < stop else None
    if found is None or found.key != "byline" or not found.value:
        return start
    after = first + 1
    while after < stop and may_go_on(lines, after - 1, after):
        after += 1
    read_fields(entry, lines, first, after)
    return after


def _goes_with_fields(lines: Sequence[str], index: int) -> bool:
    """True for a field with an unknown label: it stands directly below one with a known label."""
    above = index - 1
    while above >= 0 and (lines[above][:1].isspace() or seems_labelled(lines[above])):
        if labelled(lines[above]) is not None:
            return seems_labelled(lines[index])
        if not lines[above].strip():
            return False
        above -= 1
    return False


def _after_fields(lines: Sequence[str], furniture: re.Pattern[str]) -> int:
    """Return where the text begins below the fields of a document, which have no blank lines."""
    index, began = 0, False
    while index < len(lines):
        found = labelled(lines[index])
        if found is not None:
            began = True
            index = value_end(lines, index, len(lines), found)
        elif (
            lines[index].strip()
            and began
            and not furniture.match(lines[index])
            and not _goes_with_fields(lines, index)
        ):
            return index
        else:
            index += 1
    return len(lines)
