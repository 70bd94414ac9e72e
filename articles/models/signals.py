"""The signals by which changes to articles are announced."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent inside the transaction of every change to articles, with ``ids``: their primary keys.
articles_changed = Signal()
#: Sent likewise when a date of publication or a withdrawal may have changed.
dates_changed = Signal()
