"""The text of a page, as a browser shows it."""

from __future__ import annotations

from articles.readers.webpages.visibletext import visible_text


def test_text_below_the_end_of_a_page_within_the_page_is_shown() -> None:
    """Mails of databases have whole pages in them."""
    page = (
        "<html><body><div>x<html><body><p>a</p></body></html></div><p>b</p></body></html><p>c</p>"
    )
    assert visible_text(page) == "x\na\nb\nc"


def test_pages_of_factiva_have_blank_lines_around_their_author() -> None:
    """Otherwise nothing would tell a name without "By" from the end of a headline."""
    page = (
        '<div id="hd"><span>Quaymaster gone</span></div><div class="author">Sam Finch</div>'
        "<div>475 words</div>"
    )
    shown = visible_text(page, with_blanks=True)
    assert shown == "Quaymaster gone\n\nSam Finch\n\n475 words"
    assert visible_text(page) == "Quaymaster gone\nSam Finch\n475 words"
