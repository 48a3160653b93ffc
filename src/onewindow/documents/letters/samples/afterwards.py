"""Invented decisions, and what comes after them."""

from datetime import date

from onewindow.documents.letters.afterwards import (
    Cancellation,
    CancellationGround,
    Rectification,
    Retraction,
    RetractionGround,
    Revocation,
    RevocationGround,
    Shortfall,
)
from onewindow.documents.letters.decisions import Act, DecisionLetter
from onewindow.documents.letters.papers import Paper
from onewindow.documents.letters.samples.cast import (
    COMPANY,
    MATTER,
    PERMIT,
    PLACE,
    REMEDIES,
    china,
    head,
)
from onewindow.documents.letters.sheets import DeliveryReceipt

FOOD_LAW = ("《中华人民共和国食品安全法》第三十五条",)

AFTERWARDS: dict[str, Paper] = {
    "grant": DecisionLetter(
        head=head("grant", 21),
        addressee=COMPANY,
        matter=MATTER,
        granted=True,
        bases=FOOD_LAW,
        facts=(
            ("经营场所", PLACE),
            ("经营项目", "热食类食品制售"),
            ("有效期", "2026年11月20日至2031年11月19日"),
        ),
    ),
    "refusal": DecisionLetter(
        head=head("refusal", 22),
        addressee=COMPANY,
        matter=MATTER,
        granted=False,
        bases=FOOD_LAW,
        reasons=("疏散通道不符合要求，复查时仍未整改。", "未配备食品安全管理人员。"),
        remedies=REMEDIES,
    ),
    "change_grant": DecisionLetter(
        head=head("change_grant", 5),
        addressee=COMPANY,
        matter=MATTER,
        granted=True,
        act=Act.CHANGE,
        permit=PERMIT,
        facts=(
            ("变更前", "经营项目：热食类食品制售"),
            ("变更后", "经营项目：热食类、冷食类食品制售"),
        ),
    ),
    "change_refusal": DecisionLetter(
        head=head("change_refusal", 6),
        addressee=COMPANY,
        matter=MATTER,
        granted=False,
        act=Act.CHANGE,
        permit=PERMIT,
        reasons=("未设置冷食类食品制作专间，不具备增加该经营项目的条件。",),
        remedies=REMEDIES,
    ),
    "renewal_grant": DecisionLetter(
        head=head("renewal_grant", 9),
        addressee=COMPANY,
        matter=MATTER,
        granted=True,
        act=Act.RENEWAL,
        permit=PERMIT,
        facts=(("延续后有效期", "2027年1月10日至2030年1月9日"),),
    ),
    "renewal_refusal": DecisionLetter(
        head=head("renewal_refusal", 10),
        addressee=COMPANY,
        matter=MATTER,
        granted=False,
        act=Act.RENEWAL,
        permit=PERMIT,
        reasons=("经营场所已被依法征收，不再具备经营条件。",),
        remedies=REMEDIES,
    ),
    "delivery_receipt": DeliveryReceipt(
        head=head("delivery_receipt", 21),
        matter=MATTER,
        addressee=COMPANY,
        papers=(
            ("准予行政许可决定书", "示市监许决〔2026〕21号"),
            ("食品经营许可证（正本、副本）", "JY29999000000011（示例）"),
        ),
        method="窗口领取",
        place="示例市政务服务中心12号窗口",
        received_by="示例·白露",
        relation="受委托代办人",
        received_at=china(23, 10, 12),
        delivered_by="示例·周舟",
    ),
    "revocation": Revocation(
        head=head("revocation"),
        addressee=COMPANY,
        matter=MATTER,
        permit=PERMIT,
        ground=RevocationGround.FRAUD,
        reasons=(
            "申请时提交的场地使用证明系伪造，证明上的出具单位书面确认未曾出具；",
            "该场所在申请之日由他人使用，你单位不具备使用权。",
        ),
        statement="你单位于2026年11月12日书面陈述，称该证明由中介代办，不知情。经核实，"
        "该理由不影响对事实的认定，本机关不予采纳。",
        is_safety=True,
        remedies=REMEDIES,
    ),
    "retraction": Retraction(
        head=head("retraction"),
        addressee=COMPANY,
        matter=MATTER,
        permit=PERMIT,
        ground=RetractionGround.CIRCUMSTANCES,
        reasons=("经营场所所在地块因防洪工程建设纳入征收范围，不能继续用于经营。",),
        compensation="请自收到本决定书之日起向本机关提出补偿申请，并附财产损失的证明材料。",
        remedies=REMEDIES,
    ),
    "cancellation": Cancellation(
        head=head("cancellation", 7),
        addressee=COMPANY,
        matter=MATTER,
        permit=PERMIT,
        ground=CancellationGround.TERMINATED,
        reasons=("你单位于2026年11月9日办理注销登记，主体资格终止。",),
        remedies=REMEDIES,
    ),
    "rectification": Rectification(
        head=head("rectification", 3),
        addressee=COMPANY,
        matter=MATTER,
        checked_on=date(2026, 11, 18),
        shortfalls=(
            Shortfall("配备专职食品安全管理人员", "未配备", "配备并提交任命文件"),
            Shortfall("场所面积不少于100平方米", "实测86平方米", "调整经营项目或者扩大场所"),
        ),
        due_on=date(2026, 12, 18),
        basis="《示例市告知承诺管理办法（示例）》第十六条",
        remedies=REMEDIES,
    ),
}
