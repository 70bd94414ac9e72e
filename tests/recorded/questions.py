"""The searches, addresses and commands whose answers are recorded."""

from __future__ import annotations

from typing import Final

Search = tuple[tuple[str, str], ...]


def search(q: str | None = None, *pairs: tuple[str, str]) -> Search:
    return (*([("q", q)] if q is not None else []), *pairs)


#: Searches for both the API and the page of results.
SEARCHES: Final[tuple[Search, ...]] = (
    # Words
    search(""),
    search("idlib"),
    search("idlib talks"),
    search("the ferry"),
    search("Ferry FERRY ferries"),
    search("bridge cracks lorries"),
    search("brücke gesperrt"),
    search("трамвай"),
    search("трамвайных"),
    search("公园"),
    search("مستشفى جديد"),
    search("İzzeddin"),
    search("café"),
    search("cafe"),
    # Operators
    search('"spring shield"'),
    search("“spring shield”"),
    search("oysters OR lighthouse"),
    search("(oysters OR lighthouse) bay -divers"),
    search("idlib NOT turkey"),
    search("-idlib"),
    search('"ceasefire idlib"~8'),
    search('"idlib ceasefire"~'),
    search('"ceasefire idlib"~999'),
    search("demilit*"),
    search("t*key"),
    search("br?dge"),
    search("wom?n OR m?n"),
    search("*key"),
    search("fe*"),
    search("erdogen~"),
    search("bridgd~1 cracks~9"),
    search("=talks"),
    search('="peace talks"'),
    search("=talk"),
    # Fields and facts
    search("headline:kremlin"),
    search("headline:(ferry OR bridge)"),
    search('outlet:"Heron Bay Ledger"'),
    search("byline:finch"),
    search("dateline:moscow"),
    search("caption:ropes"),
    search("caption:bell"),
    search("standfirst:shells"),
    search("body:ledger"),
    search("source:newsletter"),
    search("source:friends -friends"),
    search("colour:red headline:"),
    search("date:2020-03"),
    search("date:2020-02..2020-03"),
    search("date:2022-05.. ferry"),
    search("date:2021..2020"),
    search("date:someday"),
    search("is:undated"),
    search("is:inferred"),
    search("is:stated has:caption"),
    search("is:edited"),
    search("has:byline -has:headline"),
    search("has:nothing is:odd"),
    # Misspellings, repairs, relaxed searches, nothing found
    search("erdogn putn"),
    search("lighthuose"),
    search("Kremlim Spokesmann"),
    search("oysters ceasefire"),
    search("idlib oysters lighthouse tram"),
    search("zeppelin"),
    search("subscribers"),
    search("brigde"),
    search("zeppelin -idlib", ("outlet", "tass")),
    search("subscribers privacy policy appeal"),
    search("((((idlib))"),
    search("idlib) AND OR NOT"),
    search('"left open idlib'),
    search("AND"),
    search("NOT"),
    search("()"),
    search("\x00\x01 idlib"),
    search("<script>alert(1)</script> & idlib"),
    search("word " * 300),
    search(
        "The oyster beds of Heron Bay reopened on Monday after the coldest spring that the"
        " fishermen can remember. Divers counted the shells along four ropes (and found that only"
        " one in nine had died) under the ice of February — so they said: “not one more”."
    ),
    search("LIGHTHOUSE LAMP IS REPLACED BY A KEEPER WHO CLIMBED FOR AN HOUR"),
    # Filters, sorts, pages, charts
    search("ferry", ("sort", "newest")),
    search("ferry", ("sort", "oldest")),
    search(None, ("sort", "oldest")),
    search(None, ("sort", "relevance")),
    search("idlib", ("outlet", "tass")),
    search("idlib", ("outlet", "tass"), ("outlet", "the-moscow-times")),
    search("canal", ("outlet", "unknown")),
    search("canal", ("outlets", "all")),
    search("idlib", ("outlet", "nowhere")),
    search(None, ("date", "2021")),
    search(None, ("date", "2021-03"), ("date", "2021-05")),
    search(None, ("date", "2021-03-04")),
    search(None, ("date", "undated")),
    search("bridge", ("date", "2021"), ("date", "undated"), ("chart", "share")),
    search("ferry", ("from", "2021-05"), ("to", "2022")),
    search("ferry", ("from", "2022"), ("to", "2021")),
    search(None, ("from", "2021-03-01"), ("to", "2021-03-31"), ("chart", "share")),
    search("idlib", ("chart", "share")),
    search("canal", ("page", "2")),
    search("canal", ("page", "99")),
    search("idlib", ("page", "999999999")),
)

#: Searches that the API refuses; the page ignores the values that it cannot read.
MALFORMED: Final[tuple[Search, ...]] = (
    search("idlib", ("date", "2020-13")),
    search("idlib", ("date", "yesterday"), ("date", "2020")),
    search("idlib", ("from", "x"), ("to", "2020-02-30")),
    search("idlib", ("sort", "best")),
    search("idlib", ("page", "0")),
    search("idlib", ("page", "-1"), ("chart", "pie"), ("outlets", "some")),
    search("idlib", ("page", "2²")),
    search("idlib", ("outlet", "x" * 200)),
    search("idlib", ("colour", "red"), ("Q", "x")),
)

#: Searches for the API alone.
SIZES: Final[tuple[Search, ...]] = (
    search("canal", ("per_page", "3"), ("page", "2")),
    search("idlib", ("per_page", "100")),
    search("idlib", ("per_page", "0")),
    search("idlib", ("per_page", "101")),
    search("idlib", ("per_page", "ten"), ("sort", "best")),
    search(None, ("per_page", "1")),
)

