"""Items of wire feeds and of saved feeds."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.readers import Failure, Member, Opened, capture_of, members

NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:wire.example:20200304:f1"
 version="{version}" standard="NewsML-G2" conformance="power">
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:AFP"><name>AFP</name></provider>
  <versionCreated>2020-03-05T10:00:00Z</versionCreated><firstCreated>2020-03-04T09:00:00+01:00</firstCreated>
  <pubStatus qcode="stat:{status}"/><edNote>{note}</edNote><signal qcode="sig:update"/></itemMeta>
 <contentMeta><urgency>3</urgency><by>By Ana Ruiz</by><headline>Ferry &amp; crew sail</headline>
  <slugline>FERRY-CREW</slugline><dateline>EASTHARBOUR, March 4</dateline><language tag="en"/>
  <subject qcode="medtop:20000001"/></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
  <body><p>The ferry <b>sailed</b>.</p><p>Its crew was glad.</p></body></html></inlineXML></contentSet>
</newsItem>"""
NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd" [<!ENTITY a "b">]>
<nitf><head><title>ferry</title><docdata management-status="{status}">
<doc-id id-string="f1" regsrc="AP"/><urgency ed-urg="4"/><date.issue norm="20200304T090000Z"/>
<du-key key="FERRY" version="{version}"/><ed-msg info="{note}"/></docdata>
<pubdata name="The Harbour Post" date.publication="20200305"/></head>
<body><body.head><hedline><hl1>Ferry sails</hl1><hl2>After weeks</hl2></hedline>
<byline>By <person>Ana Ruiz</person><byttl>Staff Writer</byttl></byline>
<dateline><location>EASTHARBOUR</location><story.date>March 4</story.date></dateline></body.head>
<body.content><p>The ferry sailed.</p><media><media-caption><p>The ferry</p></media-caption></media>
<p>Its crew was glad.</p></body.content></body></nitf>"""
NEWSML_1 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd" [<!ENTITY a "b">]>
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20200305T100000Z</DateAndTime></NewsEnvelope>
<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId>
<DateId>20200304</DateId><NewsItemId>f1</NewsItemId>
<RevisionId PreviousRevision="0" Update="N">{version}</RevisionId>
<PublicIdentifier>urn:newsml:afp.com:20200304:f1:{version}</PublicIdentifier></NewsIdentifier>
<NameLabel>ferry-crew</NameLabel></Identification><NewsManagement><NewsItemType FormalName="News"/>
<FirstCreated>20200304T090000+0000</FirstCreated>
<ThisRevisionCreated>20200305T100000+0000</ThisRevisionCreated>
<Status FormalName="{status}"/><Urgency FormalName="4"/></NewsManagement><NewsComponent><NewsLines>
<HeadLine>Ferry &amp; crew sail</HeadLine><ByLine>By Ana Ruiz</ByLine>
<DateLine>EASTHARBOUR, March 4</DateLine><CreditLine>AFP</CreditLine><NewsLine>
<NewsLineType FormalName="AdvisoryLine"/><NewsLineText>{note}</NewsLineText></NewsLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en-GB"/></DescriptiveMetadata>
<NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/><DataContent>
<p>The ferry</p></DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/>
<DataContent>{story}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"""
STORIES = {
    "bare": "<p>The ferry <b>sailed</b>.</p><p>Its crew was glad.</p>",
    "XHTML": "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>f</title></head><body>"
    "<p>The ferry sailed.</p><p>Its crew was glad.</p></body></html>",
    "NITF": "<nitf><head><title>f</title></head><body><body.head><hedline><hl1>Ferry</hl1></hedline>"
    "</body.head><body.content><p>The ferry sailed.</p><p>Its crew was glad.</p></body.content>"
    "<body.end><tagline>ar/eh</tagline></body.end></body></nitf>",
    "plain": "The ferry sailed.\n\nIts crew was glad.",
    "escaped": "<![CDATA[<p>The ferry sailed.</p>\n<p>Its crew was glad.</p>]]>",
}


def newsml_1(
    version: str = "1", status: str = "Usable", note: str = "", story: str = STORIES["NITF"]
) -> str:
    return NEWSML_1.format(version=version, status=status, note=note, story=story)


def ninjs(version: str = "1", status: str = "usable", note: str = "") -> str:
    item = {
        "uri": "urn:ninjs:f1",
        "version": version,
        "pubstatus": status,
        "ednote": note,
        "versioncreated": "2020-03-05T10:00:00Z",
        "firstcreated": "2020-03-04T10:00:00Z",
        "headline": "Ferry sails",
        "byline": "Ana Ruiz",
        "urgency": 3,
        "slugline": "FERRY",
        "provider": "TT",
        "body_xhtml": "<p>The ferry sailed.</p><p>Its crew was glad.</p>",
    }
    return json.dumps(item)


def all_of(text: str, name: str = "a.xml") -> list[Any]:
    file = Opened(io.BytesIO(text.encode()), name, path=f"/in/{name}", filename=name)
    return list(members(file, 50_000))


