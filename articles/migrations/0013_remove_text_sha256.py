from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_fill_comparison_keys"),
    ]

    operations = [
        migrations.RemoveField("capture", "text_sha256"),
    ]
