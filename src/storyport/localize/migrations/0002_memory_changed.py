import re
from typing import Any

from django.db import migrations, models

_DATED = re.compile(r'(?:(.*) )?(\d{8}T\d{6}Z)', re.DOTALL)


def take_dates(apps: Any, schema_editor: Any) -> None:
    """Move the date that stood at the end of the origin into a column of its own."""
    units = apps.get_model('localize', 'MemoryUnit').objects.order_by('id')
    last = 0
    while batch := list(units.filter(id__gt=last)[:2000]):
        last = batch[-1].id
        dated = []
        for unit in batch:
            found = _DATED.fullmatch(unit.origin)
            if found:
                unit.origin, unit.changed = found[1] or '', found[2]
                dated.append(unit)
        units.bulk_update(dated, ['origin', 'changed'], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ('localize', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='memoryunit',
            name='changed',
            field=models.CharField(blank=True, db_default='', default='', max_length=16),
        ),
        migrations.RunPython(take_dates, migrations.RunPython.noop),
    ]
