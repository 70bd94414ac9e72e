from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_seen_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="capture",
            name="comparison_key",
            field=models.CharField(db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
