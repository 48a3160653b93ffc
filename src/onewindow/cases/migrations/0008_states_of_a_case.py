"""Every state of 行政许可法, rounds of steps, and letters of every kind."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_username_any_case"),
        ("cases", "0007_files_of_fields"),
        ("catalogue", "0016_draft_edit_seen"),
        ("documents", "0001_documents"),
        ("orgs", "0004_hall_hours"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="case_submitted_has_number",
        ),
        migrations.RemoveConstraint(
            model_name="casestep",
            name="case_step_code_once",
        ),
        migrations.RemoveConstraint(
            model_name="letter",
            name="letter_once_per_case",
        ),
        migrations.AddField(
            model_name="case",
            name="archived_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "填写中"),
                    ("pre_review", "预审中"),
                    ("submitted", "已提交，待受理"),
                    ("correcting", "待补正"),
                    ("not_accepted", "不予受理"),
                    ("not_required", "不需要许可"),
                    ("accepted", "审查中"),
                    ("granted", "准予，制作决定书"),
                    ("refused", "不予许可，制作决定书"),
                    ("finished", "已办结"),
                    ("withdrawn", "已撤回"),
                    ("lapsed", "视为撤回"),
                    ("transferred", "已转办"),
                    ("terminated", "已终止"),
                    ("archived", "已归档"),
                ],
                default="",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="delivery_due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="delivery_method",
            field=models.CharField(
                choices=[("online", "网上送达"), ("window", "窗口领取"), ("post", "邮寄送达")],
                default="online",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="kind",
            field=models.CharField(
                choices=[("new", "新办"), ("change", "变更"), ("renewal", "延续")],
                default="new",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="received_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(
            "UPDATE cases_case SET received_at = submitted_at WHERE submitted_at IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name="case",
            name="suspended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="casestep",
            name="join_rule",
            field=models.CharField(
                choices=[
                    ("all", "全部同意"),
                    ("lead", "听取意见后由牵头部门决定"),
                    ("quorum", "达到规定数目"),
                ],
                default="all",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="casestep",
            name="on_silence",
            field=models.CharField(
                blank=True,
                choices=[("", "继续等待"), ("agreed", "超时视为同意")],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="casestep",
            name="round",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="letter",
            name="about",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="letter",
            name="data",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="case",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "填写中"),
                    ("pre_review", "预审中"),
                    ("submitted", "已提交，待受理"),
                    ("correcting", "待补正"),
                    ("not_accepted", "不予受理"),
                    ("not_required", "不需要许可"),
                    ("accepted", "审查中"),
                    ("granted", "准予，制作决定书"),
                    ("refused", "不予许可，制作决定书"),
                    ("finished", "已办结"),
                    ("withdrawn", "已撤回"),
                    ("lapsed", "视为撤回"),
                    ("transferred", "已转办"),
                    ("terminated", "已终止"),
                    ("archived", "已归档"),
                ],
                default="draft",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="casestep",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("accepted", "受理"),
                    ("not_accepted", "不予受理"),
                    ("agreed", "同意"),
                    ("disagreed", "不同意"),
                    ("granted", "准予"),
                    ("refused", "不予许可"),
                    ("delivered", "已送达"),
                    ("silent", "超时视为同意"),
                    ("not_required", "不需要许可"),
                    ("correction", "要求补正"),
                    ("lapsed", "视为撤回"),
                    ("transferred", "转办"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="casestep",
            name="status",
            field=models.CharField(
                choices=[
                    ("waiting", "未到"),
                    ("open", "待办"),
                    ("done", "已办"),
                    ("pruned", "不适用"),
                    ("optional", "按需"),
                    ("superseded", "已重办"),
                    ("cancelled", "已取消"),
                ],
                default="waiting",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("application", "行政许可申请书"),
                    ("receipt", "申请材料接收凭证"),
                    ("deferral_promise", "容缺受理承诺书"),
                    ("commitment", "告知承诺书"),
                    ("mandate", "授权委托书"),
                    ("correction", "补正材料一次性告知书"),
                    ("lapse", "视为撤回申请告知书"),
                    ("not_required", "不需要行政许可告知书"),
                    ("non_acceptance", "不予受理通知书"),
                    ("transfer", "申请材料移送告知书"),
                    ("acceptance", "受理通知书"),
                    ("special_time", "特别程序所需时间告知书"),
                    ("extension", "延长审查期限告知书"),
                    ("interested_party", "利害关系人陈述申辩告知书"),
                    ("hearing_right", "听证告知书"),
                    ("hearing_notice", "听证通知书"),
                    ("hearing_announcement", "听证公告"),
                    ("hearing_record", "听证笔录"),
                    ("inspection_record", "现场核查记录"),
                    ("approval_form", "行政许可审批表"),
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
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number", None),
                        ("received_at", None),
                        ("status", "draft"),
                        ("submitted_at", None),
                    ),
                    models.Q(
                        models.Q(("status", "draft"), _negated=True),
                        ("number__isnull", False),
                        ("received_at__isnull", False),
                        ("submitted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="case_submitted_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestep",
            constraint=models.UniqueConstraint(
                fields=("case", "code", "round"), name="case_step_code_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("case", "kind", "about"), name="letter_once_per_case"
            ),
        ),
    ]