#: Searches for feeds.
FOLLOWED: Final[tuple[Search, ...]] = (
    search("idlib"),
    search("ferry", ("sort", "oldest"), ("page", "2")),
    search(None, ("outlet", "the-heron-bay-ledger")),
    search("zeppelin"),
    search("東京"),
    search("idlib", ("date", "2020-13")),
)

#: Searches for exports and receipts. The first one finds all articles.
EXPORTED: Final[tuple[Search, ...]] = (
    search(""),
    search("idlib", ("sort", "oldest"), ("page", "2"), ("chart", "share")),
    search("zeppelin"),
    search("idlib", ("from", "x")),
)

#: Texts typed into the search box, for suggestions.
TYPED: Final = (
    *("", "i", "id", "idl", "idlib ", "putin erd", "harbour", "the heron", "heron bay", "oyster b"),
    *("zzz", "headline:fer", '"spring sh', "лин", "公", "café", "-fer", "lower canal", "a" * 201),
    *("tass", "ferry of the northern l", "it's", "FER"),
)

#: Other pages and files.
ADDRESSES: Final = (
    "/",
    "/?colour=red",
    "/search/help",
    "/search/help/",
    "/archive/",
    "/archive",
    "/archive/2021/",
    "/archive/2021/?page=2",
    "/archive/2021/?page=x",
    "/archive/1987/",
    "/archive/1800/",
    "/archive/0000/",
    "/archive/2021/03/",
    "/archive/2021/13/",
    "/archive/2021/3/",
    "/archive/20211/",
    "/coverage/",
    "/coverage/?year=2021",
    "/coverage/?year=2022&page=9",
    "/coverage/?year=1800",
    "/coverage/?year=long ago",
    "/trends/",
    "/trends/?line=q=harbour&line=outlet=unknown&show=share",
    "/trends.csv?line=q=harbour&by=month",
    "/coverage.csv?year=2021",
    "/outlets/",
    "/outlets/tass/",
    "/outlets/the-heron-bay-ledger/",
    "/outlets/the-heron-bay-ledger/?page=2",
    "/outlets/the-quarry-lane-echo/",
    "/outlets/tarrow-evening-sheet/",
    "/outlets/nowhere/",
    "/outlets/unknown/",
    "/articles/0000000000/",
    "/articles/0000000000/cite.bib",
    "/articles/2c29b020da",
    "/articles/2c29b020da/an-old-headline/",
    "/articles/2c29b020da/an-old-headline/?q=idlib&page=2",
    "/articles/2c29b020da/?q=idlib",
    "/articles/2c29b020da/cite.bib",
    "/articles/2c29b020da/cite.ris",
    "/articles/2c29b020da/cite.json",
    "/articles/2c29b020da/cite.txt",
    "/selection/",
    "/selection/?id=2c29b020da&id=3f1a029f2b&id=2c29b020da&id=0000000000",
    "/selection/?id=2c29b020da&q=idlib&sort=oldest&style=mla",
    "/selection/?id=not an id&style=none",
    "/export.csv?id=3f1a029f2b&id=2c29b020da",
    "/export.bib?id=3f1a029f2b&id=2c29b020da&id=0000000000",
    "/export.csv?id=../x",
    "/export.xml?q=idlib",
    "/receipt.json?id=3f1a029f2b&id=0000000000",
    "/receipt.json?id=../x",
    "/opensearch.xml",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/robots.txt",
    "/healthz",
    "/nowhere",
    "/admin/",
    "/?q=idlib&id=2c29b020da&id=3f1a029f2b&id=bad id",
)

#: Articles opened from a search, with its marks and neighbours.
READ_WITH: Final[tuple[tuple[str, Search], ...]] = (
    ("2c29b020da", search("idlib")),
    ("2c29b020da", search("idlib", ("sort", "oldest"))),
    ("3f1a029f2b", search("source:newsletter")),
    ("3f1a029f2b", search('"idlib province" erdogen~ turk* headline:kremlin')),
    ("a835571ca1", search("zeppelin")),
    ("0087722496", search('outlet:ledger byline:okri ="lamp"')),
    ("71620acf22", search("canal", ("page", "2"))),
    ("daf6441e00", search("tarifsystem")),
)

#: Addresses for an archive with ROBOTS_WELCOME and SCRIPT_NAME.
BELOW_A_PATH: Final = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/sitemap-2.xml",
    "/opensearch.xml",
    "/api/search?q=oysters",
    "/api/suggest?q=oyst",
    "/feed.json?q=oysters",
    "/export.csv?q=oysters",
    "/receipt.json?q=oysters",
    "/articles/2c29b020da/",
    "/articles/2c29b020da/cite.bib",
)

#: Addresses for an archive with LOGIN_REQUIRED.
BEHIND_A_LOGIN: Final = (
    *("/", "/?q=idlib", "/api/search?q=idlib", "/api/suggest?q=idl", "/feed.atom?q=idlib"),
    *("/export.csv?q=idlib", "/receipt.json?q=idlib", "/articles/2c29b020da/", "/archive/"),
    *("/outlets/", "/coverage/", "/selection/", "/search/help", "/opensearch.xml"),
    *("/sitemap.xml", "/robots.txt", "/healthz", "/nowhere"),
)

#: Commands that change nothing in an archive whose index is up to date.
COMMANDS: Final = (
    ("learn",),
    ("extract", "--dry-run"),
    ("extract", "--dry-run", "--outlet", "the-quarry-lane-echo", "--field", "body"),
    ("extract", "--dry-run", "--outlet", "the-heron-bay-leger"),
    ("extract", "--dry-run", "--field", "weather"),
    ("reindex", "--check"),
    ("reindex", "--if-needed"),
    ("drain",),
)
