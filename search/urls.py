"""The public addresses. They must not change, since articles and outlets are cited by them."""

from django.urls import path, register_converter

from search.views import (
    api,
    archive,
    article,
    cite,
    compare,
    copies,
    coverage,
    exports,
    feeds,
    follow,
    health,
    help,
    names,
    search,
    selection,
    suggest,
    tags,
    trends,
    wellknown,
    withdrawn,
)


class Year:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class Month(Year):
    regex = "[0-9]{2}"

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


register_converter(Year, "year")
register_converter(Month, "month")

urlpatterns = [
    path("", search.search, name="search"),
    path("search/help", help.search_help, name="search-help"),
    path("articles/<str:public_id>/", article.article, name="article-short"),
    path("articles/<str:public_id>/cite.<str:extension>", cite.cite, name="cite"),
    path("articles/<str:public_id>/compare/<str:other_id>/", compare.compare, name="compare"),
    path("articles/<str:public_id>/<slug:slug>/", article.article, name="article"),
    path("copies/<str:public_id>/", copies.copies, name="copies"),
    path("archive/", archive.years, name="archive"),
    path("archive/<year:year>/", archive.period, name="archive-year"),
    path("archive/<year:year>/<month:month>/", archive.period, name="archive-month"),
    path("withdrawn/", withdrawn.withdrawn, name="withdrawn"),
    path("names/", names.names, name="names"),
    path("names.csv", names.names_csv, name="names-csv"),
    path("quotations/", names.quotations, name="quotations"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage.csv", coverage.coverage_csv, name="coverage-csv"),
    path("trends/", trends.trends, name="trends"),
    path("trends.csv", trends.trends_csv, name="trends-csv"),
    path("trends.svg", trends.trends_svg, name="trends-svg"),
    path("outlets/", archive.outlets, name="outlets"),
    path("outlets/<slug:slug>/", archive.outlet, name="outlet"),
    path("tags/", tags.tags, name="tags"),
    path("api/search", api.api_search, name="api-search"),
    path("api/suggest", suggest.api_suggest, name="api-suggest"),
    path("feed.atom", feeds.atom_feed, name="feed-atom"),
    path("feed.json", feeds.jsonfeed, name="feed-json"),
    path("follow/", follow.follow, name="follow"),
    path("selection/", selection.selection, name="selection"),
    path("export.<str:extension>", exports.export, name="export"),
    path("corrections.csv", exports.corrections, name="corrections"),
    path("receipt/", exports.receipt_for_people, name="receipt-page"),
    path("receipt.json", exports.receipt, name="receipt"),
    path("opensearch.xml", wellknown.opensearch, name="opensearch"),
    path("sitemap.xml", wellknown.sitemap_index, name="sitemap"),
    path("sitemap-<int:page>.xml", wellknown.sitemap, name="sitemap-page"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
