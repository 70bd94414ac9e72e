from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_takedown_sequence")]

    operations = [
        migrations.AddField(
            model_name="capture",
            name="scan_sha256",
            field=models.CharField(
                blank=True,
                db_index=True,
                default="",
                max_length=64,
                verbose_name="SHA-256 of the scan",
            ),
            preserve_default=False,
        ),
    ]
