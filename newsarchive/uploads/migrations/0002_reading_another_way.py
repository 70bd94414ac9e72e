import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('uploads', '0001_uploads'),
    ]

    operations = [
        migrations.RemoveField(model_name='upload', name='task'),
        migrations.AddField(model_name='upload', name='waits_since', field=models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField(model_name='upload', name='column_maps', field=models.JSONField(default=dict)),
        migrations.AddField(model_name='upload', name='tables', field=models.JSONField(default=list)),
        migrations.AddField(model_name='upload', name='typed', field=models.JSONField(default=dict)),
        migrations.AddField(model_name='upload', name='not_taken', field=models.JSONField(default=list)),
    ]
