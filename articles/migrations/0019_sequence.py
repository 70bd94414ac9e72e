"""Sequence numbers of articles. Those that are there already get them in the order of their keys."""

from django.db import migrations, models
from django.db.models import F


def number(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    articles.filter(sequence=None).update(sequence=F("pk"))


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0018_tags"),
    ]

    operations = [
        migrations.CreateModel(
            name="SequenceCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.PositiveBigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="article",
            name="sequence",
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(number, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="article",
            name="sequence",
            field=models.PositiveBigIntegerField(editable=False, unique=True),
        ),
    ]
