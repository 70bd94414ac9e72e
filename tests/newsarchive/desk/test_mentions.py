"""Editors correct the names and quotations of an article on its page."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article, MentionCorrection
from tests.articles.stories import article as stored

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "“The hull has a tear,” Captain Anna Weil said in Paris."


@pytest.fixture
def article() -> Article:
    made = stored("Ferry", BODY)
    made.language = "en"
    made.save()
    return made


def test_an_editor_corrects_names_and_quotations(editor: Client, article: Article) -> None:
    address = f"/articles/{article.public_id}/mentions"

    def posted(**fields: str) -> str:
        return editor.post(address, fields, follow=True).text

    assert f'action="{address}"' in editor.get(article.get_absolute_url()).text
    page = posted(do="hide-name", name="Paris")
    assert "The name is hidden" in page and ">Paris</bdi></a>" not in page
    quotation = "The hull has a tear"
    page = posted(do="set-speaker", quotation=quotation, speaker="Olaf <b>Brun")
    assert "Olaf &lt;b&gt;Brun" in page and "a person decided it" in page
    page = posted(do="hide-quotation", quotation=quotation)
    assert "<q" not in page.split('id="mentions"')[1].split("</section>")[0]
    for each in MentionCorrection.objects.all():
        page = posted(do="take-back", correction=str(each.pk))
    assert "The correction was taken back." in page and ">Paris</bdi></a>" in page
    for fields in (
        {"do": "hide-name", "name": "Rome"},
        {"do": "hide-quotation", "quotation": "Nobody said it"},
        {"do": "take-back", "correction": "9" * 40},
        {"do": "other", "quotation": quotation},
        {},
    ):
        assert "Nothing was changed" in posted(**fields)
    assert not MentionCorrection.objects.exists()


def test_readers_and_strangers_correct_nothing(
    client: Client, reader: Client, article: Article
) -> None:
    address = f"/articles/{article.public_id}/mentions"
    for visitor, status in ((reader, 403), (client, 302)):
        assert address not in visitor.get(article.get_absolute_url()).text
        answer = visitor.post(address, {"do": "hide-name", "name": "Paris"})
        assert answer.status_code == status
    assert not MentionCorrection.objects.exists()
