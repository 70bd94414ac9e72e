"""Marks and snippets: whole matches are marked, nothing else is, and all text is escaped."""

from __future__ import annotations

import html
import re
import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlighting.marking import (
    LOOKED_AT,
    Marker,
    mark,
    mark_page,
    marker_of,
    snippets,
    spans,
)
from search.language.parsing import parse
from search.text.languages import Languages
from tests.samples import sampled

ANY_TEXT = st.text(st.characters(codec=None))
TAGS = re.compile(r"<[^>]*>")
WORDS = st.lists(
    st.sampled_from(
        ["idlib", "İdlib", "war", "cease", "fire", ". The", "<b>", "&", "\n\n", "北京市", "é"]
    )
).map(" ".join)


def marker(search: str) -> Marker:
    return marker_of(parse(search).clause)


def marked(search: str, text: str, field: str = "body") -> str:
    return mark(text, spans(text, marker(search), field)).replace("mark>", "m>")


@pytest.mark.parametrize(
    ("search", "text", "expected"),
    [
        ("talk", "Talks talked walk", "<m>Talks</m> <m>talked</m> walk"),
        ("stop", "He stopped.", "He <m>stopped</m>."),
        ("erdogan", "Erdoğan’s İdlib", "<m>Erdoğan’s</m> İdlib"),
        ("Izzeddin", "İİ İzzeddin", "İİ <m>İzzeddin</m>"),
        ("us", "the U.S. and us", "the <m>U.S.</m> and <m>us</m>"),
        ("soldier", "sol\u00addiers", "<m>sol\u00addiers</m>"),
        ("tal*", "talks and tall totals", "<m>talks</m> and <m>tall</m> totals"),
        ('"cease fire"', "cease, fire cease the fire", "<m>cease, fire</m> cease the fire"),
        ("de-escalation", "de-escalation de facto", "<m>de-escalation</m> de facto"),
        ('fire "cease fire"', "fire: cease fire", "<m>fire</m>: <m>cease fire</m>"),
        ('"a b a b"', "a b a b a b", "<m>a b a b a b</m>"),
        ("北京市", "在北京市長", "在<m>北京市</m>長"),
        ("京", "北京市長", "北<m>京市</m>長"),
        ("F-16", "two F-16s", "two <m>F-16s</m>"),
        ('"fire cease"~2', "cease the fire, cease", "<m>cease</m> the <m>fire</m>, <m>cease</m>"),
        ('"cease fire"~1', "cease for a fire", "cease for a fire"),
        (
            '"cease cease"~1',
            "cease the cease; x x x cease",
            "<m>cease</m> the <m>cease</m>; x x x cease",
        ),
        ('"cease fire"~50', "cease\n\nfire", "cease\n\nfire"),
        ("erdogen~", "Erdoğan, Rdogan, Erdos", "<m>Erdoğan</m>, Rdogan, Erdos"),
        ("wom?n", "Women, woman, womans", "<m>Women</m>, <m>woman</m>, womans"),
        ("t*key", "Turkey, tkey, turkeys", "<m>Turkey</m>, <m>tkey</m>, turkeys"),
        ("=talks", "talk talks", "talk <m>talks</m>"),
        ('="peace talks"', "peace talk, peace talks", "peace talk, <m>peace talks</m>"),
        ("idlib is:dated has:caption", "idlib is dated", "<m>idlib</m> is dated"),
        ('"said rock"', "he said\n\nRock said\nrock", "he said\n\nRock <m>said\nrock</m>"),
        ('byline:"lee john"', "Ann Lee\n\nJohn Smith", "Ann Lee\n\nJohn Smith"),
        ("idlib -war", "idlib war", "<m>idlib</m> war"),
        ("NOT (idlib OR war)", "idlib war", "idlib war"),
        ("idlib date:2020", "idlib 2020", "<m>idlib</m> 2020"),
        ("war OR (idlib peace)", "idlib war", "<m>idlib</m> <m>war</m>"),
        ("one two three four five", "five of one", "<m>five</m> of <m>one</m>"),
        ("headline:idlib", "idlib", "idlib"),
        ("body:idlib", "idlib", "<m>idlib</m>"),
        ("quot", "&quot; \"quot'", "&amp;<m>quot</m>; &quot;<m>quot</m>&#x27;"),
        ("script", "<script>", "&lt;<m>script</m>&gt;"),
        ("", "idlib", "idlib"),
    ],
)
def test_what_matches_is_marked(search: str, text: str, expected: str) -> None:
    assert marked(search, text) == expected


