from django.db import migrations, models


class Migration(migrations.Migration):
    """Paths are of any length, and databases index only short texts: the key takes their place."""

    dependencies = [
        ("articles", "0007_fill_readings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="seenpath",
            name="one_row_per_path_and_capture",
        ),
        migrations.AlterField(
            model_name="seenpath",
            name="path",
            field=models.TextField(),
        ),
        migrations.AddConstraint(
            model_name="seenpath",
            constraint=models.UniqueConstraint(
                fields=("key", "capture"), name="one_row_per_key_and_capture"
            ),
        ),
    ]
