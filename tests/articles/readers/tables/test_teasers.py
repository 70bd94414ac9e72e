"""Records that have a teaser or an abstract in place of a text say so."""

from __future__ import annotations

import io

import pytest

from articles.readers import Member, Opened, capture_of, members
from articles.readers.tables.teasers import ONLY_A_TEASER

RULE = "record.teaser"
RIS = "TY  - NEWS\nTI  - Ferry sails\n{}ER  - \n"
BIBTEX = "@article{{a,\n title = {{Ferry sails}},{}\n year = 2020\n}}\n"
CSL = '[{{"id": "a", "type": "article-newspaper", "title": "Ferry sails"{}}}]'
FEED = "<rss><channel><item><title>Ferry sails</title>{}</item></channel></rss>"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Ferry sails</title>{}</entry></feed>'
)
TABLE = "Title;Summary;Text\nFerry sails;{}\n"
NEWS_API = '{{"title": "Ferry sails", "description": "After weeks.", "content": "{}"}}'


@pytest.mark.parametrize(
    ("name", "form", "content", "is_teaser"),
    [
        ("a.ris", RIS, "AB  - After weeks.\n", True),
        ("a.ris", RIS, "", False),
        ("a.bib", BIBTEX, " abstract = {After weeks.},", True),
        ("a.json", CSL, ', "abstract": "After weeks."', True),
        ("a.rss", FEED, "<description>After weeks.</description>", True),
        ("a.rss", FEED, "<guid>a</guid>", True),
        ("a.atom", ATOM, "<summary>After weeks.</summary>", True),
        ("a.atom", ATOM, "<content>It sailed at noon.</content>", False),
        ("a.csv", TABLE, "After weeks.;", True),
        ("a.csv", TABLE, "After weeks.;It sailed at noon.", False),
        ("a.json", NEWS_API, "It sailed at noon, its ow… [+3312 chars]", True),
        ("a.json", NEWS_API, "It sailed at noon [+2 crew].", False),
    ],
)
def test_a_record_without_a_whole_text_is_marked(
    name: str, form: str, content: str, is_teaser: bool
) -> None:
    data = form.format(content).encode()
    (member,) = members(Opened(io.BytesIO(data), name, filename=name), 20_000)
    assert isinstance(member, Member), member
    capture = capture_of(member)
    found = [each for each in capture.stated if each.rule == RULE]
    assert bool(found) is is_teaser
    for each in found:
        assert each.value == ONLY_A_TEASER
        shown = " ".join(capture.text.split("\n")[number - 1] for number in each.locator.lines)
        assert any(words in shown for words in ("After weeks.", "Ferry sails", "It sailed"))