@pytest.mark.parametrize(
    ("search", "field", "is_marked"),
    [
        ("idlib", "headline", True),
        ("idlib", "outlet", True),
        ("idlib", "source", False),
        ("source:idlib", "source", True),
        ("source:idlib", "body", False),
        ("headline:idlib", "headline", True),
        ("headline:idlib", "body", False),
    ],
)
def test_a_clause_marks_its_own_field_only(search: str, field: str, is_marked: bool) -> None:
    assert bool(spans("Idlib", marker(search), field)) is is_marked


def test_a_span_names_the_word_it_matches() -> None:
    found = spans("talks of cease fire in Syria", marker('talk "cease fire" syr*'), "body")
    assert [span.word_key for span in found] == ["talk", "ceas fire", "syr*"]


@given(WORDS, st.sampled_from(["idlib war", '"cease fire" fire', "ide* OR idl* the", "北京市"]))
def test_spans_are_in_order_and_never_overlap(text: str, search: str) -> None:
    found = spans(text, marker(search), "body")
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(ANY_TEXT, st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60))))
def test_marking_changes_nothing_but_adds_marks(text: str, places: list[tuple[int, int]]) -> None:
    places = [(max(0, start), end) for start, end in places]
    written = mark(text, places)
    assert html.unescape(TAGS.sub("", written)) == text
    assert written.count("<mark>") == written.count("</mark>")
    assert not re.search(r"[<>\"']", re.sub(r"</?mark>", "", written))


def test_each_mark_of_a_page_links_to_the_next_and_the_last_to_the_first() -> None:
    page = mark_page(
        [("headline", "Idlib <1>"), ("body", "War in Idlib"), ("body", "x")], marker("idlib")
    )
    assert page.count == 2
    assert page.texts == (
        '<mark id="hit-1"><a href="#hit-2" title="Match 1 of 2; go to match 2">Idlib</a></mark>'
        " &lt;1&gt;",
        'War in <mark id="hit-2"><a href="#hit-1" title="Match 2 of 2; go to match 1">'
        "Idlib</a></mark>",
        "x",
    )


