"""Files handed in so far came from who started their batch, as far as anybody knows."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery


def name_actors(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Copy the actor of the batch."""
    batch = apps.get_model("catalogue", "ImportBatch").objects.filter(pk=OuterRef("batch"))
    apps.get_model("catalogue", "ImportedFile").objects.update(
        **{name: Subquery(batch.values(name)) for name in ("by", "by_name", "by_unit")}
    )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0013_imported_file_actor")]

    operations = [migrations.RunPython(name_actors)]
