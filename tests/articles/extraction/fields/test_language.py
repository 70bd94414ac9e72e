from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction.extract import extract
from articles.extraction.fields import language
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.page.layout import layout_of
from articles.extraction.page.page import Page
from articles.extraction.stated import extract_record


def find(body: Finding | None) -> Finding | None:
    return language.find(layout_of(Page.of("")), Context(), {"body": body} if body else {})


def body(*paragraphs: str) -> Finding:
    return Finding("body", paragraphs, Locator((3, 4)), "body.story")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council voted to close two libraries in the old town.", "en"),
        ("Der Stadtrat hat beschlossen, zwei Büchereien in der Altstadt zu schließen.", "de"),
        ("Le conseil a voté la fermeture de deux bibliothèques dans la vieille ville.", "fr"),
        ("Городской совет решил закрыть две библиотеки в старом городе.", "ru"),
        ("Belediye meclisi eski şehirdeki iki kütüphaneyi kapatma kararı aldı.", "tr"),
    ],
    ids=lambda value: value if len(value) == 2 else "",
)
def test_the_words_of_a_story_tell_its_language(text: str, code: str) -> None:
    found = find(body(text))
    assert found is not None
    assert (found.value, found.rule, found.locator.lines) == (code, "language.words", (3,))
    assert "in this language" in found.why


def test_small_words_tell_english_without_the_model() -> None:
    found = find(
        body(
            "The council voted on Monday to close two of the libraries in the old town, which have "
            "stood there for a hundred years, and said that their books would be given to schools."
        )
    )
    assert found is not None
    assert (found.value, found.rule) == ("en", "language.small-words")
    assert found.why == "11 of the first 33 words are common English words"


@pytest.mark.parametrize(
    "text",
    [
        "Der Film „The Lord of the Rings“ lief am Freitag in der Bücherei, die im Mai schließen "
        "wird, wie der Stadtrat nach langer Beratung und gegen viele Stimmen beschlossen hat.",
        "De gemeenteraad stemde maandag over de sluiting van twee bibliotheken in de oude stad, "
        "of van een ervan, en heeft been noch hand bewogen; de burgemeester was er niet bij.",
        "“This is the end of the line for the books,” said the head of the library, who will be "
        "gone. La bibliothèque fermera ses portes en mai, après un long débat au conseil de la "
        "vieille ville, où beaucoup de voix s’étaient élevées contre ce projet de la mairie.",
    ],
    ids=["German with an English title", "Dutch", "French after English words"],
)
def test_small_words_of_english_in_another_language_do_not_make_it_english(text: str) -> None:
    found = find(body(text))
    assert found is not None
    assert (found.value != "en", found.rule) == (True, "language.words")


@pytest.mark.parametrize(
    "text",
    [
        "He gave no reason.",
        "12 34 56 78 90 12 34 56 78 90 12 34 56 78 90 12 34 56 78 90",
        "Anna Berger Paulo Rossi Lena Vogt Ivan Petrov Maria Santos Jan Novak Leyla Demir",
    ],
    ids=["short", "numbers", "names"],
)
def test_nothing_is_said_of_a_text_that_does_not_tell(text: str) -> None:
    assert find(body(text)) is None


def test_a_page_without_text_has_no_language() -> None:
    assert find(None) is None
    assert extract(Page.of("")).language == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("东海港务集团周五公布的数据显示，三月份该港集装箱吞吐量同比增长百分之四，连续第三个月回升。" * 2, "zh"),
        ("港町で九十年続いた銭湯が二十日、最後の営業日を迎えた。朝から常連客が列をつくった。" * 2, "ja"),
        ("항구의 마지막 등대지기가 금요일에 일을 그만두었다. 등대는 이제 스스로 불을 켠다." * 2, "ko"),
        ("สะพานเก่าข้ามแม่น้ำปิดซ่อมตั้งแต่วันจันทร์ ชาวบ้านต้องใช้เรือข้ามฟากแทน" * 2, "th"),
        ("Ο τελευταίος φάρος του κόλπου έσβησε την Παρασκευή, και κανείς δεν το πρόσεξε.", "el"),
    ],
)  # fmt: skip
def test_a_script_of_its_own_tells_the_language(text: str, code: str) -> None:
    found = find(body(text))
    assert found is not None
    assert (found.value, found.rule) == (code, "language.script")


def test_the_body_decides_and_not_the_menu() -> None:
    story = "Der Stadtrat hat am Freitag beschlossen, zwei Büchereien in der Altstadt zu schließen."
    page = "Home\nNews\nSport\nSubscribe to our newsletter\n\n" + "\n\n".join([story] * 3)
    assert extract(Page.of(page)).language == "de"


@pytest.mark.parametrize(("stated", "language"), [(None, "en"), ("de-AT", "de-AT")])
def test_what_a_record_states_outranks_its_words(stated: str | None, language: str) -> None:
    text = "The council voted to close two libraries in the old town, the mayor said on Tuesday."
    given = [Finding("body", (text,), Locator((1,)), "record.body")]
    if stated:
        given.append(Finding("language", stated, Locator((2,), "key language"), "record.language"))
    assert extract_record(text, given, Context()).language == language


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(), min_size=1, max_size=200), min_size=1, max_size=4))
def test_no_text_is_too_odd(paragraphs: list[str]) -> None:
    found = find(body(*paragraphs))
    assert found is None or found.value


def test_the_model_is_not_read_before_it_is_needed() -> None:
    code = "import sys, articles.extraction; print('py3langid' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