def test_only_the_beginning_of_a_field_is_searched_for_snippets_and_titles() -> None:
    words = "alpha beta " * (LOOKED_AT // 11)
    body = f"{words}talking{words} Idlib"
    edge = marker("idlib OR talk OR talking OR tal* OR ta*")
    assert spans(body, edge, "body") == []
    [snippet] = snippets({"body": body}, edge)
    assert snippet.text.startswith("alpha beta")
    assert mark_page([("body", body)], edge).count == 2


@pytest.mark.slow
def test_a_text_without_blanks_is_cut_at_the_limit() -> None:
    assert len(spans("京" * (2 * LOOKED_AT), marker("京"), "body")) == 1


def test_a_single_mark_has_no_link() -> None:
    page = mark_page([("body", "Idlib")], marker("idlib"))
    assert page.texts == ('<mark id="hit-1">Idlib</mark>',)


def test_a_page_without_matches_is_only_escaped() -> None:
    page = mark_page([("body", "<b>")], marker("idlib"))
    assert (page.texts, page.count) == (("&lt;b&gt;",), 0)


@given(st.lists(WORDS, max_size=5))
def test_the_marks_of_a_page_are_numbered_without_gaps(paragraphs: list[str]) -> None:
    page = mark_page([("body", text) for text in paragraphs], marker("idlib war"))
    ids = re.findall(r'id="hit-(\d+)"', "".join(page.texts))
    assert ids == [str(number + 1) for number in range(page.count)]
    assert [html.unescape(TAGS.sub("", text)) for text in page.texts] == paragraphs


FILLER = "The quick brown fox jumps over the lazy dog near the old river bank. " * 12


def test_a_snippet_is_the_sentence_around_the_match() -> None:
    [snippet] = snippets({"body": f"{FILLER}Idlib saw a truce. {FILLER}"}, marker("idlib"))
    assert snippet.field == "body"
    assert snippet.text.startswith("Idlib saw a truce. The quick")
    assert snippet.text.endswith("bank.")
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["Idlib"]


def test_the_snippet_with_most_distinct_words_comes_first() -> None:
    body = f"Idlib, Idlib, Idlib. {FILLER}Idlib and war. {FILLER}Truce."
    found = snippets({"body": body}, marker("idlib war truce"))
    assert [snippet.text[start:end] for snippet in found for start, end in snippet.spans] == [
        "Idlib",
        "war",
        "Truce",
        "Idlib",
        "Idlib",
        "Idlib",
    ]


def test_a_cut_sentence_has_dots_and_its_words_are_whole() -> None:
    text = "alpha beta gamma delta " * 100 + "Idlib " + "epsilon zeta eta theta " * 100
    [snippet] = snippets({"body": text}, marker("idlib"), width=100)
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert set(snippet.text.strip("…").split()) <= set(text.split())
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["Idlib"]


def test_snippets_come_from_other_fields_than_the_headline_too() -> None:
    texts = {
        "headline": "War",
        "captions": "A war memorial",
        "standfirst": "No peace",
        "source": "war",
    }
    found = snippets(texts, marker("war"))
    assert [(snippet.field, snippet.text) for snippet in found] == [("captions", "A war memorial")]


def test_the_source_is_quoted_if_it_is_searched() -> None:
    [snippet] = snippets(
        {"body": "Peace.", "source": "Donate now\nPeace."}, marker("source:donate")
    )
    assert (snippet.field, snippet.text) == ("source", "Donate now Peace.")


@pytest.mark.parametrize("search", ["", "elsewhere", "headline:idlib", "-war"])
def test_without_a_match_the_snippet_is_the_beginning_of_the_story(search: str) -> None:
    [snippet] = snippets({"headline": "Idlib", "body": f"\n {FILLER}"}, marker(search))
    assert snippet.text.startswith("The quick brown")
    assert len(snippet.text) <= 242
    assert snippet.spans == ()


def test_a_match_in_the_byline_alone_still_shows_the_story() -> None:
    found = snippets({"byline": "Ann Lee", "body": "Peace came."}, marker("lee"))
    assert [(snippet.field, snippet.text) for snippet in found] == [
        ("byline", "Ann Lee"),
        ("body", "Peace came."),
    ]


def test_without_any_text_there_is_no_snippet() -> None:
    assert snippets({}, marker("idlib")) == ()
    assert snippets({"body": " \n "}, marker("idlib")) == ()


@given(WORDS | ANY_TEXT, WORDS, st.integers(1, 80), st.integers(1, 4))
def test_snippets_quote_the_text_and_mark_what_the_text_marks(
    body: str, captions: str, width: int, limit: int
) -> None:
    texts = {"body": body, "captions": captions}
    sought = marker('idlib war "cease fire"')
    found = snippets(texts, sought, limit=limit, width=width)
    assert len(found) <= limit
    for field, text in texts.items():
        whole = Counter(text[span.start : span.end] for span in spans(text, sought, field))
        flat = re.sub(r"\s", " ", text)
        mine = [snippet for snippet in found if snippet.field == field]
        quoted = Counter(one.text[start:end] for one in mine for start, end in one.spans)
        assert quoted <= Counter({re.sub(r"\s", " ", key): n for key, n in whole.items()})
        for snippet in mine:
            assert any(
                snippet.text[begin : len(snippet.text) - cut] in flat
                for begin in (0, 1)
                for cut in (0, 1)
            )


@pytest.mark.parametrize(
    "pattern", sampled(["idlib ", "idlib war. ", "a", "idlib\n", "北京", " "], ["a", " "])
)
def test_a_huge_text_is_marked_in_linear_time(pattern: str) -> None:
    text = pattern * (150_000 // len(pattern))
    sought = marker('idlib war "idlib idlib idlib idlib" 北京 a*')
    started = time.process_time()
    snippets({"body": text}, sought)
    mark_page([("body", text)], sought)
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    ("search", "language", "text", "expected"),
    [
        ("Haus", "de", "Die Häuser", "Die <m>Häuser</m>"),
        ("Haus", "en", "Die Häuser, das Haus", "Die Häuser, das <m>Haus</m>"),
        ("Haus", "", "Die Häuser", "Die Häuser"),
        ('"Haus am See"', "de", "Häuser am See", "<m>Häuser am See</m>"),
        ('"See Haus"~2', "de", "Häuser am See", "<m>Häuser</m> am <m>See</m>"),
        ("valky", "cs", "války", "<m>války</m>"),
        ("talks", "zh", "talks talk", "<m>talks</m> talk"),
        ("talks", "en", "talks talk", "<m>talks</m> <m>talk</m>"),
    ],
)
def test_a_text_is_marked_in_its_own_language(
    search: str, language: str, text: str, expected: str
) -> None:
    archive = Languages(("en", "de", "cs", "zh"))
    marker = marker_of(parse(search, archive).clause)
    found = mark(text, spans(text, marker, "body", language)).replace("mark>", "m>")
    assert found == expected


def test_each_word_of_a_search_in_several_languages_is_counted() -> None:
    marker = marker_of(parse('Haus "am See"', Languages(("en", "de"))).clause)
    page = mark_page([("body", "Häuser am See, ein Haus am See")], marker, "de")
    assert [(each.word, each.times) for each in page.words] == [("Haus", 2), ("“am See”", 2)]
