"""The keys of front matter in Markdown."""

from __future__ import annotations

from typing import Any

from articles.readers.documents.markdown import Markdown


def stated(matter: str) -> dict[str, Any]:
    data = f"---\n{matter}---\nThe ferry sailed.\n".encode()
    found = Markdown().stated(data, Markdown().text(data))
    return {each.field: each.value for each in found if each.field != "other"}


def test_a_description_is_the_standfirst() -> None:
    matter = "title: Ferry\ndescription: After weeks in the harbour.\n"
    assert stated(matter) == {"headline": "Ferry", "standfirst": "After weeks in the harbour."}


def test_a_language_is_stated_by_its_code_or_its_name() -> None:
    assert stated("title: Fähre\nlang: German\n")["language"] == "de"
    assert stated("title: Fähre\nlang: de-AT\n")["language"] == "de-AT"
    assert "language" not in stated("title: Fähre\nlang: whatever this is\n")
