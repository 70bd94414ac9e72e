"""Tags for the name, logo, colours and imprint of the archive."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def archive_name() -> str:
    return settings.ARCHIVE_NAME


@register.simple_tag
def archive_style() -> SafeString:
    """The link to the style sheet with the archive's colours and logo, if it has its own."""
    if settings.ARCHIVE_ACCENTS is None and not settings.ARCHIVE_LOGO:
        return SafeString()
    return format_html('<link rel="stylesheet" href="{}">', reverse("branding"))


@register.simple_tag
def archive_logo() -> SafeString:
    """The picture beside the archive's name, if it has one. The name says what it shows."""
    if not settings.ARCHIVE_LOGO:
        return SafeString()
    return format_html('<img class="logo" src="{}" alt="" height="32">', reverse("logo"))


@register.simple_tag
def archive_icon() -> str:
    """The address of the picture in the tab of a browser."""
    return reverse("logo") if settings.ARCHIVE_LOGO else static("favicon.svg")


@register.simple_tag
def archive_imprint() -> SafeString:
    """A sentence about who publishes the archive, or a link to the page that says so."""
    imprint = settings.ARCHIVE_IMPRINT
    if imprint.startswith(("https://", "http://")):
        return format_html('<p><a href="{}">Imprint</a></p>', imprint)
    return format_html("<p>{}</p>", imprint) if imprint else SafeString()
