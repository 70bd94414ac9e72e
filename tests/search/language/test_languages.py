"""Searches in an archive of several languages."""

from __future__ import annotations

import pytest

from search.language.description import describe, describe_filters
from search.language.languagenames import code_of, name_of
from search.language.parsing import parse, words_of
from search.query.clauses import And, Filters, InLanguage, Near, Not, Phrase, Term
from search.text.languages import Languages

BOTH = Languages(("en", "de"))


def terms(text: str, languages: Languages) -> list[str]:
    words = words_of(parse(text, languages).clause)
    return [word.text for word in words if isinstance(word, Term)]


def test_a_word_has_its_stems_in_each_language() -> None:
    (word,) = words_of(parse("Häuser", BOTH).clause)
    assert word == Term(("hauser", "haus\x1fde"), "Häuser")


def test_phrases_and_words_near_each_other_have_the_stems_of_each_word() -> None:
    stems = (("hauser", "haus\x1fde"), ("stadt", "stadt\x1fde"))
    assert parse('"Häuser Stadt"', BOTH).clause == Phrase(stems, "Häuser Stadt")
    assert parse('"Häuser Stadt"~3', BOTH).clause == Near(stems, 3, "Häuser Stadt")


def test_stop_words_are_those_of_the_language_of_the_search() -> None:
    assert terms("die Wahl in Deutschland", BOTH) == ["Wahl", "Deutschland"]
    assert terms("war in the Donbas", BOTH) == ["war", "Donbas"]
    assert terms("die hard", BOTH) == ["die", "hard"]


def test_forms_of_a_word_in_the_language_of_the_search_are_one_word() -> None:
    both = Languages(("en", "zh"))
    stems = ("talk", "talk\x1f", "talks\x1f")
    assert parse("talk Talks", both).clause == Term(stems, "talk", times=2)
    assert len(terms("Haus Häuser", BOTH)) == 2
    assert terms("Haus Häuser in der Stadt", BOTH) == ["Haus", "Stadt"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lang:de", "de"),
        ("lang:German", "de"),
        ("language:deutsch", "de"),
        ("lang:pt-BR", "pt"),
        ("lang:français", "fr"),
        ('lang:"haitian creole"', "ht"),
        ("lang:chinese", "zh"),
        ("lang:unknown", ""),
    ],
)
def test_a_search_can_be_narrowed_to_a_language(text: str, code: str) -> None:
    parsed = parse(f"{text} wahl")
    assert isinstance(parsed.clause, And) and InLanguage(code) in parsed.clause.clauses
    assert parsed.notes == ()
    assert parse(f"-{text}").clause == Not(InLanguage(code))


def test_what_is_no_language_is_read_as_words_with_a_note() -> None:
    parsed = parse("lang:klingonish")
    assert parsed.clause == Term(("klingonish",), "klingonish")
    (note,) = parsed.notes
    assert "not a language such as de, German or unknown" in note


def test_the_words_for_languages() -> None:
    assert describe(parse("wahl lang:de").clause) == "articles with “wahl”, in German"
    assert describe(parse("wahl -lang:de").clause) == "articles with “wahl”, not in German"
    assert describe(parse("lang:unknown").clause) == "all articles, in an unknown language"
    either = describe(parse("lang:de OR wahl").clause)
    assert either == "articles with either a text in German or “wahl”"
    filters = Filters(outlets=(0,), languages=("de", "zh", ""))
    assert describe_filters(filters, {}) == (
        "from an unknown outlet, in German, Chinese or an unknown language"
    )


def test_names_and_codes() -> None:
    assert (name_of("de"), name_of("pt-BR"), name_of("zh"), name_of("ceb")) == (
        "German",
        "Brazilian Portuguese",
        "Chinese",
        "ceb",
    )
    assert code_of("Norwegian") == "no" and code_of("nb") == "nb" and code_of("elvish") == ""
