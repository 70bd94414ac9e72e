from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.readers import Unreadable, normalised, read_text
from articles.readers.text import PlainText

ENGLISH = "The café’s owner said: “We open on Monday” – and so they did."
RUSSIAN = "Президент России провёл в среду совещание с членами правительства в Кремле."
CZECH = "Předseda vlády řekl včera večer, že země je připravena a že účty budou zveřejněny."
TURKISH = "Başkan dün görüşmelerde bulunduğunu söyledi ve ağır kış koşullarını anlattı."
GREEK = "Ο πρωθυπουργός είπε χθες ότι η χώρα είναι έτοιμη για τις διαπραγματεύσεις."
FRENCH = "Le théâtre a été fermé à l’été, où l’on préférait les fêtes de la forêt à côté."


@pytest.mark.parametrize(
    ("data", "text", "encoding", "doubtful"),
    [
        pytest.param(ENGLISH.encode(), ENGLISH, "utf-8", False, id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + b"Lake", "Lake", "utf-8", False, id="UTF-8 with BOM"),
        pytest.param(ENGLISH.encode("utf-16"), ENGLISH, "utf-16-le", False, id="UTF-16 LE"),
        pytest.param(
            codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"),
            RUSSIAN,
            "utf-16-be",
            False,
            id="UTF-16 BE",
        ),
        pytest.param(ENGLISH.encode("utf-32"), ENGLISH, "utf-32-le", False, id="UTF-32 LE"),
        pytest.param(
            codecs.BOM_UTF32_BE + ENGLISH.encode("utf-32-be"),
            ENGLISH,
            "utf-32-be",
            False,
            id="UTF-32 BE",
        ),
        pytest.param(
            ENGLISH.encode("utf-16-le"), ENGLISH, "utf-16-le", True, id="UTF-16 LE without BOM"
        ),
        pytest.param(
            ENGLISH.encode("utf-16-be"), ENGLISH, "utf-16-be", True, id="UTF-16 BE without BOM"
        ),
        pytest.param(ENGLISH.encode("cp1252"), ENGLISH, "cp1252", True, id="Windows-1252"),
        pytest.param(FRENCH.encode("cp1252"), FRENCH, "cp1252", True, id="French"),
        pytest.param(CZECH.encode("cp1250"), CZECH, "cp1250", True, id="Czech"),
        pytest.param(TURKISH.encode("cp1254"), TURKISH, "cp1254", True, id="Turkish"),
        pytest.param(GREEK.encode("cp1253"), GREEK, "cp1253", True, id="Greek"),
        pytest.param(b"A caf\xe9.", "A café.", "cp1252", True, id="one accent"),
        pytest.param(b"It\x92s here.", "It’s here.", "cp1252", True, id="one curly quote"),
        pytest.param(RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251", True, id="Windows-1251"),
        pytest.param(
            f"TASS: «{RUSSIAN}» – (c) 2020".encode("cp1251"),
            f"TASS: «{RUSSIAN}» – (c) 2020",
            "cp1251",
            True,
            id="Russian among Latin letters",
        ),
    ],
)
def test_texts_are_decoded(data: bytes, text: str, encoding: str, doubtful: bool) -> None:
    found = read_text(data)
    assert (found.text, found.encoding, found.doubtful) == (text, encoding, doubtful)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "only blank space"),
        (codecs.BOM_UTF8, "only blank space"),
        ("\u00a0\u200b\n".encode(), "only blank space"),
        (b"%PDF-1.7 text", "a PDF document"),
        (b"PK\x03\x04 text", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n text", "a PNG picture"),
        (b"\x1f\x8b\x08 text", "a gzip archive"),
        (b"text\x00text", "NUL"),
        (b"\x00" * 100, "NUL"),
        (bytes(range(1, 32)) * 10, "control characters"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfa", "not"),
        (codecs.BOM_UTF16_LE + b"a", "incomplete"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\x00", "NUL"),
    ],
)
def test_data_without_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as caught:
        read_text(data)
    assert caught.value.reason.endswith(".")
    assert isinstance(caught.value, ValueError)


@settings(deadline=None)  # guessing an encoding may take a moment on a busy machine
@given(st.binary(max_size=3000))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        found = read_text(data)
    except Unreadable as refused:
        assert refused.reason
    else:
        assert found.text.strip()
        assert "\x00" not in found.text


@given(st.text(st.characters(exclude_characters="\0")))
def test_text_in_utf_8_is_decoded_unchanged(text: str) -> None:
    try:
        data = text.encode()
        found = read_text(data)
    except (UnicodeEncodeError, Unreadable):
        return
    assert found.text == text.removeprefix("\ufeff")


@given(st.lists(st.text("abc é’", max_size=8)))
def test_newlines_marks_and_trailing_spaces_are_normalised(lines: list[str]) -> None:
    one = "\n".join(lines)
    other = "\ufeff" + "\r\n".join(line + " \t" for line in lines) + "\r\n\r\n"
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ufeffa  \n\n b\t\n\n", "a\n\n b"),
        ("  a", "  a"),
    ],
)
def test_normalising_keeps_the_words(text: str, result: str) -> None:
    assert normalised(text) == result


@pytest.mark.parametrize(
    "damage",
    [b"\xff", b"\x92", b"\xe2\x80", b"\xed\xa0\x80\xff\xfe"],
    ids=["ff", "92", "cut", "bad"],
)
@pytest.mark.parametrize(
    "text",
    [
        "Caf\u00e9s \u2014 \u201cold town\u201d and na\u00efve \u0130zmir",
        "\u0418\u0437 \u041c\u043e\u0441\u043a\u0432\u044b",
    ],
)
def test_a_damaged_place_does_not_make_utf_8_another_encoding(text: str, damage: bytes) -> None:
    found = read_text(text.encode() + b" " + damage + b" end of the story")
    assert found.text.startswith(text)
    assert "\ufffd" in found.text
    assert (found.encoding, found.doubtful) == ("utf-8", True)


def test_lines_in_windows_1252_do_not_spoil_those_in_utf_8() -> None:
    data = "The café’s owner paid £9 – so he said.".encode("cp1252") + b"\n" + FRENCH.encode()
    read = read_text(data)
    assert read.text.split("\n") == ["The café’s owner paid £9 – so he said.", FRENCH]
    assert (read.encoding, read.doubtful) == ("utf-8", True)


def test_japanese_in_seven_bits_is_decoded() -> None:
    text = "港の古い連絡船が解体される。"
    assert read_text(text.encode("iso2022_jp")).text == text


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, CZECH.replace("ř", "é")])
def test_utf_8_that_was_taken_for_windows_1252_is_restored(text: str) -> None:
    bytes_as_text = "".join(
        bytes([code]).decode("cp1252", "ignore") or chr(code) for code in text.encode()
    )
    mixed = f"{bytes_as_text}\nA line that is right: é, £, €."
    assert PlainText().text(mixed.encode()).text.split("\n")[0] == text
    assert PlainText().text(mixed.encode()).text.endswith("é, £, €.")


def test_unicode_line_separators_end_lines() -> None:
    read = PlainText().text("One\u2028Two\u2029Three\n".encode())
    assert read.text == "One\nTwo\nThree\n"
