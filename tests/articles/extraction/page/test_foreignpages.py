"""Pages in other languages: their buttons and lists are no part of the story."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

# Language, headline, byline, name, date, two paragraphs, then what stands around them.
PAGES = [
    (
        "Alte Fähre wird im Frühjahr abgewrackt",
        "Von Jana Rehm",
        "Jana Rehm",
        "4. März 2021",
        "Die alte Fähre, die seit hundert Jahren Kohle über den Sund trägt, wird abgewrackt.",
        "Der Hafenmeister sagte am Donnerstag, die Glocke gehe an die Schule des Ortes.",
        ("Startseite", "Teilen", "Lesen Sie auch", "Alle Rechte vorbehalten."),
    ),
    (
        "Le vieux bac partira à la casse au printemps",
        "Par Lise Moran",
        "Lise Moran",
        "4 mars 2021",
        "Le vieux bac, qui portait du charbon depuis cent ans, sera démoli au printemps.",
        "Le maître du port a dit jeudi que la cloche irait à l’école du village.",
        ("Accueil", "Partager", "À lire aussi", "Tous droits réservés."),
    ),
    (
        "El viejo transbordador irá al desguace",
        "Por Inés Valdo",
        "Inés Valdo",
        "4 de marzo de 2021",
        "El viejo transbordador, que llevó carbón durante cien años, irá al desguace.",
        "El capitán del puerto dijo el jueves que la campana irá a la escuela del pueblo.",
        ("Inicio", "Compartir", "Te puede interesar", "Todos los derechos reservados."),
    ),
    (
        "เรือข้ามฟากเก่าจะถูกรื้อในฤดูใบไม้ผลิ",
        "โดย มาลี ใจดี",
        "มาลี ใจดี",
        "4 มีนาคม 2564",
        "เรือข้ามฟากเก่าซึ่งบรรทุกถ่านหินข้ามช่องแคบมานานกว่าหนึ่งร้อยปีจะถูกรื้อในฤดูใบไม้ผลิที่จะถึงนี้ "
        "ตามประกาศของเทศบาลเมือง",
        "นายท่าเรือกล่าวเมื่อวันพฤหัสบดีว่าระฆังของเรือจะมอบให้โรงเรียนประจำหมู่บ้าน "
        "ส่วนเครื่องยนต์จะนำไปตั้งแสดงในพิพิธภัณฑ์ของจังหวัด",
        ("หน้าแรก", "แชร์", "อ่านเพิ่มเติม", "สงวนลิขสิทธิ์"),
    ),
    (
        "Старый паром отправят на слом весной",
        "Автор: Мария Орлова",
        "Мария Орлова",
        "4 марта 2021",
        "Старый паром, который сто лет возил уголь через пролив, весной пойдёт на слом.",
        "Начальник порта сказал в четверг, что колокол передадут школе посёлка.",
        ("Главная", "Поделиться", "Читайте также", "Все права защищены."),
    ),
    (
        "港口百年老渡轮将在明年春天拆解",
        "作者：李娜",
        "李娜",
        "2021年3月4日",
        "在海峡运煤一百年的老渡轮将在明年春天拆解，港务局星期四宣布了这一决定。",
        "港务局长表示，船上的铜钟将送给当地的学校，船体将在原来的船坞里拆开。",
        ("首页", "分享", "相关阅读", "版权所有"),
    ),
    (
        "港の古い連絡船が来年の春に解体される",
        "執筆：森葉子",
        "森葉子",
        "2021年3月4日",
        "百年にわたり石炭を運んだ古い連絡船が、来年の春に解体されると港の局が発表した。",
        "船の鐘は町の学校に贈られ、船体は造られた場所で解体されると局長は述べた。",
        ("ホーム", "シェアする", "関連記事", "無断転載"),
    ),
]


@pytest.mark.parametrize(("headline", "line", "name", "date", "one", "two", "around"), PAGES)
def test_a_page_of_another_language_is_divided(
    headline: str, line: str, name: str, date: str, one: str, two: str, around: tuple[str, ...]
) -> None:
    menu, share, related, rights = around
    page = f"{menu}\n{share}\n{headline}\n{line}\n{date}\n\n{one}\n\n{two}\n\n{related}\n{rights}\n"
    found = extract(Page.of(page))
    assert (found.headline, found.byline, found.body) == (headline, (name,), (one, two))
