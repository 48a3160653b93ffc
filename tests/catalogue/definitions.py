"""A definition without a single fault, to plant faults in."""

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import (
    AgencyServiceRow,
    BasisRow,
    Condition,
    FaqRow,
    FeeRow,
    FieldRow,
    FileRow,
    MaterialRow,
    OptionRow,
    QuestionRow,
    ResultRow,
    ScenarioRuleRow,
    SpecialProcedureRow,
    StepRow,
    TranslationRow,
    WindowRow,
)

FILE = FileRow("示例.pdf", "0" * 64, "application/pdf", 1)


def make_definition() -> ItemDefinition:
    """Return an item for companies with a question, a fee, an agent and five steps."""
    by_agent: Condition = {"field": "by_agent", "op": "==", "value": True}
    large: Condition = {"field": "size", "op": "==", "value": "large"}
    return ItemDefinition(
        department="slj", form_number="SL-001", name="示例许可", subject="示例市示例局",
        item_type="licensing", local_code="11370800MB285591843370115056000",
        exercise_levels=("city",), joint_departments=("示例市规划局", "示例市公安局"),
        service_objects=("enterprise",), audience="company", themes=("商务活动",),
        aliases=("办示例证",), summary="开示例店要先办示例证。", licence_reform="optimised",
        acceptance_limit=2, review_limit=10, statutory_limit=20,
        special_procedures=(SpecialProcedureRow("expert_review", "专家评审", 10, "working",
                                                "《行政许可法》第四十五条"),),
        handling_forms=("web", "window"), online_services=("handle",), visits_reason="无",
        pays_online=True, public_hall="政务大厅", phone="0900-0000001",
        complaint_phone="0900-0000002",
        windows=(WindowRow("政务大厅", "1 号窗", "示例路 1 号", "工作日 9:00—17:00"),),
        bases=(BasisRow("示例管理条例", "第三条", "从事示例经营应当取得许可。"),),
        conditions=("有固定场所。",), quantity_limit="无",
        fees=(FeeRow("工本费", "10 元/本", "《示例收费条例》第三条", "10.00", is_reducible=True,
                     reduction_basis="《示例收费条例》第五条", when=large),),
        agency_services=(AgencyServiceRow("检测报告编制", "《示例管理条例》第九条"),),
        materials=(
            MaterialRow("m1", "示例许可申请表", ("text",), basis="《示例管理条例》第四条",
                        blank_form=FILE, sample_form=FILE),
            MaterialRow("m2", "授权委托书", ("text",), basis="《示例管理条例》第四条",
                        when=by_agent),
            MaterialRow("m3", "营业执照", ("image",), necessity="optional", source="government",
                        source_body="市场监管局", replaced_by="电子营业执照"),
        ),
        results=(ResultRow("r1", "示例许可证", "licence", "5年", sample=FILE),),
        steps=(
            StepRow("s1", "受理", "acceptance", "zwj", limit=1),
            StepRow("s2", "规划审查", "review", "ghj", limit=5, needs=("s1",)),
            StepRow("s3", "安全审查", "review", "gaj", limit=3, needs=("s1",), when=large),
            StepRow("s4", "决定", "decision", "slj", limit=2, needs=("s2", "s3")),
            StepRow("s5", "送达", "delivery", "zwj", limit=1, needs=("s4",)),
        ),
        questions=(
            QuestionRow("size", "多大规模？", "choice",
                        options=(OptionRow("small", "小型"), OptionRow("large", "大型"))),
            QuestionRow("by_agent", "是否委托他人办理？", "bool"),
        ),
        scenario_rules=(
            ScenarioRuleRow({"field": "size", "op": "==", "value": "small"}, review_limit=7),
        ),
        fields=(
            FieldRow("owner", "申请人身份证号", "citizen_id", prefill="person.citizen_id"),
            FieldRow("light", "照明", "choice", choices=("内光源", "外投光")),
        ),
        faq=(FaqRow("要多久？", "最长 10 个工作日。"),),
        translations=(TranslationRow("en", "materials.m1.name", "Application form"),),
    )  # fmt: skip
