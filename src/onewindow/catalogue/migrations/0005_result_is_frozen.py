import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_results_of_names"),
    ]

    operations = [
        migrations.RemoveField(model_name="itemversion", name="result_name"),
        pgtrigger.migrations.AddTrigger(
            model_name="result",
            trigger=pgtrigger.compiler.Trigger(
                name="published_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM catalogue_itemversion\n        WHERE id IN (OLD.version_id, NEW.version_id) AND status NOT IN ('draft', 'returned')) THEN\n    RAISE EXCEPTION 'the rows of a version under review or published do not change'\n        USING ERRCODE = 'integrity_constraint_violation';\nEND IF;\nRETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;\n",
                    hash="1284192832facbf105dd71c494de03295c161aeb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_published_is_frozen_80574",
                    table="catalogue_result",
                    when="BEFORE",
                ),
            ),
        ),
    ]
