"""The numbers of articles to check, for admin's start page."""

from __future__ import annotations

from django import template

from articles.admin import reviewqueue

register = template.Library()
register.simple_tag(reviewqueue.waiting)
