from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_without_company_agents")]

    operations = [
        migrations.RenameField("company", "address", "plain_address"),
        migrations.RenameField("company", "phone", "plain_phone"),
        migrations.AlterField(
            "company",
            "plain_address",
            models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            "company", "address_cipher", models.BinaryField(blank=True, default=b"")
        ),
        migrations.AddField("company", "phone_cipher", models.BinaryField(blank=True, default=b"")),
    ]
