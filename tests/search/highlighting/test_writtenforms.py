"""The written forms of words by stem."""

from __future__ import annotations

import pytest

from search.highlighting import writtenforms
from search.highlighting.writtenforms import WrittenForms, written_forms_in


@pytest.mark.parametrize(
    ("language", "text", "stems", "found"),
    [
        ("en", "Strikes, a strike – struck!\n\n“Strikes”", {"strike"}, {"Strikes", "strike"}),
        ("en", "Strikes", {"vote"}, set()),
        ("en", "strike/vote and vote-strike", {"strike"}, {"strike"}),
        ("de", "Häuser Haus Maus", {"haus\x1fde"}, {"Häuser", "Haus"}),
        ("", "", {"strike"}, set()),
        ("en", "strike" + "-" * 50 + "strikes", {"strike"}, {"strike", "strikes"}),
    ],
)
def test_forms_of_a_text_are_found_by_stem(
    language: str, text: str, stems: set[str], found: set[str]
) -> None:
    forms = WrittenForms(language)
    assert set(forms.matching(text, stems)) == found
    assert set(forms.matching(text, stems)) == found, "the second time, too"


def test_only_forms_of_the_same_text_match() -> None:
    forms = WrittenForms("en")
    forms.matching("strikes striking", {"strike"})
    assert set(forms.matching("strikes vote", {"strike"})) == {"strikes"}


def test_the_stem_in_the_language_comes_before_the_stem_without_accents() -> None:
    forms = WrittenForms("de")
    word = forms._analyses["Häuser"]
    both = {word.stem, "hauser"} | ({word.plain_stem} if word.plain_stem else set())
    assert forms.matching("Häuser", both) == {"Häuser": word.stem}


def test_full_forms_are_replaced_and_those_in_use_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writtenforms, "_REMEMBERED", 1)
    forms = written_forms_in("en")
    forms.matching("one two three", {"two"})
    assert forms.is_full
    assert written_forms_in("en") is not forms
    assert forms.matching("two", {"two"}) == {"two": "two"}
