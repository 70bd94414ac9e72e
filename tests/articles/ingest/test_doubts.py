"""Pages that are no article are stored, and people are told what they look like."""

from __future__ import annotations

import pytest

from articles.extraction.furniture import Learnt
from articles.ingest.doubts import doubt
from articles.ingest.incoming import Extractor, Incoming
from articles.limits import Limits
from articles.readers import Member

RESULTS = "\n".join(
    f"Story {number} of the harbour\nMarch {number}, 2024\nA teaser of a few words."
    for number in range(1, 9)
)
STORY = """Weir of Overmill opens to boats
By Lorna Pettifer
March 3, 2024
Boats passed the weir of Overmill on Sunday for the first time in forty years, and two hundred \
people watched them from the bridge. The council has spent two million on the lock.
"""
BODY = STORY.rpartition("2024\n")[2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f"View this email in your browser\nBriefing\n{STORY}Read the full story\n"
            f"Ferry is late again\n{BODY}Read more →\nUnsubscribe",
            "a newsletter with the beginnings of 2 articles",
        ),
        ("Just a moment...\nVerify you are human by completing the action below.", "robots"),
        ("Checking your browser before accessing gazette.example\nRay ID: 7a", "robots"),
        ("Our systems have detected unusual traffic from your computer network.", "robots"),
        ("404\nPage not found\nHome\nSport", "error page"),
        ("Sorry\nThe page you were looking for doesn’t exist.", "error page"),
        ("Seite nicht gefunden\nZur Startseite", "error page"),
        (
            "We value your privacy\nWe and our 842 partners store information.\nManage options\n"
            "Accept all\nReject all",
            "cookie wall",
        ),
        ("Search results\n1,204 results for “weir”\nSort by: newest\nStory", "search results"),
        (RESULTS, "list of articles"),
        ("Suchergebnisse für „Deich“\n87 Treffer\nDer Deich hält – noch", "search results"),
        ("ProQuest\n12 results\nOldest first\nFerry sails\nAbstract/Details", "search results"),
        (
            "Avant de continuer\nNous et nos partenaires utilisons des cookies.\nVous consentez à "
            "l’utilisation de ces cookies.\nContinuer sans accepter\nTout accepter",
            "cookie wall",
        ),
        (
            "Mit Werbung weiterlesen\nZustimmung ist jederzeit widerrufbar.\nAkzeptieren und weiter\n"
            "Zum PUR-Abo\nOhne Werbetracking lesen",
            "cookie wall",
        ),
        (
            "Two libraries may close\nA paper shows it.\n2 hours ago\n" * 2
            + "Bus lanes put off\nA vote was put off.\n3 hours ago\n" * 2,
            "list of articles",
        ),
        (f"{STORY}Subscribe to continue reading\n", "only subscribers can read"),
        (f"{STORY}Weiterlesen mit Hafenpost+\n", "only subscribers can read"),
        (f"{STORY}Cet article est réservé aux abonnés.\n", "only subscribers can read"),
    ],
)
def test_what_is_no_article_is_said_so(text: str, words: str) -> None:
    assert words in doubt(text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"{STORY}We use cookies. Accept all\n",
        f"{STORY}Already a subscriber? Log in\nSubscribe\n",
        f"{STORY}{BODY * 8}Subscribe to continue reading our newsletters.\n",
        f"{STORY}{BODY * 8}A robot asked: are you a robot?\n",
        f"404 homes lost power\n{STORY}",
        f"The court found that results for 2023 were wrong\n{STORY}",
        STORY + "\n".join(f"{hour}:15\n{BODY * 2}" for hour in range(9, 18)),
    ],
    ids=["story", "banner", "menu", "long", "about robots", "number", "results", "live"],
)
def test_an_article_is_not_doubted(text: str) -> None:
    assert doubt(text.split("\n")) == ""


def test_what_looks_like_no_article_is_noted_with_its_capture() -> None:
    extractor = Extractor(Limits(), Learnt())
    for data, words in ((b"404\nPage not found\n", "error page"), (STORY.encode(), "")):
        found = extractor.result(Member(data, "a.txt"))
        assert isinstance(found, Incoming)
        assert words in found.note
        assert bool(words) == bool(found.note)
