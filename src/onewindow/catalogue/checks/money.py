"""Rules on fees, agents' services, phones and places."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue.checks.rules import Fault, Rule, Severity
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.form import ItemType

CITED = re.compile(r"《.+?》")
STATE_COUNCIL = re.compile(r"《.+?(法|条例|决定)》|国务院.{0,20}决定")
AREA_CODE = re.compile(r"^(0\d{2,3}-?\d{7,8}(-\d{1,6})?|12\d{3}|9\d{4}|[48]00-?\d{3}-?\d{4})$")


def told_fees(item: ItemDefinition) -> Iterator[Fault]:
    """A fee says what for, how much, on what basis."""
    for place, fee in enumerate(item.fees, 1):
        for field, text in (("name", fee.name), ("standard", fee.standard), ("basis", fee.basis)):
            if not text.strip():
                yield (
                    f"fees.{place}.{field}",
                    _("第 %(place)s 项收费没有写全：项目、标准、依据都要有。") % {"place": place},
                )


def paid_online(item: ItemDefinition) -> Iterator[Fault]:
    """What is done online is paid online."""
    if item.fees and item.is_online and not item.pays_online:
        yield "pays_online", _("有收费又能网上办，却不支持网上支付。")


def free(item: ItemDefinition) -> Iterator[Fault]:
    """What is free is not paid for."""
    if item.pays_online and not item.fees:
        yield "pays_online", _("没有收费项目，却写了支持网上支付。")


def fee_has_law(item: ItemDefinition) -> Iterator[Fault]:
    """A licence costs nothing unless a law or an administrative regulation says so."""
    if item.item_type != ItemType.LICENSING:
        return
    for place, fee in enumerate(item.fees, 1):
        if fee.basis.strip() and not CITED.search(fee.basis):
            yield (
                f"fees.{place}.basis",
                _("“%(name)s”的收费依据没有写出法律、行政法规的名称。") % {"name": fee.name},
            )


def amounts(item: ItemDefinition) -> Iterator[Fault]:
    """An amount is yuan as digits; a reduction has a basis."""
    for place, fee in enumerate(item.fees, 1):
        if fee.amount and not _is_money(fee.amount):
            yield (
                f"fees.{place}.amount",
                _("“%(amount)s”不是金额，请写数字，如 12.50。") % {"amount": fee.amount},
            )
        if fee.is_reducible and not fee.reduction_basis.strip():
            yield (
                f"fees.{place}.reduction_basis",
                _("“%(name)s”可以减免，却没有写减免依据。") % {"name": fee.name},
            )


def _is_money(text: str) -> bool:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return False
    return amount.is_finite() and amount >= 0 and amount == round(amount, 2)


def agents(item: ItemDefinition) -> Iterator[Fault]:
    """A service by an agent rests on a law, a regulation or a decision of the State Council."""
    for place, service in enumerate(item.agency_services, 1):
        if not STATE_COUNCIL.search(service.basis):
            yield (
                f"agency_services.{place}.basis",
                _("中介服务“%(name)s”没有法律、法规或者国务院决定作依据。")
                % {"name": service.name},
            )


def phones(item: ItemDefinition) -> Iterator[Fault]:
    """Advice and complaints have numbers of their own, both with the area code."""
    if item.complaint_phone.strip() and item.phone.strip() == item.complaint_phone.strip():
        yield "complaint_phone", _("监督投诉电话和咨询电话是同一个号码。")
    for element in ("phone", "complaint_phone"):
        for number in re.split(r"[、,，;；/\s]+", str(getattr(item, element)).strip()):
            if number and not AREA_CODE.match(number):
                yield element, _("“%(number)s”没有区号，外地人打不通。") % {"number": number}


def complaints(item: ItemDefinition) -> Iterator[Fault]:
    """People can complain somewhere."""
    if not item.complaint_phone.strip():
        yield "complaint_phone", _("没有写监督投诉电话。")


def places(item: ItemDefinition) -> Iterator[Fault]:
    """Who may come to a window is told to which."""
    if (item.is_in_hall or "window" in item.handling_forms) and not (
        item.windows or item.public_hall.strip()
    ):
        yield "windows", _("写了可以到窗口办，却没有写办理地点。")
    for place, window in enumerate(item.windows, 1):
        if not window.address.strip() or not window.hours.strip():
            yield (
                f"windows.{place}",
                _("“%(hall)s”没有写全地址和办公时间。") % {"hall": window.hall},
            )


RULES = (
    Rule("F01", lazy("收费要写全"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("补齐收费项目、标准和依据。"), told_fees),
    Rule("F02", lazy("不收费就没有支付"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("取消网上支付，或者补上收费项目。"), free),
    Rule("F03", lazy("许可收费要有法律、行政法规依据"), lazy("行政许可法第五十八条"),
         Severity.ERROR, lazy("写出《法律名称》和条款；没有依据的，删去这项收费。"), fee_has_law),
    Rule("F04", lazy("金额是数字，减免有依据"), lazy("GB/T 39046 收费项目"), Severity.ERROR,
         lazy("金额写成以元为单位的数字，补上减免依据。"), amounts),
    Rule("F05", lazy("中介服务要有设定依据"), lazy("优化营商环境条例第四十三条"), Severity.ERROR,
         lazy("写出法律、法规或者国务院决定的名称；没有的，删去这项中介服务。"), agents),
    Rule("F06", lazy("咨询和投诉电话分开，都带区号"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("填写另一个监督投诉电话，号码写成 0467-1234567 这样。"), phones),
    Rule("F07", lazy("能到窗口办就写清地点"), lazy("行政许可法第三十条"), Severity.WARNING,
         lazy("在办理窗口里写明大厅、地址和办公时间。"), places),
    Rule("F08", lazy("有监督投诉电话"), lazy("实施清单审核规则"), Severity.WARNING,
         lazy("填写监督投诉电话，和咨询电话分开。"), complaints),
    Rule("F09", lazy("能网上办的能网上付"), lazy("实施清单审核规则"), Severity.WARNING,
         lazy("开通网上支付。"), paid_online),
)  # fmt: skip
