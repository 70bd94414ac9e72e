"""Mails: newsletters, alerts and press releases, and the articles that people forward."""

from __future__ import annotations

import email.message
import io
import re
from collections.abc import Iterator, Sequence
from email.utils import parseaddr

from articles.extraction.findings import Finding, Locator
from articles.extraction.lines.machinedates import read_machine_date
from articles.extraction.stated import TextLayout
from articles.extraction.words.knownoutlets import known_outlets
from articles.partialdate import PartialDate
from articles.readers.base import Document, Failure, Member, Opened, Text, Unreadable
from articles.readers.documents.alerts import Item, is_alert, items_in_html, items_in_text
from articles.readers.documents.forwarded import bare_subject, forwarded_in, is_forward
from articles.readers.documents.mails import (
    attached,
    decoded,
    header,
    is_attached,
    is_mail,
    is_stub,
    parsed,
    parts,
    sender,
    sent_at,
)
from articles.readers.text import DECODER
from articles.readers.webpages.visibletext import visible_text

# A mail with so few words of its own only carries the files that are attached to it.
_FEW_WORDS = 40
# An outlet names itself by a word of its address, which is that of a role and not of a person.
# Who writes for a house, in some languages: news@, redaktion@, nyhetsbrev@
_ROLE = re.compile(
    r"(?:no-?reply|news|newsletters?|alerts?|info|mail|hello|editors?|editorial|press|redaktion(?:en)?|"
    r"redactie|redaction|redaccion|redacao|redazione|redakcja|redakce|toimitus|nyhet(?:er|sbrev)?|"
    r"nyhedsbrev|nieuwsbrief|infolettre|boletin|noticias|notizie|uutiset|wiadomosci)\b"
)
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"^(?:> ?)+")
_LONG = 4  # letters


class Eml(Document):
    """A mail. Mails and documents attached to it, and the items of an alert, are articles too."""

    name = "eml"
    suffixes = (".eml",)
    reader = f"eml 1 {DECODER}"
    layout = TextLayout.DOCUMENT

    def recognises(self, head: bytes) -> bool | None:
        return True if is_mail(head) else None

    def parts(self, member: Member) -> Sequence[Opened | Member | Failure]:
        mail = parsed(member.data)
        items = _items(mail)
        if items:
            return [_listed(member, number, item, mail) for number, item in enumerate(items, 1)]
        inner = [
            Opened(
                io.BytesIO(each.data),
                f"{member.name}#{each.name}",
                member.captured_at,
                format=self.name if each.is_mail else "",
                path=f"{member.path}#{each.name}" if member.path else "",
                filename=each.name,
                seen_at=member.seen_at,
                container=member.name,
            )
            for each in attached(mail)
        ]
        if not inner:
            return ()
        own = len(_text(mail).text.split()) >= _FEW_WORDS
        return [member, *inner] if own else inner

    def text(self, data: bytes) -> Text:
        text = _text(parsed(data))
        if not text.text.strip():
            raise Unreadable("The mail has no text.")
        found = forwarded_in(text.text)
        return Text(found.text, text.encoding, text.doubtful) if found and found.text else text

    def text_of_export(self, data: bytes, text: Text) -> str:
        return _unquoted(_text(parsed(data), with_blanks=True).text)

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        return tuple(_stated(parsed(data)))


def _stated(mail: email.message.Message) -> Iterator[Finding]:
    subject, (name, address) = header(mail, "Subject"), sender(mail)
    at = sent_at(mail)
    date, place = PartialDate.of(at.date()) if at else None, "header"
    inner = forwarded_in(_text(mail).text)
    if inner is not None:
        subject, (name, address) = inner.subject, parseaddr(inner.sender)
        read = read_machine_date(inner.date)
        date, place = (read.date if read else None), "forwarded header"
    elif is_forward(subject):
        date = None  # the date of the one who forwarded it
    headline = bare_subject(subject)
    if headline:
        yield _finding("headline", headline, place, "Subject")
    outlet = _outlet(name, address, is_bulk=bool(header(mail, "List-Unsubscribe")))
    if outlet:
        yield _finding("outlet", outlet, place, "From")
    if name or address:
        yield _finding("other", " ".join(filter(None, (name, address))), place, "From")
    if date is not None:
        yield _finding("published", date, place, "Date")


