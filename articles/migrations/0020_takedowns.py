import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0019_sequence'),
    ]

    operations = [
        migrations.CreateModel(
            name='Takedown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('withdrawn', 'withdrawn'), ('restored', 'restored'), ('erased', 'erased')], max_length=9)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('by', models.CharField(blank=True, max_length=150)),
                ('reason', models.TextField(blank=True)),
                ('case', models.CharField(blank=True, max_length=100, verbose_name='case number')),
                ('public_id', models.CharField(db_index=True, max_length=64, verbose_name='public ID')),
                ('purged_at', models.DateTimeField(null=True, verbose_name='removed from the disk')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='takedowns', to='articles.article')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ErasedCapture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256')),
                ('comparison_key', models.CharField(db_index=True, max_length=64)),
                ('takedown', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='captures', to='articles.takedown')),
            ],
        ),
    ]
