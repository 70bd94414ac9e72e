"""Hides settings with passwords from the error pages that DEBUG shows."""

from __future__ import annotations

import re

from django.views.debug import SafeExceptionReporterFilter


class HiddenSettings(SafeExceptionReporterFilter):
    """Hides addresses with passwords too, as settings and as variables of the environment."""

    hidden_settings = re.compile(
        f"{SafeExceptionReporterFilter.hidden_settings.pattern}|DATABASE_URL|SEARCH_URL",
        flags=re.IGNORECASE,
    )
