from django.db import migrations

ROLES = ("reader", "editor", "curator", "administrator")


def make(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name in ROLES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    """The groups of the roles. Each ``migrate`` gives them their permissions, in roles.py."""

    dependencies = [
        ("accounts", "0001_tokens"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
