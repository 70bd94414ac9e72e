import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Until now, ``captured_at`` was the time of a file, which is not when a page was captured."""

    dependencies = [
        ("articles", "0009_plain_words"),
    ]

    operations = [
        migrations.RenameField("capture", "captured_at", "seen_at"),
        migrations.AlterField(
            model_name="capture",
            name="seen_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="seen"),
        ),
        migrations.AddField(
            model_name="capture",
            name="captured_at",
            field=models.DateTimeField(null=True),
        ),
    ]
