"""In which languages a search is read, and in which one it is taken to be."""

from __future__ import annotations

import pytest

from search.text.languages import Languages, primary


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("pt-BR", "pt"), ("ZH_hans", "zh"), ("ceb", "ceb"), ("", ""), ("German", "")],
)
def test_the_language_of_a_code(code: str, language: str) -> None:
    assert primary(code) == language


def test_the_commonest_language_comes_first_and_unknown_counts_as_english() -> None:
    assert Languages.of({"de": 5, "": 4, "en": 3, "fr": 5}).codes == ("en", "de", "fr")
    assert Languages.of({}).codes == ("en",)
    assert Languages.of({"de": 1}).codes == ("de",)


def test_a_word_has_one_stem_in_an_archive_of_one_language() -> None:
    assert Languages(("en",)).stems("Talks") == ("talk",)
    assert len(Languages(("de",)).stems("Häuser")) == 1


def test_languages_that_write_a_word_alike_share_its_stem() -> None:
    assert Languages(("en", "zh", "ru", "vi", "ar")).stems("Talks") == ("talk", "talks\x1f")
    assert len(Languages(("en", "zh", "de", "he")).stems("войны")) == 1
    assert Languages(("en", "de", "ru")).stems("2020") == ("2020",)


@pytest.mark.parametrize(
    ("codes", "text", "language"),
    [
        (("en", "de"), "die hard", "en"),
        (("de", "en"), "die hard", "de"),
        (("en", "de"), "die Wahl in Deutschland", "de"),
        (("en", "de"), "war in the Donbas", "en"),
        (("en", "fr"), "la guerre en Ukraine", "fr"),
        (("en", "fr"), "guerre Ukraine", "en"),
        (("en", "ru", "uk"), "война и мир на Украине", "ru"),
        (("en",), "die Wahl in Deutschland", "en"),
    ],
)
def test_a_search_is_in_the_commonest_language_unless_it_has_more_stop_words_of_another(
    codes: tuple[str, ...], text: str, language: str
) -> None:
    assert Languages(codes).of_search(text) == language
