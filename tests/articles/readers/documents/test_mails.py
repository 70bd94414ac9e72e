"""Mails: newsletters, alerts, press releases, and articles that people forward."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.limits import Limits
from articles.readers import Failure, find
from articles.readers.documents.forwarded import bare_subject, forwarded_in
from articles.readers.documents.mails import is_mail

STORY = """By Lorna Pettifer

OVERMILL – Boats passed the weir of Overmill on Sunday for the first time in forty years, and two \
hundred people watched them from the bridge.

The council has spent two million on the lock, which had been closed since the flood, and expects \
a thousand boats a year from all over the county.
"""
PAGE = f"""<html><body><table><tr><td>{"</p><p>".join(STORY.split(chr(10) * 2))}</td></tr></table>
<img src="https://tide.example/pixel"></body></html>"""
HEADERS = """---------- Forwarded message ---------
From: Harbour Gazette <news@gazette.example>
Date: Sun, Mar 3, 2024 at 9:15 AM
Subject: Weir of Overmill opens to boats
To: <ines@desk.example>
"""
OUTLOOK = """Bitte archivieren.

-----Ursprüngliche Nachricht-----
Von: Harbour Gazette <news@gazette.example>
Gesendet: Sonntag, 3. März 2024 09:15
An: Ines Roth
Betreff: Weir of Overmill opens to boats
"""
ALERTS = "Google Alerts <googlealerts-noreply@google.com>"
ALERT_HTML = """<html><body><table>
<tr itemscope itemtype="http://schema.org/Article"><td>
<a href="https://www.google.com/url?rct=j&amp;url=https://gazette.example/weir&amp;ct=ga"
 itemprop="url"><span itemprop="name">Weir of <b>Overmill</b> opens</span></a>
<div itemprop="publisher"><span itemprop="name">Harbour Gazette</span></div>
<div itemprop="description">Boats passed the weir of Overmill on Sunday ...</div></td></tr>
<tr itemscope itemtype="http://schema.org/Article"><td>
<a href="https://www.google.com/url?rct=j&amp;url=https://tide.example/lock&amp;ct=ga"
 itemprop="url"><span itemprop="name">Lock keeper retires</span></a>
<div itemprop="publisher"><span itemprop="name">The Morning Tide</span></div>
<div itemprop="description">The keeper of the lock retires after ...</div></td></tr>
</table></body></html>"""
ALERT_TEXT = """=== News - 2 new results for [overmill] ===

Weir of Overmill opens
Harbour Gazette
Boats passed the weir of *Overmill* on Sunday ...
<https://www.google.com/url?rct=j&sa=t&url=https://gazette.example/weir&ct=ga>

Lock keeper retires
The Morning Tide
The keeper of the lock retires after ...
<https://www.google.com/url?rct=j&sa=t&url=https://tide.example/lock&ct=ga>

