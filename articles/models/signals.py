"""The signals by which changes to articles are announced."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent inside the transaction of every change to articles, with ``ids``: their primary keys.
articles_changed = Signal()
#: Sent likewise when a date of publication or a withdrawal may have changed.
dates_changed = Signal()
#: Sent inside the transaction that erases articles, with ``ids``, before their rows are deleted:
#: whoever keeps something of their texts removes it.
articles_erased = Signal()
