"""Who issues a letter; the numbers of letters move to the one home of all numbers."""

import django.db.models.deletion
from django.db import migrations, models

MOVE = """
INSERT INTO orgs_numberseries (department_id, series, year, last)
SELECT department_id, series, year, last FROM cases_letternumber
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_intake"),
        ("orgs", "0006_number_series"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="orgs.department",
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("application", "申请书"),
                    ("receipt", "材料接收凭证"),
                    ("deferral_promise", "容缺受理承诺书"),
                    ("commitment", "告知承诺书"),
                    ("mandate", "授权委托书"),
                    ("correction", "补正材料一次性告知书"),
                    ("lapse", "视为撤回申请告知书"),
                    ("not_required", "不受理告知书"),
                    ("non_acceptance", "不予受理通知书"),
                    ("transfer", "申请转办告知书"),
                    ("acceptance", "受理通知书"),
                    ("special_time", "特别程序所需时间告知书"),
                    ("extension", "延长办理期限告知书"),
                    ("interested_party", "利害关系人陈述、申辩权利告知书"),
                    ("hearing_right", "听证权利告知书"),
                    ("hearing_notice", "听证通知书"),
                    ("hearing_announcement", "听证公告"),
                    ("hearing_record", "听证笔录"),
                    ("inspection_record", "现场核查记录"),
                    ("approval_form", "行政许可内部审批表"),
                    ("grant", "准予行政许可决定书"),
                    ("refusal", "不予行政许可决定书"),
                    ("change_grant", "准予变更行政许可决定书"),
                    ("change_refusal", "不予变更行政许可决定书"),
                    ("renewal_grant", "准予延续行政许可决定书"),
                    ("renewal_refusal", "不予延续行政许可决定书"),
                    ("delivery_receipt", "送达回证"),
                    ("rectification", "限期整改通知书"),
                    ("revocation", "撤销行政许可决定书"),
                    ("retraction", "撤回行政许可决定书"),
                    ("cancellation", "注销行政许可决定书"),
                ],
                max_length=24,
            ),
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(
            name="LetterNumber",
        ),
    ]
