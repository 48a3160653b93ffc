# Whoever re-engineers procedures is a role of its own.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0007_sealed_phone"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="officerrole",
            name="officer_role_known",
        ),
        migrations.AlterField(
            model_name="officerrole",
            name="role",
            field=models.CharField(
                choices=[
                    ("counter_clerk", "综合窗口人员"),
                    ("reviewer", "审查人员"),
                    ("decider", "审批负责人"),
                    ("item_manager", "事项管理员"),
                    ("legal_officer", "法制审核人员"),
                    ("establishment_office", "编办"),
                    ("legislative_office", "法制办"),
                    ("government_office", "政府办"),
                    ("reform_office", "流程再造推进组"),
                    ("supervisor", "效能督查人员"),
                    ("administrator", "系统管理员"),
                ],
                max_length=32,
            ),
        ),
        migrations.AddConstraint(
            model_name="officerrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "counter_clerk",
                            "reviewer",
                            "decider",
                            "item_manager",
                            "legal_officer",
                            "establishment_office",
                            "legislative_office",
                            "government_office",
                            "reform_office",
                            "supervisor",
                            "administrator",
                        ],
                    )
                ),
                name="officer_role_known",
            ),
        ),
    ]
