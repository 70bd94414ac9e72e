from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_shared_texts")]

    operations = [
        migrations.AddField(
            model_name="takedown",
            name="sequence",
            field=models.PositiveBigIntegerField(db_index=True, default=0, editable=False),
        ),
    ]
