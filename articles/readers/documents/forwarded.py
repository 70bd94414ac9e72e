"""Mails forwarded within the text of another mail, below a copy of their headers."""

from __future__ import annotations

import re
from dataclasses import dataclass

# fmt: off
# The labels that mail programs write, by language.
_LABELS = {
    "from": ("from", "von", "de", "da", "van", "från", "fra", "od", "от",
             "expéditeur", "remitente"),
    "date": ("date", "sent", "datum", "gesendet", "envoyé", "envoyé le", "fecha", "enviado",
             "enviado el", "data", "enviada em", "inviato", "skickat", "sendt", "verzonden",
             "дата", "отправлено", "wysłano"),
    "subject": ("subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp",
                "ämne", "emne", "temat", "тема"),
    "to": ("to", "an", "à", "para", "a", "aan", "till", "til", "do", "кому", "cc", "kopie",
           "reply-to", "antwort an"),
}
# fmt: on
_BY_LABEL = {label: name for name, labels in _LABELS.items() for label in labels}
_LINE = re.compile(r"[>\s*]*(?P<label>[^\W\d_][\w \-]{0,14}?)\s?:\*?\s*(?P<value>.*)")
_PREFIX = re.compile(
    r"(?:\s*(?:fwd?|fw|wg|tr|rv|enc|i|vs|vb|doorst|pd|re|aw|sv|antw|res|rif)"
    r"\s*(?:\[\d+\])?\s*:)+\s*",
    re.IGNORECASE,
)
_LIST = re.compile(r"^\s*\[[\w .&'’-]{2,40}\]\s+(?=\S)")
_QUOTE = re.compile(r"^(?:> ?)+")
_MOST_LINES = 200  # The headers of the forwarded mail come after a short note, if any.
_MOST_BLANK = 1  # between two of them


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A forwarded mail: its headers, as written, and its text."""

    subject: str
    date: str
    sender: str
    text: str


def forwarded_in(text: str) -> Forwarded | None:
    """Return the mail that was forwarded with this text; None if there is none.

    It begins below at least a sender, a subject and a date, one after the other.
    """
    lines = text.split("\n")
    at = 0
    while at < min(len(lines), _MOST_LINES):
        found, end = _headers(lines, at)
        if {"from", "date", "subject"} <= found.keys():
            body = lines[end:]
            quoted = [line for line in body if line.strip()]
            if quoted and all(line.startswith(">") for line in quoted):
                body = [_QUOTE.sub("", line) for line in body]
            whole = "\n".join(body).strip("\n")
            inner = forwarded_in(whole)
            return inner or Forwarded(found["subject"], found["date"], found["from"], whole)
        at = max(end, at + 1)
    return None


def bare_subject(subject: str) -> str:
    """Return a subject without the marks of answers, forwards and mailing lists."""
    return _LIST.sub("", _PREFIX.sub("", subject, count=1)).strip()


def is_forward(subject: str) -> bool:
    return _PREFIX.match(subject) is not None


def _headers(lines: list[str], at: int) -> tuple[dict[str, str], int]:
    """Return the headers from line ``at`` on, by name, and the line after them."""
    found: dict[str, str] = {}
    blank, last = 0, ""
    while at < len(lines):
        line = lines[at]
        match = _LINE.fullmatch(line)
        name = _BY_LABEL.get(match["label"].lower(), "") if match else ""
        if not line.strip("> \t"):
            blank += 1
            if blank > _MOST_BLANK or {"from", "date", "subject"} <= found.keys():
                break
        elif match and name:
            found.setdefault(name, match["value"].strip(" *"))
            blank, last = 0, name
        elif found and last and not blank:  # a header that goes on in the next line
            found[last] = f"{found[last]} {line.strip('> ')}".strip()
            last = ""
        else:
            break
        at += 1
    return found, at
