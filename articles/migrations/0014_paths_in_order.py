"""Rows of a path are ordered by their keys, no longer by a clock: the last one has its content."""

from django.db import migrations
from django.db.models import Count


def order_by_key(apps, schema_editor):
    """Write the rows of a path again, in the order of their times, where their keys differ."""
    SeenPath = apps.get_model("articles", "SeenPath")
    rows = SeenPath.objects.using(schema_editor.connection.alias).order_by()
    several = rows.values("key").annotate(number=Count("pk")).filter(number__gt=1)
    for key in list(several.values_list("key", flat=True)):
        by_time = list(rows.filter(key=key).order_by("seen_at", "pk"))
        if by_time != sorted(by_time, key=lambda row: row.pk):
            rows.filter(key=key).delete()
            for row in by_time:
                row.pk = None
                row.save(force_insert=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_remove_text_sha256")]

    operations = [
        migrations.AlterModelOptions(name="seenpath", options={"ordering": ["pk"]}),
        migrations.RunPython(order_by_key, migrations.RunPython.noop),
    ]