def facts(member: Any) -> dict[str, Any]:
    assert isinstance(member, Member), member
    stated = capture_of(member).stated
    found = {each.field: each.value for each in stated if each.field != "other"}
    found |= {
        each.rule: each.value
        for each in stated
        if each.field == "other" and each.rule != "record.key"
    }
    return found | {each.locator.place: each.value for each in stated if each.field == "other"}


def test_an_item_of_newsml() -> None:
    (member,) = all_of(NEWSML.format(version=2, status="usable", note="ADDS quote"))
    found = facts(member)
    assert found["headline"] == "Ferry & crew sail"
    assert found["byline"] == ("Ana Ruiz",)
    assert str(found["published"]) == "2020-03-04"
    assert found["body"] == ("The ferry sailed.", "Its crew was glad.")
    assert found["dateline"] == "EASTHARBOUR, March 4"
    assert found["language"] == "en"
    assert found["agency"] == found["outlet"]
    assert found["record.version"] == "2"
    assert found["key slug"] == "FERRY-CREW"
    assert found["key urgency"] == "3"
    assert found["key note"] == "ADDS quote"
    assert "record.kill" not in found
    assert member.path.endswith(":urn:newsml:wire.example:20200304:f1")


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_an_item_of_newsml_1(story: str) -> None:
    (member,) = all_of(newsml_1(version="2", note="ADDS quote", story=story))
    found = facts(member)
    assert found["headline"] == "Ferry & crew sail"
    assert found["byline"] == ("Ana Ruiz",)
    assert str(found["published"]) == "2020-03-04"
    assert found["body"] == ("The ferry sailed.", "Its crew was glad.")
    assert found["captions"] == ("The ferry",)
    assert found["dateline"] == "EASTHARBOUR, March 4"
    assert found["language"] == "en"
    assert found["agency"] == found["outlet"]
    assert found["record.version"] == "2"
    assert found["key slug"] == "ferry-crew"
    assert found["key urgency"] == "4"
    assert found["key note"] == "ADDS quote"
    assert "record.kill" not in found
    assert member.path == "afp.com:urn:newsml:afp.com:20200304:f1"


def test_deliveries_of_one_item_are_the_same_article() -> None:
    (first,) = all_of(newsml_1())
    (again,) = all_of(newsml_1().replace("0305T10", "0306T11", 1))
    (later,) = all_of(newsml_1(version="2"), "other.xml")
    assert first.data == again.data
    assert first.path == later.path


def test_a_package_of_newsml_1_is_its_items() -> None:
    whole = newsml_1()
    item = whole[whole.index("<NewsItem ") : whole.index("</NewsML>")]
    package = f"<NewsML><NewsItem><NewsComponent>{item}{item.replace('>f1<', '>f2<')}"
    found = all_of(f"{package}</NewsComponent></NewsItem></NewsML>")
    assert [each.name.rpartition(":")[2] for each in found] == ["f1", "f2"]


def test_a_message_has_several_items() -> None:
    one = NEWSML.format(version=1, status="usable", note="").partition("?>")[2]
    two = one.replace(":f1", ":f2")
    text = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
        f"{one}{two}</itemSet></newsMessage>"
    )
    found = all_of(text, "download")
    assert [each.name.rpartition(":")[2] for each in found] == ["f1", "f2"]
    assert facts(found[1])["headline"] == "Ferry & crew sail"


def test_a_story_of_nitf() -> None:
    (member,) = all_of(NITF.format(version="1", status="usable", note=""))
    found = facts(member)
    assert found["headline"] == "Ferry sails"
    assert found["standfirst"] == "After weeks"
    assert found["byline"] == ("Ana Ruiz",)
    assert found["dateline"] == "EASTHARBOUR March 4"
    assert found["outlet"] == "The Harbour Post"
    assert str(found["published"]) == "2020-03-05"
    assert found["body"] == ("The ferry sailed.", "Its crew was glad.")
    assert found["captions"] == ("The ferry",)
    assert found["key urgency"] == "4"


def test_an_item_of_ninjs() -> None:
    (member,) = all_of(ninjs(version="3"), "a.json")
    found = facts(member)
    assert found["headline"] == "Ferry sails"
    assert found["body"] == ("The ferry sailed.", "Its crew was glad.")
    assert str(found["published"]) == "2020-03-04"
    assert found["record.version"] == "3"
    assert member.path.endswith(":urn:ninjs:f1")


@pytest.mark.parametrize("write", [NEWSML.format, newsml_1, NITF.format, ninjs])
@pytest.mark.parametrize(
    ("status", "note", "words"),
    [
        ("canceled", "Source was wrong.", "Source was wrong."),
        ("usable", "KILL: do not use", "KILL: do not use"),
        ("usable", "KILLS 3rd graf", None),
        ("usable", "", None),
    ],
)
def test_a_kill_has_the_words_of_its_provider(
    write: Any, status: str, note: str, words: str | None
) -> None:
    (member,) = all_of(write(version="2", status=status, note=note), "a.wire")
    assert facts(member).get("record.kill") == words


