"""The comparison keys of stored captures, some rows to a transaction.

Whoever stops it loses nothing: it goes on where it was when `migrate` is run again.
"""

import logging
import zlib

from django.db import migrations, transaction

from articles.readers import stated_of, text_of
from articles.readers.comparison import comparison_key

logger = logging.getLogger(__name__)

#: Rows to a transaction. Captures may be long, and a page's markup takes time to read.
CAPTURES = 100


def fill_comparison_keys(apps, schema_editor):
    Capture = apps.get_model("articles", "Capture")
    alias = schema_editor.connection.alias
    missing = Capture.objects.using(alias).filter(comparison_key="").select_related("reading")
    while rows := list(missing.order_by("pk")[:CAPTURES]):
        for row in rows:
            row.comparison_key = _key(row)
        with transaction.atomic(using=alias):
            Capture.objects.using(alias).bulk_update(rows, ["comparison_key"])


def _key(row):
    reading = getattr(row, "reading", None)
    url = reading.url if reading is not None else ""
    try:
        data = zlib.decompress(bytes(row.compressed))
        if reading is not None:
            text = zlib.decompress(bytes(reading.compressed)).decode()
        else:
            text = text_of(data, row.kind, row.encoding)
        return comparison_key(text, stated_of(data, row.kind, row.encoding, text, url))
    except (zlib.error, LookupError, UnicodeDecodeError):
        logger.warning("The stored bytes of capture %s cannot be read.", row.sha256[:12])
        # Nothing else has the key of bytes, so such a capture is compared by its bytes alone.
        return row.sha256


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("articles", "0011_comparison_key"),
    ]

    operations = [
        migrations.RunPython(fill_comparison_keys, migrations.RunPython.noop, elidable=True),
    ]
