import uuid

from django.db import migrations, models


def create(apps, schema_editor):
    """An archive's id is made once and stays in each of its copies."""
    apps.get_model("search", "ArchiveState").objects.create(pk=1, archive=uuid.uuid4().hex)


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchiveState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("archive", models.CharField(max_length=32)),
                ("sequence", models.BigIntegerField(default=0)),
                ("token", models.CharField(blank=True, max_length=32)),
                ("next_token", models.CharField(blank=True, max_length=32)),
            ],
            options={
                "verbose_name_plural": "archive states",
            },
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
