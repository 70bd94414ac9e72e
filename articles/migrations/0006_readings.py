import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Texts stored beside captures, paths found by a key. 0007 fills them."""

    dependencies = [
        ("articles", "0005_shown_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "capture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reading",
                        serialize=False,
                        to="articles.capture",
                    ),
                ),
                ("compressed", models.BinaryField()),
                ("reader", models.CharField(max_length=200)),
                ("url", models.CharField(blank=True, max_length=2000)),
            ],
        ),
        # Formats are not listed in the database: a new one needs no migration.
        migrations.AlterField(
            model_name="capture",
            name="kind",
            field=models.CharField(default="text", editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name="seenpath",
            name="key",
            field=models.CharField(default="", editable=False, max_length=32),
            preserve_default=False,
        ),
    ]
