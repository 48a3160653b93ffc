from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_found_by_phone"), ("mandates", "0002_company_agents")]

    operations = [migrations.DeleteModel(name="CompanyAgent")]
