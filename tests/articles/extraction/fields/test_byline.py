"""Which lines of a page are taken for its byline."""

from __future__ import annotations

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

PROSE = "Ann Lee, who had run the port for years, said in a statement that its head was away."
STORY = "The old bridge over the river was closed to lorries this week, the district office said.\n"
SEVERAL = f"""{STORY}
Engineers found cracks in two of its six pillars, and repairs will take until the spring.

Drivers now take the road through the valley, which adds twenty minutes to the way.
"""


@pytest.mark.parametrize(
    ("lines", "names", "rule"),
    [
        (["By Ann Lee", "4 March 2020"], ("Ann Lee",), "byline.by-line"),
        (["by", "Ann Lee"], ("Ann Lee",), "byline.by-line"),
        (["4 March 2020 | Ann Lee"], ("Ann Lee",), "byline.beside-the-date"),
        (["Ann Lee", "4 March 2020"], ("Ann Lee",), "byline.name-alone"),
        (["Ann Lee", "Bo Ek", "4 March 2020"], ("Ann Lee", "Bo Ek"), "byline.name-alone"),
        (
            ["Authors", "Ann Lee", "Professor of Roads", "Bo Ek", "Lecturer", "4 March 2020"],
            ("Ann Lee", "Bo Ek"),
            "byline.by-line",
        ),
        (["Ann Lee", "Share", "Tweet", "Email", "4 March 2020"], ("Ann Lee",), "byline.name-alone"),
    ],
)
def test_bylines_are_found_where_they_stand(
    lines: list[str], names: tuple[str, ...], rule: str
) -> None:
    text = "\n".join(["Old bridge closed to lorries after cracks", *lines, "", STORY, STORY])
    found = extract(Page.of(text))
    assert found.byline == names
    assert [finding.rule for finding in found.of("byline")] == [rule]
    assert found.headline == "Old bridge closed to lorries after cracks"


def test_what_an_author_box_repeats_signs() -> None:
    head = "Old bridge closed to lorries after cracks\nNewsmill\n4 March 2020\n"
    text = f"{head}\n{STORY * 3}\nShare\nNewsmill\nView all posts"
    assert extract(Page.of(text)).byline == ("Newsmill",)


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("Maria Kell", ("Maria Kell",)),
        ("— By Maria Kell", ("Maria Kell",)),
        ("Von Maria Kell", ("Maria Kell",)),
        ("(Maria Kell)", ("Maria Kell",)),
        ("Maria Kell\nShare\nTweet", ("Maria Kell",)),
        ("Nguyễn Văn Minh", ("Nguyễn Văn Minh",)),
        ("（記者 山田太郎）", ("山田太郎",)),
        ("Theo Trần Thị Lan", ()),
        ("Harbour Street", ()),
        ("Maria Kell\nI walked over this bridge every day of my life, and never saw a crack.", ()),
        ("(Reuters)", ()),
    ],
)
def test_a_name_at_the_very_end_signs(end: str, names: tuple[str, ...]) -> None:
    head = "Old bridge closed to lorries after cracks\n4 March 2020\n"
    found = extract(Page.of(f"{head}\n{SEVERAL}\n{end}"))
    assert found.byline == names
    assert all(name not in found.body[-1] for name in names)


def test_a_name_in_brackets_after_the_last_sentence_signs() -> None:
    story = (
        "北浜市の灯台の修理が終わり、二日、港で式典が開かれた。市長は「光が戻った」と話した。\n\n"
        "灯台は一昨年の台風で壊れ、二年間、明かりが消えていた。修理には三億円がかかった。\n\n"
        "地元の漁師は、夜の海がようやく安心できるようになったと喜んでいる。（山田太郎）"
    )
    found = extract(Page.of(f"灯台の修理が終わる 港町で式典\n\n2014年6月3日\n\n{story}"))
    assert found.byline == ("山田太郎",)
    assert found.body[-1].endswith("（山田太郎）")


def test_a_sentence_that_begins_with_a_name_is_no_byline() -> None:
    found = extract(Page.of(f"Bridge closes\n{STORY}{PROSE}\n{STORY}"))
    assert found.byline == ()
