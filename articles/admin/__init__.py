"""Django admin for the archive."""

from django.conf import settings
from django.contrib import admin

from articles.admin import (
    articles,
    bulkchanges,
    ingestruns,
    learntlines,
    logs,
    outlets,
    rulings,
    tags,
    takedowns,
)

__all__ = [
    "articles",
    "bulkchanges",
    "ingestruns",
    "learntlines",
    "logs",
    "outlets",
    "rulings",
    "tags",
    "takedowns",
]

admin.site.site_title = admin.site.site_header = settings.ARCHIVE_NAME
admin.site.index_title = "Archive and accounts"
admin.site.site_url = "/"
# The start page and the breadcrumbs reach all lists, and the tables need the width.
admin.site.enable_nav_sidebar = False
