"""What the letter of attorney 授权委托书 says."""

from datetime import datetime

from django.utils.timezone import localdate

from onewindow.accounts.models import User
from onewindow.delegation.items import item_names
from onewindow.documents.letters import Addressee, Head, MandatePaper
from onewindow.documents.letters.frame import printed_time
from onewindow.mandates.models import Mandate, Power

ALL_ITEMS = "在本平台办理的全部政务服务事项"
POWERS = {
    Power.APPLY: "代为填写、提交申请材料，补正申请材料；",
    Power.FOLLOW: "代为查询办理进度和结果；",
    Power.COLLECT: "代为领取决定书、证照和其他文书；",
    Power.WITHDRAW: "代为撤回申请（特别授权）；",
}


def paper_of(mandate: Mandate, agent: User, *, at: datetime, is_sample: bool) -> MandatePaper:
    """Return the letter that both have signed online; identity numbers are masked."""
    names = item_names([item.pk for item in mandate.items.all()])
    principal = _principal(mandate)
    if mandate.valid_to is None or mandate.last_day is None:
        raise LookupError(mandate.pk)
    return MandatePaper(
        head=Head(
            department=principal.name,
            number=mandate.number,
            on=localdate(at),
            code=mandate.code,
            sample=is_sample,
        ),
        principal=principal,
        agent=Addressee(agent.name, "公民身份号码", agent.person.masked_citizen_id),
        scope=ALL_ITEMS if mandate.covers_all else "、".join(sorted(names.values())),
        powers=tuple(POWERS[Power(code)] for code in mandate.powers),
        valid_from=mandate.valid_from,
        valid_to=mandate.last_day,
        signed=(mandate.by_name, agent.name),
        note=(
            f"本委托书由委托人于{printed_time(mandate.at)}、受托人于{printed_time(at)}"
            "登录后在网上签署，签署经过记入账本。"
        ),
    )


def _principal(mandate: Mandate) -> Addressee:
    if mandate.company is not None:
        company = mandate.company
        return Addressee(company.name, "统一社会信用代码", company.uscc, is_organisation=True)
    if mandate.principal is None:
        raise LookupError(mandate.pk)
    person = mandate.principal.person
    return Addressee(person.name, "公民身份号码", person.masked_citizen_id)
