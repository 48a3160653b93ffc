"""One letter of each kind, for the tests and for the eye."""

from datetime import UTC, date, datetime

from onewindow.documents.letters import (
    AcceptanceNotice,
    Addressee,
    DecisionLetter,
    Head,
    Matter,
    Receipt,
    ReceivedMaterial,
    Remedies,
)

COMPANY = Addressee(
    "小满餐饮管理有限公司（示例）", "统一社会信用代码", "91119999MA99000527", is_organisation=True
)
MATTER = Matter("食品经营许可", "SL20261121-000417", date(2026, 11, 2), date(2026, 11, 3))
REMEDIES = Remedies("示例市人民政府", "示例市示例区人民法院")


def head(number: str = "示市监许准〔2026〕1号", *, sample: bool = True) -> Head:
    return Head("示例市市场监督管理局", number, date(2026, 11, 21), "8K3F-92QM-7TRX", sample=sample)


def decision(
    *,
    granted: bool = True,
    to: Addressee = COMPANY,
    reasons: tuple[str, ...] = (),
    facts: tuple[tuple[str, str], ...] = (("经营项目", "热食类食品制售"),),
    sample: bool = True,
) -> DecisionLetter:
    return DecisionLetter(
        head=head(sample=sample),
        addressee=to,
        matter=MATTER,
        granted=granted,
        bases=("《中华人民共和国食品安全法》第三十五条",),
        facts=facts if granted else (),
        reasons=reasons,
        remedies=None if granted else REMEDIES,
    )


def acceptance(*, is_provisional: bool = False) -> AcceptanceNotice:
    return AcceptanceNotice(
        head=head("示市监受〔2026〕8号"),
        addressee=COMPANY,
        matter=MATTER,
        received_on=date(2026, 11, 2),
        limit="10个工作日",
        due_on=date(2026, 11, 17),
        statutory_due_on=date(2026, 12, 1),
        is_provisional=is_provisional,
        phone="0900-0000020",
    )


def receipt() -> Receipt:
    return Receipt(
        head=head("示市监收〔2026〕31号"),
        addressee=COMPANY,
        matter=MATTER,
        received_at=datetime(2026, 11, 1, 16, 31, tzinfo=UTC),
        materials=(
            ReceivedMaterial("食品经营许可申请书", ("申请书（签字）.pdf",)),
            ReceivedMaterial("平面图和布局流程图", ("平面图.jpg", "一层布局.png")),
            ReceivedMaterial("场地使用证明", (), "容缺后补"),
        ),
    )