Unsubscribe: <https://www.google.com/alerts/remove?s=1>
"""


def mail(
    subject: str = "Weir of Overmill opens to boats",
    sender: str = "The Morning Tide <news@morningtide.example>",
    text: str = STORY,
    html: str = "",
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "desk@archive.example", subject
    message["Date"] = "Mon, 04 Mar 2024 00:30:00 +0100"
    message["Message-ID"] = f"<{abs(hash(subject))}@morningtide.example>"
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    return message


def results(path: Path, data: bytes) -> list[Incoming | Failure]:
    path.write_bytes(data)
    extractor = Extractor(Limits(), Learnt())
    jobs = jobs_of(find([path]), extractor.limits)
    return [each for job in jobs for each in extractor.results(job)]


def one(path: Path, data: bytes) -> Incoming:
    (found,) = results(path, data)
    assert isinstance(found, Incoming), found
    return found


@pytest.mark.parametrize(
    ("message", "headline", "outlet", "date"),
    [
        pytest.param(mail(), "Weir of Overmill opens to boats", "The Morning Tide", "2024-03-04"),
        pytest.param(
            mail("[Tide News] Weir of Overmill opens", text="", html=PAGE),
            "Weir of Overmill opens",
            "The Morning Tide",
            "2024-03-04",
        ),
        pytest.param(
            mail("Weir opens", text="Your program shows no HTML.", html=PAGE),
            "Weir opens",
            "The Morning Tide",
            "2024-03-04",
        ),
        pytest.param(
            mail(sender="Norrsunda Tidning <nyhetsbrev@norrsundatidning.example>"),
            "Weir of Overmill opens to boats",
            "Norrsunda Tidning",
            "2024-03-04",
        ),
        pytest.param(
            mail("Press release: weir opens", "Ana Ruiz <ana@ruiz.example>"),
            "Press release: weir opens",
            None,
            "2024-03-04",
        ),
        pytest.param(
            mail("Fwd: weir", "Ines Roth <ines@desk.example>", f"fyi\n\n{HEADERS}\n\n{STORY}"),
            "Weir of Overmill opens to boats",
            "Harbour Gazette",
            "2024-03-03",
        ),
        pytest.param(
            mail("WG: Wehr", "Ines Roth <ines@desk.example>", f"{OUTLOOK}\n{STORY}"),
            "Weir of Overmill opens to boats",
            "Harbour Gazette",
            "2024-03-03",
        ),
        pytest.param(
            mail("Fw: Weir opens", "Ines Roth <ines@desk.example>"), "Weir opens", None, None
        ),
    ],
)
def test_a_mail_is_an_article(
    tmp_path: Path, message: EmailMessage, headline: str, outlet: str | None, date: str | None
) -> None:
    found = one(tmp_path / "a.eml", message.as_bytes())
    facts = found.extraction
    assert (found.capture.format, facts.headline, facts.outlet) == ("eml", headline, outlet)
    assert (str(facts.published.date) if facts.published.date else None) == date
    assert facts.byline == ("Lorna Pettifer",)
    assert facts.body[0].startswith("OVERMILL – Boats passed the weir")
    assert facts.body[-1].endswith("all over the county.")
    (evidence,) = facts.of("headline")
    assert evidence.locator.place.endswith("header Subject")
    assert "Subject:" not in found.capture.text


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "message", "a.html"])
def test_a_mail_is_recognised_by_its_headers(tmp_path: Path, name: str) -> None:
    assert one(tmp_path / name, mail().as_bytes()).capture.format == "eml"


@pytest.mark.parametrize(
    "head", [b"From: Ana\nSubject: Weir\n\nA printed mail", b"Weir opens\n\nFrom: Ana", b"", b"\0"]
)
def test_other_texts_are_no_mails(head: bytes) -> None:
    assert not is_mail(head)


@pytest.mark.parametrize(
    "message",
    [
        mail("Google Alert - overmill", ALERTS, ALERT_TEXT),
        mail("Google Alert - overmill", ALERTS, "", ALERT_HTML),
    ],
    ids=["text", "html"],
)
def test_an_alert_is_split(tmp_path: Path, message: EmailMessage) -> None:
    found = results(tmp_path / "alert.eml", message.as_bytes())
    facts = [each.extraction for each in found if isinstance(each, Incoming)]
    assert [(each.headline, each.outlet, each.url) for each in facts] == [
        ("Weir of Overmill opens", "Harbour Gazette", "https://gazette.example/weir"),
        ("Lock keeper retires", "The Morning Tide", "https://tide.example/lock"),
    ]
    assert [each.name.partition("#")[2] for each in found] == [each.url for each in facts]
    assert all(isinstance(each, Incoming) and each.identified for each in found)
    # When an alert was sent is not when the article was published.
    assert [each.published.date for each in facts] == [None, None]


def test_attached_mails_and_documents_are_articles_too(tmp_path: Path) -> None:
    outer = mail("Two stories", "Ines Roth <ines@desk.example>", "Please keep these.")
    outer.add_attachment(mail())
    outer.add_attachment(
        f"<!doctype html><title>Lock</title>{PAGE}".encode(),
        maintype="text",
        subtype="html",
        filename="../lock.html",
    )
    outer.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png")
    found = results(tmp_path / "a.eml", outer.as_bytes())
    assert [
        (Path(each.name).name, each.capture.format) for each in found if isinstance(each, Incoming)
    ] == [("a.eml#message.eml", "eml"), ("a.eml#lock.html", "html")]
    assert isinstance(found[0], Incoming)
    assert [each.kind for each in found[0].passed_over] == [".png file"]
    whole = mail()
    whole.add_attachment(mail("Another"))
    assert len(results(tmp_path / "b.eml", whole.as_bytes())) == 2


def test_a_short_mail_with_a_picture_is_read(tmp_path: Path) -> None:
    short = mail("Weir opens", text="Weir of Overmill opens\n\nBoats passed it on Sunday.")
    short.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="weir.jpg")
    found = one(tmp_path / "a.eml", short.as_bytes())
    assert found.extraction.headline == "Weir opens"
    assert [each.name.rpartition("#")[2] for each in found.passed_over] == ["weir.jpg"]


def test_a_mailbox_yields_each_mail(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    for number in range(3):
        box.add(mail(f"Story {number}", text=f"From here on, story {number}.\n\n{STORY}"))
    box.close()
    data = (tmp_path / "a.mbox").read_bytes()
    assert b"\n>From here" in data
    for name in ("b.mbox", "b.txt", "export"):
        found = results(tmp_path / name, data)
        assert [each.extraction.headline for each in found if isinstance(each, Incoming)] == [
            "Story 0",
            "Story 1",
            "Story 2",
        ]
        assert all(isinstance(each, Incoming) and each.identified for each in found)
        assert all(
            isinstance(each, Incoming) and "From here on" in each.capture.text for each in found
        )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(mail().as_bytes()[:180], id="truncated in the headers"),
        pytest.param(
            mail().as_bytes().replace(b'charset="utf-8"', b'charset="klingon"'), id="encoding"
        ),
        pytest.param(mail().as_bytes().replace(b"Mon, 04 Mar", b"Xyz, 99 Foo"), id="date"),
        pytest.param(b"Subject: =?utf-8?b?//?=\n" + mail().as_bytes(), id="damaged header"),
        pytest.param(
            b"".join(
                b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n)
                for n in range(3000)
            ),
            id="nested",
        ),
        pytest.param(b"Content-Type: message/rfc822\n\n" * 300 + b"Subject: a\n\nb", id="mails"),
    ],
)
def test_a_damaged_or_hostile_mail_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    for each in results(tmp_path / "a.eml", data):
        assert isinstance(each, Incoming) or each.reason.endswith(".")
        assert isinstance(each, Incoming) or "Error" not in each.reason


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Fwd: Re: Weir opens", "Weir opens"),
        ("WG: AW: Wehr offen", "Wehr offen"),
        ("[desk] Weir opens", "Weir opens"),
        ("Weir: opens", "Weir: opens"),
        ("Retired keeper: an interview", "Retired keeper: an interview"),
    ],
)
def test_marks_of_answers_are_no_part_of_a_headline(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare


def test_a_text_that_only_quotes_headers_is_not_forwarded() -> None:
    assert forwarded_in("From: Ana\nThe mail was short.\nSubject: Weir\n") is None
    nested = forwarded_in(f"{HEADERS}\n> note\n\n{OUTLOOK}\n{STORY}")
    assert nested is not None
    assert nested.date == "Sonntag, 3. März 2024 09:15"
