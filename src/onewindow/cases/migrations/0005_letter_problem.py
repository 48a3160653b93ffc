from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_sealed_fields"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="problem",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="letter",
            name="failed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
