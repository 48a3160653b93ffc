"""Invented letters of the intake."""

from datetime import date

from onewindow.documents.letters.corrections import (
    CorrectionNotice,
    Defect,
    Lapse,
    TransferNotice,
)
from onewindow.documents.letters.intake import (
    AcceptanceNotice,
    NonAcceptance,
    NonAcceptanceGround,
    NotRequired,
    Receipt,
    ReceivedMaterial,
)
from onewindow.documents.letters.papers import Paper
from onewindow.documents.letters.promises import Application
from onewindow.documents.letters.samples.cast import (
    APPLIED,
    COMPANY,
    MATTER,
    PHONE,
    PLACE,
    REMEDIES,
    SUBMITTED,
    china,
    head,
)

LOCAL_RULE = "《示例市政务服务办法（示例）》第二十四条"

INTAKE: dict[str, Paper] = {
    "application": Application(
        head=head("application"),
        matter=SUBMITTED,
        applicant=COMPANY,
        submitted_at=china(2, 9, 31),
        answers=(
            ("您要办理的业态是什么？", "餐饮服务经营者"),
            ("有没有裱花蛋糕、生食海产品等冷食类项目？", "没有"),
        ),
        fields=(
            ("经营者名称", COMPANY.name),
            ("经营场所", PLACE),
            ("法定代表人", "示例·乔木"),
            ("经营面积（平方米）", "128"),
            ("经营项目", "热食类食品制售"),
            ("联系电话", PHONE),
        ),
        materials=(
            ("食品经营许可申请书", "申请书（签字）.pdf"),
            ("平面图和布局流程图", "平面图.jpg\n一层布局.png"),
            ("食品安全规章制度", "规章制度.pdf"),
        ),
        agent="示例·白露（受委托代办）",
        delivery="窗口领取：示例市政务服务中心",
    ),
    "receipt": Receipt(
        head=head("receipt", 31),
        addressee=COMPANY,
        matter=SUBMITTED,
        received_at=china(2, 9, 31),
        materials=(
            ReceivedMaterial("食品经营许可申请书", ("申请书（签字）.pdf",)),
            ReceivedMaterial("平面图和布局流程图", ("平面图.jpg", "一层布局.png")),
            ReceivedMaterial("食品安全规章制度", (), "容缺后补"),
        ),
        phone=PHONE,
    ),
    "acceptance": AcceptanceNotice(
        head=head("acceptance", 28),
        addressee=COMPANY,
        matter=MATTER,
        received_on=APPLIED,
        limit="10个工作日",
        due_on=date(2026, 11, 17),
        statutory_due_on=date(2026, 12, 1),
        phone=PHONE,
    ),
    "non_acceptance": NonAcceptance(
        head=head("non_acceptance", 3),
        addressee=COMPANY,
        matter=SUBMITTED,
        received_on=APPLIED,
        ground=NonAcceptanceGround.NOT_COMPETENT,
        reasons=("申请的经营场所在示例县辖区内，由所在地县级市场监督管理部门实施许可。",),
        competent="示例县市场监督管理局（示例县政务服务中心二楼，电话0900-0000031）",
        remedies=REMEDIES,
    ),
    "not_required": NotRequired(
        head=head("not_required", 2),
        addressee=COMPANY,
        matter=SUBMITTED,
        received_on=APPLIED,
        reasons=(
            (
                "申请的内容为仅销售预包装食品。根据《中华人民共和国食品安全法》第三十五条，仅销售预包装食品的，"
                "不需要取得许可，应当报所在地县级以上地方人民政府食品安全监督管理部门备案。"
            ),
        ),
        remedies=REMEDIES,
    ),
    "correction": CorrectionNotice(
        head=head("correction", 12),
        addressee=COMPANY,
        matter=SUBMITTED,
        received_on=APPLIED,
        defects=(
            Defect("平面图和布局流程图", "没有标注清洗、消毒区域的位置。", "补画并标注面积。"),
            Defect("食品安全规章制度", "缺少从业人员健康管理制度。", "补充该制度，加盖公章。"),
            Defect("法定代表人身份证明", "照片模糊，号码无法辨认。", "重新拍摄正反两面。"),
        ),
        due_on=date(2026, 12, 4),
        lapses=LOCAL_RULE,
        phone=PHONE,
    ),
    "lapse": Lapse(
        head=head("lapse"),
        addressee=COMPANY,
        matter=SUBMITTED,
        asked_on=date(2026, 11, 4),
        asked_in="示市监许补〔2026〕12号",
        due_on=date(2026, 11, 18),
        missing=("平面图和布局流程图；", "食品安全规章制度。"),
        basis=LOCAL_RULE,
        remedies=REMEDIES,
    ),
    "transfer": TransferNotice(
        head=head("transfer", 4),
        addressee=COMPANY,
        matter=MATTER,
        to="示例省市场监督管理局（示例）",
        transferred_on=date(2026, 11, 20),
        reasons=("该事项依法由本机关审查后报省级机关决定，本机关已经提出初步审查意见。",),
        is_upward=True,
        phone=PHONE,
    ),
}
