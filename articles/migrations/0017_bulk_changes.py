import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_ingest_runs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='what')),
                ('parameters', models.JSONField(default=dict)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started')),
                ('worked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('tally', models.JSONField(default=dict)),
                ('problems', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('running', 'not finished'), ('done', 'done'), ('failed', 'failed')], default='running', max_length=7)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
            ],
            options={
                'verbose_name': 'bulk change',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='BulkPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keys', models.JSONField()),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='articles.bulkchange')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
