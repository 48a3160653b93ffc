"""Who handed a file in, or had it tried again: no longer always who started its batch."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0012_guide_questions")]

    operations = [
        migrations.AddField(
            "importedfile",
            "by",
            models.CharField(default="", max_length=150),
            preserve_default=False,
        ),
        migrations.AddField(
            "importedfile",
            "by_name",
            models.CharField(default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddField("importedfile", "by_unit", models.CharField(blank=True, max_length=40)),
    ]
