from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orgs", "0006_number_series")]

    operations = [
        migrations.RenameField("officer", "phone", "plain_phone"),
        migrations.AddField("officer", "phone_cipher", models.BinaryField(blank=True, default=b"")),
    ]
