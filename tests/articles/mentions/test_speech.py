"""Quotations with their speakers, as rules find them in texts."""

from __future__ import annotations

import pytest

from articles.mentions.reading import mentions_in

#: Language, text, and the speaker and the rule of each quotation.
SPEECH = [
    ("en", "“The hull has a tear,” Captain Anna Weil said.", ["Anna Weil after"]),
    ("en", '"The hull has a tear," said the captain, Anna Weil. "Nobody was hurt."', ["Anna Weil after", "Anna Weil goes on"]),
    ("en", "Captain Anna Weil told reporters: “The hull has a tear.”", ["Anna Weil before"]),
    ("en", "According to Captain Anna Weil, “the hull has a tear”.", ["Anna Weil according"]),
    ("en", "Captain Anna Weil left. “The hull has a tear,” she said.", ["Anna Weil pronoun"]),
    ("en", "Captain Anna Weil met Mr Jan Hall. “The hull has a tear,” she said.", [" "]),
    ("en", "Captain Anna Weil heard her father. “The hull has a tear,” he said.", [" "]),
    ("en", "“The hull has a tear,” said a friend of Captain Anna Weil.", [" "]),
    ("en", "“The hull has a tear,” a diplomat said.", [" "]),
    ("en", "‘It’s the hull that’s torn,’ Captain Anna Weil said.", ["Anna Weil after"]),
    ("en", "Mr Jan Hall said Captain Anna Weil was “deeply sorry for it”.", ["Jan Hall before"]),
    ("en", "“I heard him say ‘leave it’ and go,” Mr Jan Hall recalled.", ["Jan Hall after"]),
    ("en", "Captain Anna Weil wrote “The Life of the Bee”. She loves “slow food” and so on.", []),
    ("en", "They proclaim the Gospel, said Mr Jan Hall, as “a great and good word”.", [" "]),
    ("en", "According to Halden Bank analyst Anna Weil, it was “a long, hard year”.", [" "]),
    ("en", "According to The Harbour Herald, she said: “The hull has a tear.”", [" "]),
    ("en", "That Mr Jan Hall announced it was “a great big loss” to us, says Ms Anna Weil.", [" "]),
    ("en", "The authors in the journal Harbour Studies argued that it was “a good idea”.", [" "]),
    ("en", "“The hull has a tear,” her aunt, Anna Weil, said.", ["Anna Weil after"]),
    ("en", "A Harbour Rovers fan site said that Hall was “on his way to Rome”.", [" "]),
    ("en", "Mr Jan Hall asked about a remark Ms Anna Weil made: “The hull has a tear.”", [" "]),
    ("en", "Mr Jan Hall said that Ms Anna Weil was “glad of the new ferry”.", ["Jan Hall before"]),
    ("en", "In 2019, Ms Anna Weil said she sold “The Life of the Bee,” a book.", []),
    ("en", "“The hull has a tear,” Browns DL Anna Weil said.", [" "]),
    ("en", "“The hull has a tear,” said Dean Hall.", ["Dean Hall after"]),
    ("de", "„Das Schiff hat einen Riss“, sagte Kapitän Jan Hall. „Niemand ist verletzt.“", ["Jan Hall after", "Jan Hall goes on"]),
    ("de", "Kapitän Jan Hall sagte: »Das Schiff hat einen Riss.«", ["Jan Hall before"]),
    ("fr", "« Le bateau a une voie d’eau », a déclaré le maire Jean Petit.", ["Jean Petit after"]),
    ("fr", "Selon le maire Jean Petit, « le bateau est perdu ».", ["Jean Petit according"]),
    ("es", "«El barco tiene una grieta», dijo el capitán Juan Hall.", ["Juan Hall after"]),
    ("it", "«La nave ha una falla», ha detto il capitano Gianni Rossi.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), SPEECH)
def test_quotations_have_speakers_with_reasons(language: str, text: str, wanted: list[str]) -> None:
    found = mentions_in([text], language).quotations
    assert [f"{each.speaker} {each.rule}" for each in found] == wanted


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("", "Anna Weil"),
        ("At the same time, ", "Anna Weil"),
        ("Early says that there is a chance. ", ""),
        ("In the years that the town spent on its ferry and its long, long quay, ", ""),
    ],
)
def test_a_pronoun_stands_for_somebody_of_the_paragraph_before_if_nothing_is_between(
    before: str, speaker: str
) -> None:
    text = ["Captain Anna Weil left.", f"{before}she said: “The hull has a tear.”"]
    assert [each.speaker for each in mentions_in(text, "en").quotations] == [speaker]


def test_a_pronoun_may_stand_for_a_surname_of_which_nothing_is_known() -> None:
    text = ["They met Captain Anna Weil, and then Sand. “The hull has a tear,” she said."]
    assert [each.speaker for each in mentions_in(text, "en").quotations] == [""]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = [
        "“The hull has a tear,” Captain Anna Weil wrote. “We saw it late.",
        "“Nobody was hurt at all.”",
        "The ferry sank. “Nobody knows who says this.”",
    ]
    found = mentions_in(text, "en").quotations
    assert [(each.speaker, each.paragraph, each.text) for each in found] == [
        ("Anna Weil", 0, "The hull has a tear"),
        ("Anna Weil", 0, "We saw it late."),
        ("Anna Weil", 1, "Nobody was hurt at all."),
    ]