def _outlet(name: str, address: str, *, is_bulk: bool) -> str:
    """Return the outlet that sent the mail; "" if the sender may be a person."""
    local, _, host = address.lower().partition("@")
    known = known_outlets().at_host(host) or known_outlets().named(name)
    if known is not None:
        return known.name
    words = [word for word in _WORD.findall(name.lower()) if len(word) >= _LONG]
    names_itself = any(word in host for word in words)
    return name if names_itself and (is_bulk or _ROLE.match(local)) else ""


def _finding(field: str, value: object, place: str, key: str) -> Finding:
    why = f"The {place} “{key}” of the mail states it."
    return Finding(field, value, Locator((), f"{place} {key}"), "eml.header", why)


def _items(mail: email.message.Message) -> list[Item]:
    """Return the articles that the mail lists, if it is an alert."""
    if not is_alert(sender(mail)[1]):
        return []
    for part in parts(mail):
        if is_attached(part):
            continue
        text = decoded(part).text
        is_html = part.get_content_type() == "text/html"
        found = items_in_html(text) if is_html else items_in_text(text)
        if found:
            return found
    return []


def _listed(member: Member, number: int, item: Item, mail: email.message.Message) -> Member:
    name = item.url or str(number)
    return Member(
        item.as_record(),
        f"{member.name}#{name}",
        member.captured_at or sent_at(mail),
        item.url,
        "record",
        f"{member.path}#{name}" if member.path else "",
        identified=bool(item.url),
        seen_at=member.seen_at,
        container=member.name,
    )


def _text(mail: email.message.Message, *, with_blanks: bool = False) -> Text:
    """Return the mail's own text: the plain one, or that of its HTML (``visible_text``)."""
    plain: list[Text] = []
    html: list[Text] = []
    for part in parts(mail):
        if is_attached(part):
            continue
        try:
            text = decoded(part)
        except Unreadable:
            continue  # an empty part
        if part.get_content_type() == "text/html":
            try:
                shown = visible_text(text.text, with_blanks=with_blanks)
                html.append(Text(shown, text.encoding, text.doubtful))
            except Unreadable:
                continue
        elif part.get_content_type() == "text/plain":
            plain.append(Text(_unflowed(part, text.text), text.encoding, text.doubtful))
    if html and (not plain or is_stub(_joined(plain).text, _joined(html).text)):
        return _joined(html)
    return _joined(plain)


def _unquoted(text: str) -> str:
    """Return a text without signs of quotation if most of it is quoted, as in a forwarded mail."""
    lines = text.split("\n")
    if 2 * sum(line.startswith(">") for line in lines) <= len(lines):
        return text
    return "\n".join(_QUOTED.sub("", line) for line in lines)


def _joined(texts: Sequence[Text]) -> Text:
    whole = "\n\n".join(each.text.strip("\r\n") for each in texts).strip()
    # In a mail each part may have an encoding of its own: the bytes themselves say which.
    return Text(whole, "", any(each.doubtful for each in texts))


def _unflowed(part: email.message.Message, text: str) -> str:
    """Join the lines that a mail program broke (RFC 3676)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if str(part.get_param("format", "")).lower() != "flowed":
        return "\n".join(lines)
    spaced = str(part.get_param("delsp", "")).lower() != "yes"
    joined: list[str] = []
    goes_on = False
    for line in lines:
        bare = line.removeprefix(" ")
        if goes_on and bare:
            joined[-1] += bare.rstrip(" ")
        else:
            joined.append(bare.rstrip(" "))
        goes_on = bare.endswith(" ") and bare != "-- "
        if goes_on and spaced:
            joined[-1] += " "
    return "\n".join(line.rstrip() for line in joined)
