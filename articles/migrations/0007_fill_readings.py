"""The texts and keys of what was stored before: some rows to a transaction.

Whoever stops it loses nothing: it goes on where it was when `migrate` is run again.
"""

import hashlib
import logging
import zlib

from django.db import migrations, transaction

from articles.readers import text_of
from articles.readers.formats import document

logger = logging.getLogger(__name__)

#: Rows to a transaction. Captures may be long, and a page's markup takes time to read.
CAPTURES, PATHS = 100, 2000


def fill_readings(apps, schema_editor):
    Capture = apps.get_model("articles", "Capture")
    Reading = apps.get_model("articles", "Reading")
    alias = schema_editor.connection.alias
    missing = Capture.objects.using(alias).filter(reading=None).order_by("pk")
    last = 0
    while rows := list(missing.filter(pk__gt=last)[:CAPTURES]):
        last = rows[-1].pk
        readings = [reading for row in rows if (reading := _reading(Reading, row)) is not None]
        with transaction.atomic(using=alias):
            Reading.objects.using(alias).bulk_create(readings)


def _reading(Reading, row):
    try:
        text = text_of(zlib.decompress(bytes(row.compressed)), row.kind, row.encoding)
    except (zlib.error, LookupError):
        logger.warning("The stored bytes of capture %s cannot be read.", row.sha256[:12])
        return None
    return Reading(
        capture=row,
        compressed=zlib.compress(text.encode("utf-8", "replace"), 6),
        reader=document(row.kind).reader,
    )


def fill_keys(apps, schema_editor):
    SeenPath = apps.get_model("articles", "SeenPath")
    alias = schema_editor.connection.alias
    missing = SeenPath.objects.using(alias).filter(key="").order_by("pk")
    while rows := list(missing[:PATHS]):
        for row in rows:
            path = row.path.encode("utf-8", "surrogatepass")
            row.key = hashlib.blake2b(path, digest_size=16).hexdigest()
        with transaction.atomic(using=alias):
            SeenPath.objects.using(alias).bulk_update(rows, ["key"])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("articles", "0006_readings"),
    ]

    operations = [
        migrations.RunPython(fill_keys, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(fill_readings, migrations.RunPython.noop, elidable=True),
    ]