def test_a_headline_about_killing_is_no_kill() -> None:
    text = ninjs().replace("Ferry sails", "Killed soldier named; kill the bill, say protesters")
    (member,) = all_of(text, "a.json")
    assert "record.kill" not in facts(member)


RSS = """<?xml version='1.0'?><rss version='2.0' xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Gazette - World</title>
<link>https://gazette.example/</link><language>en-gb</language><lastBuildDate>{now}</lastBuildDate>
<item><title>Ferry &amp;amp; crew</title><guid>https://gazette.example/1</guid><dc:creator>Ana Ruiz</dc:creator>
<link>https://gazette.example/1</link><pubDate>Wed, 04 Mar 2020 09:00:00 GMT</pubDate>
<description>The &lt;b&gt;ferry&lt;/b&gt; sailed.</description>
<content:encoded><![CDATA[<p>The ferry sailed.</p><p>Its crew was glad.</p>]]></content:encoded></item>
<item><title>Bridge shut</title><guid isPermaLink="false">b2</guid><link>https://gazette.example/2</link>
<description>It has cracks.</description></item></channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Harbour Gazette</title><entry><title>Ferry</title><id>tag:gazette.example,2020:1</id>
<link href="https://gazette.example/1"/><published>2020-03-04T09:00:00Z</published>
<updated>2020-03-06T09:00:00Z</updated><author><name>Ana Ruiz</name></author>
<content type="html">&lt;p&gt;The ferry sailed.&lt;/p&gt;&lt;p&gt;Its crew was glad.&lt;/p&gt;</content></entry></feed>"""


def test_items_of_rss_have_their_text_or_a_teaser_only() -> None:
    ferry, bridge = map(facts, all_of(RSS.format(now="today"), "a.rss"))
    assert ferry["headline"] == "Ferry & crew"
    assert ferry["byline"] == ("Ana Ruiz",)
    assert ferry["outlet"] == "Harbour Gazette"
    assert str(ferry["published"]) == "2020-03-04"
    assert ferry["body"] == ("The ferry sailed.", "Its crew was glad.")
    assert ferry["url"] == "https://gazette.example/1"
    assert "body" not in bridge
    assert bridge["standfirst"] == "It has cracks."


def test_a_feed_saved_again_has_the_same_items() -> None:
    first, again = (all_of(RSS.format(now=now), "a.txt") for now in ("today", "tomorrow"))
    assert [each.data for each in first] == [each.data for each in again]


WEBSITE = """<?xml version="1.0"?><rss version="2.0" xmlns:excerpt="urn:excerpt"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="urn:wp"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Quay Bugle</title><wp:author>
<wp:author_login>ana</wp:author_login><wp:author_display_name>Ana Ruiz</wp:author_display_name>
</wp:author>{items}</channel></rss>"""
POST = """<item><title>{kind} {status}</title><dc:creator>ana</dc:creator><description></description>
<pubDate>Sat, 12 May 2018 09:00:00 +0000</pubDate>
<content:encoded><![CDATA[<p>The ferry sailed.</p>]]></content:encoded>
<excerpt:encoded>After weeks.</excerpt:encoded>
<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"""


def test_of_the_export_of_a_website_its_published_posts_are_articles() -> None:
    kinds = {"page": "publish", "post": "publish", "attachment": "inherit", "story": "draft"}
    items = "".join(POST.format(kind=kind, status=status) for kind, status in kinds.items())
    member, others = all_of(WEBSITE.format(items=items))
    assert others.count == 3
    found = facts(member)
    assert found["headline"] == "post publish"
    assert found["byline"] == ("Ana Ruiz",)
    assert found["standfirst"] == "After weeks."
    assert found["body"] == ("The ferry sailed.",)


def test_items_of_atom() -> None:
    (member,) = all_of(ATOM)
    found = facts(member)
    assert found["headline"] == "Ferry"
    assert found["outlet"] == "Harbour Gazette"
    assert str(found["published"]) == "2020-03-04"
    assert found["body"] == ("The ferry sailed.", "Its crew was glad.")


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rss><channel><item><title>&b;</title></item></channel></rss>"
)


def test_entities_are_not_expanded() -> None:
    (member,) = all_of(LAUGHS)
    assert facts(member)["headline"] == "&b;"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta>", "no valid NewsML-G2"),
        ("<nitf><body>", "no valid NITF"),
        ("<rss><channel></channel></rss>", "no items"),
        ("<newsMessage/>", "no news item"),
        ("<NewsML><NewsItem>", "no valid NewsML"),
        ("<NewsML/>", "no news item"),
    ],
)
def test_what_is_damaged_or_hostile_is_refused(text: str, words: str) -> None:
    (failure,) = all_of(text)
    assert isinstance(failure, Failure)
    assert words in failure.reason
