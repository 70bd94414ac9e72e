"""Parse mails (RFC 5322, MIME): their headers, their text and the files attached to them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from articles.readers.base import Text, Unreadable
from articles.readers.heads import as_text
from articles.readers.text import read_text

# A header section has lines of this form; folded ones begin with a blank.
_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*):(?: |\t|$)")
# Headers that programs write, and those that people see.
_TECHNICAL = frozenset(("received", "return-path", "message-id", "mime-version", "delivered-to"))
_SHOWN = frozenset(("from", "to", "subject", "date", "sender", "reply-to"))
_FEWEST_SHOWN = 2
_NESTED = "Its parts are nested too deeply. Save the message as text and ingest that file."
# The longest plain text that a newsletter sends in place of its HTML: "Your program cannot …".
_STUB = 0.3  # the share of the words of the HTML


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to a mail, or a mail within it; ``name`` is unique in the mail."""

    name: str
    data: bytes
    is_mail: bool


def parsed(data: bytes) -> Message:
    """Return the mail. Raises Unreadable if it is nested too deeply."""
    try:
        return message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    except RecursionError as error:
        raise Unreadable(_NESTED) from error


def is_mail(head: bytes) -> bool:
    """True if a file begins with the headers that programs write into mails."""
    return bool((names := header_names(head)) & _TECHNICAL) and len(names & _SHOWN) >= _FEWEST_SHOWN


def header_names(head: bytes) -> frozenset[str]:
    """Return the names of the headers that a file begins with, in small letters."""
    names = set()
    for line in as_text(head).splitlines():
        match = _HEADER.match(line)
        if match:
            names.add(match["name"].lower())
        elif not line[:1].isspace():
            break
    return frozenset(names)


def header(mail: Message, name: str) -> str:
    """Return a header on one line, decoded; "" if there is none."""
    value = mail.get(name)
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(str(value))))
    except (ValueError, LookupError, UnicodeError):
        text = str(value)
    return " ".join(text.encode("utf-8", "replace").decode().split())


def sent_at(mail: Message) -> dt.datetime | None:
    """Return the time in the header Date, None if it is missing or wrong; without a zone as UTC."""
    try:
        at = parsedate_to_datetime(header(mail, "Date"))
        return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def sender(mail: Message) -> tuple[str, str]:
    """Return the sender's name and address, each "" if it is missing."""
    name, address = parseaddr(header(mail, "From"))
    return name, address


def parts(mail: Message) -> Iterator[Message]:
    """Yield the parts that are not multipart, in order; a mail within it is one part."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart":
            waiting.extend(reversed(_inner(part)))
        else:
            yield part


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if part.is_multipart() else []


def is_attached(part: Message) -> bool:
    """True for a part that is not shown in the mail's own text."""
    return (
        part.get_content_type() == "message/rfc822"
        or part.get_content_disposition() == "attachment"
        or not part.get_content_type().startswith("text/")
    )


def decoded(part: Message) -> Text:
    """Return the text of a part, by its declared encoding or a guess. Raises Unreadable."""
    data = content(part)
    charset = part.get_content_charset()
    if charset:
        try:
            return Text(data.decode(charset), charset)
        except (LookupError, ValueError):
            pass
    return read_text(data)


def content(part: Message) -> bytes:
    """Return the bytes of a part that is not multipart."""
    for mail in _inner(part):  # one at most: a mail within it
        try:
            return mail.as_bytes()
        except RecursionError as error:
            raise Unreadable(_NESTED) from error
        except (ValueError, LookupError, TypeError, AttributeError):
            return b""  # too damaged to be written again
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def attached(mail: Message) -> Iterator[Attached]:
    """Yield the attached files that have names, and attached mails."""
    seen: dict[str, int] = {}
    for part in parts(mail):
        is_inner = part.get_content_type() == "message/rfc822"
        name = _filename(part) or ("message.eml" if is_inner else "")
        if not name or not is_attached(part):
            continue
        seen[name] = seen.get(name, 0) + 1
        unique = name if seen[name] == 1 else f"{seen[name]}/{name}"
        yield Attached(unique, content(part), is_inner)


def _filename(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (LookupError, UnicodeError, ValueError, TypeError):
        return ""
    with suppress(ValueError, LookupError, UnicodeError):
        name = str(make_header(decode_header(name)))
    # A name may claim to be a path.
    return "".join(filter(str.isprintable, name.replace("\\", "/").rsplit("/", 1)[-1]))[:200]


def is_stub(plain: str, html: str) -> bool:
    """True if the plain text of a mail stands only in for its HTML."""
    return len(plain.split()) < _STUB * len(html.split())
