import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_takedowns'),
    ]

    operations = [
        migrations.AlterField(
            model_name='bulkchange',
            name='state',
            field=models.CharField(choices=[('draft', 'not confirmed'), ('running', 'not finished'), ('done', 'done'), ('failed', 'failed')], default='running', max_length=7),
        ),
        migrations.AddField(
            model_name='bulkchange',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.bulkchange'),
        ),
        migrations.CreateModel(
            name='BulkRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(default=0)),
                ('is_late', models.BooleanField(default=False)),
                ('wanted', models.JSONField(default=dict)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='articles.bulkchange')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('change', 'article'), name='one_row_per_bulk_article')],
            },
        ),
    ]
