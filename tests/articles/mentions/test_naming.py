"""Names, with their kinds, as rules find them in texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.mentions.reading import MOST_CHARACTERS, mentions_in

#: Language, text, and each name with its kind and the key of the rule.
NAMES = [
    (
        "en",
        "Police chief Anna Weil spoke. Prime Minister Jan Hall left. Mr Hall was late.",
        {"Anna Weil": "person title", "Jan Hall": "person title"},
    ),
    ("en", "It hit Olaf Brun, 47, and Mia Sand, who fled.", {"Olaf Brun": "person age", "Mia Sand": "person who"}),
    ("en", "The Bank of Tarn and Halden Steel merged.", {"Bank of Tarn": "organisation word", "Halden Steel": "organisation word"}),
    ("en", "They met in Corrin and Velm, near Oak Street.", {"Corrin": "place in", "Velm": "place with", "Oak Street": "place word"}),
    ("en", "SKARVIK, Norway (Nordwire) - A ferry sank.", {"Skarvik": "place dateline", "Norway": "place dateline", "Nordwire": "organisation agency"}),
    ("en", "Norway's Anna Lie won, and so did the Dutch skipper Piet van der Meer.", {"Norway": "place place", "Anna Lie": " ", "Piet van der Meer": "person title"}),
    ("en", "On Monday in May, Ahmad al-Rashid left the UNHCR.", {"Ahmad al-Rashid": " ", "UNHCR": "organisation letters"}),
    ("en", "Ferries sank. Nobody knew. Yesterday the mayor read “The Life of the Bee” again.", {}),
    ("en", "Theresa May met April Jones in Paris in April.", {"Theresa May": " ", "April Jones": " ", "Paris": "place place"}),
    ("de", "Die Ministerin Ute Krahl traf in Köln den Chef der Kaltmann AG.", {"Ute Krahl": "person title", "Köln": "place place", "Kaltmann AG": "organisation word"}),
    ("de", "Der Mann kaufte am Montag ein Haus mit Garten.", {}),
    ("fr", "Le maire, Jean Petit, a quitté l’Algérie pour la Bourse de Lyon.", {"Jean Petit": "person title", "Algérie": "place place", "Bourse de Lyon": "organisation word"}),
    ("es", "La ministra de Chile, Ana Ruiz, viajó a Perú.", {"Chile": "place place", "Ana Ruiz": "person role", "Perú": "place place"}),
    ("", "Anna Weil met Jan Hall in Paris.", {}),
    ("en", "So did Chief of Presidential Staff Anna Weil.", {"Anna Weil": "person title"}),
    ("en", "Ms Rita D'Souza met Jim O’Neill, 47, for L'Oréal.", {"Rita D'Souza": "person title", "Jim O’Neill": "person age", "L'Oréal": " "}),
    ("en", "They sent Valérie Roy d’Estran to Côte d'Ivoire.", {"Valérie Roy d’Estran": " ", "Côte d'Ivoire": "place place"}),
    ("en", "Captain Anna Weil led the coup d’état in Niger, its raison d'être.", {"Anna Weil": "person title", "Niger": "place place"}),
    ("en", "Then McKenzie & Sons bought Smith & McKenzie.", {"McKenzie & Sons": "organisation word", "Smith & McKenzie": "organisation word"}),
    ("fr", "Le groupe L’Oréal a quitté l’Algérie. L’Algérie attend.", {"L’Oréal": " ", "Algérie": "place place"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), NAMES)
def test_names_have_kinds_with_reasons(language: str, text: str, wanted: dict[str, str]) -> None:
    found = {name.text: f"{name.kind} {name.rule}" for name in mentions_in([text], language).names}
    assert found == wanted


def test_short_forms_are_joined_if_it_is_certain_whom_they_mean() -> None:
    text = [
        "President Recep Tayyip Erdogan met Anna Weil and the lawyer Olaf Weil.",
        "Erdogan left early. Nobody asked Weil.",
    ]
    names = {name.text: name for name in mentions_in(text, "en").names}
    assert list(names) == ["Recep Tayyip Erdogan", "Anna Weil", "Olaf Weil"]
    assert names["Recep Tayyip Erdogan"].forms == ("Recep Tayyip Erdogan", "Erdogan")
    assert names["Recep Tayyip Erdogan"].times == 2


def test_names_with_apostrophes_are_one_however_these_are_written() -> None:
    text = ["Mr Jim O'Neill met Rita D’Souza. Ms Rita D'Souza left, and so did O’Neill."]
    names = {name.text: name for name in mentions_in(text, "en").names}
    assert {text: name.times for text, name in names.items()} == {
        "Jim O'Neill": 2,
        "Rita D’Souza": 2,
    }


def test_the_end_of_the_name_of_a_firm_is_not_short_for_it() -> None:
    text = ["Then Smith & McKenzie left the Bank of Tarn.", "Nobody asked McKenzie or Tarn."]
    names = [name.text for name in mentions_in(text, "en").names]
    assert names == ["Smith & McKenzie", "Bank of Tarn", "McKenzie", "Tarn"]


def test_of_a_very_long_text_the_beginning_is_read() -> None:
    long = "Then Anna Weil left. " + "It rained again and again. " * 4000
    assert len(long) > MOST_CHARACTERS
    for paragraphs in ([f"{long}Then Olaf Brun left."], [long, "Then Olaf Brun left."]):
        found = mentions_in(paragraphs, "en")
        assert ([name.text for name in found.names], found.is_cut) == (["Anna Weil"], True)
    assert not mentions_in([long[: MOST_CHARACTERS - 50], "Short."], "en").is_cut


def test_authors_and_the_outlet_are_no_names() -> None:
    text = ["Mira Stone of the Harbour Gazette met Anna Weil."]
    found = mentions_in(text, "en", ("Mira Stone", "Harbour Gazette"))
    assert [name.text for name in found.names] == ["Anna Weil"]


@pytest.mark.parametrize("language", ["ja", "ar", "xx", "en", "de", "fr", "es", ""])
@pytest.mark.parametrize(
    "text", ["", "昨日、東京で会議があった。", "الرئيس", "İ", "“", "\u00ad", "A" * 5000, "’s ‘ “ » « \" '", "1 2 3"]
)  # fmt: skip
def test_any_text_can_be_read(language: str, text: str) -> None:
    mentions_in([text, text], language)
    mentions_in([], language)


PIECES = st.sampled_from(
    ["President", "Anna", "Weil", "she said", "said", "of", "“", "”", "„", "‘", "’", "«", "»", '"',
     ",", ".", ":", " ", "\u00a0", "’s", "St.", "J.", "in", "Paris", "47", "-", " - ", "(", ")",
     "al-", "Bank", "&", "May", "M.", "sagte", "a déclaré", "dijo", "который", "İ"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(PIECES, max_size=14).map("".join), max_size=4),
    st.sampled_from(["en", "de", "fr", "es", "ru"]),
)
def test_quotations_and_names_stand_in_the_text(paragraphs: list[str], language: str) -> None:
    found = mentions_in(paragraphs, language)
    names = {name.text for name in found.names}
    for speech in found.quotations:
        assert speech.text in paragraphs[speech.paragraph]
        assert speech.speaker in names | {""}
    for name in found.names:
        assert 0 <= name.paragraph < len(paragraphs) and name.times > 0
