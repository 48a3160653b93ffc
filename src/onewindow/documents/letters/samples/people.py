"""Invented papers of applicants, and the authorisation of an officer."""

from datetime import date

from onewindow.documents.letters.authorisation import AuthorisationPaper
from onewindow.documents.letters.papers import Paper
from onewindow.documents.letters.promises import (
    CommitmentPaper,
    DeferralPromise,
    MandatePaper,
)
from onewindow.documents.letters.samples.cast import (
    AGENT,
    COMPANY,
    PHONE,
    SUBMITTED,
    head,
)

PEOPLE: dict[str, Paper] = {
    "mandate": MandatePaper(
        head=head("mandate"),
        principal=COMPANY,
        agent=AGENT,
        scope="办理食品经营许可的申请、变更和延续",
        powers=(
            "代为提出申请，提交、补正材料；",
            "代为陈述、申辩，参加听证；",
            "代为领取行政许可决定书和行政许可证件。",
        ),
        valid_from=date(2026, 11, 1),
        valid_to=date(2027, 10, 31),
        principal_phone=PHONE,
        agent_phone="13900000000",
    ),
    "deferral_promise": DeferralPromise(
        head=head("deferral_promise"),
        matter=SUBMITTED,
        applicant=COMPANY,
        deferred=(
            ("从业人员健康证明", "网上上传"),
            ("场地租赁合同备案证明", "网上上传或者窗口提交"),
        ),
        due_on=date(2026, 11, 16),
        basis="《示例市政务服务办法（示例）》第二十四条",
    ),
    "commitment": CommitmentPaper(
        head=head("commitment", 5),
        matter=SUBMITTED,
        applicant=COMPANY,
        bases=("《中华人民共和国食品安全法》第三十五条",),
        conditions=(
            "具有与经营的食品品种、数量相适应的场所；",
            "配备专职或者兼职的食品安全管理人员；",
            "具有保证食品安全的规章制度。",
        ),
        materials=("营业执照；", "法定代表人身份证明。"),
        checked_within="30个工作日",
    ),
    "authorisation": AuthorisationPaper(
        head=head("authorisation", 4),
        officer="示例·齐岱",
        office="示例市政务服务管理局",
        title_of_officer="窗口首席代表",
        powers=("受理：接收申请，决定受理或者不予受理", "决定：作出准予或者不予的决定"),
        first_day=date(2026, 3, 2),
        last_day=date(2026, 12, 31),
        items=("食品经营许可", "食品小作坊登记", "公共场所卫生许可"),
    ),
}
