"""Rules on limits, kinds of case and visits (DOMAIN: audit rules of implementation lists)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue.checks.rules import Fault, Rule, Severity
from onewindow.catalogue.codes import CaseType, OnlineGrade, ReviewKind
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.item import NOTHING
from onewindow.catalogue.form import ItemType
from onewindow.kernel.workdays import Unit
from onewindow.procedure.critical import working_days

INTAKE_DAYS = 5
# 安阳市优化营商环境条例 Art 42.
PRE_REVIEW_DAYS = 1
LICENCE_DAYS = 20
JOINT_DAYS = 45
PROMISED_DAYS = re.compile(r"承诺[^。；，\d]{0,6}(\d+) ?个工作日(?!内?受理)")


def instant(item: ItemDefinition) -> Iterator[Fault]:
    """即办件 means decided at once."""
    is_instant = item.case_type == CaseType.INSTANT
    if is_instant and item.review_kind != ReviewKind.AT_ONCE:
        yield "review_kind", _("办件类型是即办件，审查类型却不是即审即办。")
    if is_instant and item.review_limit:
        yield (
            "review_limit",
            _("即办件的承诺时限应当是 0，现在是 %(n)s 天。") % {"n": item.review_limit},
        )


def promised(item: ItemDefinition) -> Iterator[Fault]:
    """承诺件 means review, then decision, within a limit."""
    if item.case_type != CaseType.PROMISED:
        return
    if item.review_kind != ReviewKind.AFTER_ACCEPTANCE:
        yield "review_kind", _("办件类型是承诺件，审查类型却不是前审后批。")
    if not item.review_limit:
        yield "review_limit", _("承诺件没有写承诺时限；当场办结的应当是即办件。")


def within_the_law(item: ItemDefinition) -> Iterator[Fault]:
    """The promise is not longer than the law allows."""
    allowed = working_days(item.statutory_limit, Unit(item.statutory_limit_unit))
    unit = Unit(item.review_limit_unit)
    limits = [("review_limit", item.review_limit)]
    limits += [
        (f"scenario_rules.{place}.review_limit", rule.review_limit)
        for place, rule in enumerate(item.scenario_rules, 1)
        if rule.review_limit is not None
    ]
    for element, limit in limits:
        if working_days(limit, unit) > allowed:
            yield (
                element,
                _("承诺时限 %(promised)s 天超过法定时限 %(statutory)s 天。")
                % {"promised": limit, "statutory": item.statutory_limit},
            )


def intake(item: ItemDefinition) -> Iterator[Fault]:
    """Intake takes five days at most."""
    if working_days(item.acceptance_limit, Unit(item.acceptance_limit_unit)) > INTAKE_DAYS:
        yield (
            "acceptance_limit",
            _("受理时限是 %(n)s 天，法律规定当场或者五日内一次告知，逾期视为受理。")
            % {"n": item.acceptance_limit},
        )


def pre_review(item: ItemDefinition) -> Iterator[Fault]:
    """A pre-review comes before the five days of the intake and must not stretch them."""
    if item.pre_review_limit > PRE_REVIEW_DAYS:
        yield (
            "pre_review_limit",
            _("网上预审时限是 %(n)s 个工作日，预审最多 %(allowed)s 个工作日。")
            % {"n": item.pre_review_limit, "allowed": PRE_REVIEW_DAYS},
        )
    if item.pre_review_limit and not item.is_online:
        yield "pre_review_limit", _("不能网上办理的事项没有网上预审，请填 0。")


def licence_limit(item: ItemDefinition) -> Iterator[Fault]:
    """A licence takes twenty days, forty-five when several bodies decide together."""
    allowed = JOINT_DAYS if item.joint_departments else LICENCE_DAYS
    if item.item_type != ItemType.LICENSING or any("期限" in row.text for row in item.bases):
        return
    if working_days(item.statutory_limit, Unit(item.statutory_limit_unit)) > allowed:
        yield (
            "statutory_limit",
            _(
                "行政许可的法定时限一般不超过 %(allowed)s 个工作日，现在是 %(n)s 天，"
                "依据里也没有另行规定期限的条文。"
            )
            % {"allowed": allowed, "n": item.statutory_limit},
        )


def reason_for_visits(item: ItemDefinition) -> Iterator[Fault]:
    """A visit needs a reason; no visit needs none."""
    has_reason = item.visits_reason.strip() not in NOTHING
    if item.visits and not has_reason:
        yield (
            "visits_reason",
            _("要到现场 %(n)s 次，却没有写必须到现场的原因。") % {"n": item.visits},
        )
    if not item.visits and has_reason:
        yield "visits_reason", _("到现场次数是 0，却写了必须到现场的原因。")


def way_without_visits(item: ItemDefinition) -> Iterator[Fault]:
    """Nobody comes and nothing goes online: then it goes by courier."""
    by_courier = item.sends_by_courier or "courier" in item.handling_forms
    if not item.visits and not item.is_online and not by_courier:
        yield "sends_by_courier", _("不用到现场，又不能网上办，也不支持邮寄：没有一条路能办。")


def whole_online(item: ItemDefinition) -> Iterator[Fault]:
    """Grade IV is the whole case online."""
    if item.online_depth != OnlineGrade.WHOLE:
        return
    if item.visits:
        yield (
            "visits",
            _("网办等级是Ⅳ级（全程网办），到现场次数应当是 0，现在是 %(n)s 次。")
            % {"n": item.visits},
        )
    for place, rule in enumerate(item.scenario_rules, 1):
        if rule.visits:
            yield (
                f"scenario_rules.{place}.visits",
                _("网办等级是Ⅳ级（全程网办），第 %(place)s 条情形规则却要到现场 %(n)s 次。")
                % {"place": place, "n": rule.visits},
            )


def offline(item: ItemDefinition) -> Iterator[Fault]:
    """What stays offline says why, and claims no depth."""
    if item.is_online and item.offline_reason.strip() not in NOTHING:
        yield "offline_reason", _("已经网上办理，却写了不纳入网上审批的原因。")
    if item.is_online:
        return
    if item.offline_reason.strip() in NOTHING:
        yield "offline_reason", _("没有纳入网上办理，要写明原因。")
    if item.online_depth > OnlineGrade.BOOKING:
        yield "online_depth", _("没有纳入网上办理，网办等级不能高于Ⅱ级。")


def told_limits(item: ItemDefinition) -> Iterator[Fault]:
    """What the note says of the promise is what the promise says."""
    limits = {item.review_limit, *(rule.review_limit for rule in item.scenario_rules)}
    for found in PROMISED_DAYS.finditer(item.limit_note):
        if int(found[1]) not in limits:
            yield (
                "limit_note",
                _("时限说明写的是“%(words)s”，承诺时限却是 %(n)s 天。")
                % {
                    "words": found[0],
                    "n": item.review_limit,
                },
            )


RULES = (
    Rule("L01", lazy("即办件就是即审即办"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("把审查类型改成即审即办、承诺时限改成 0，或者把办件类型改成承诺件。"), instant),
    Rule("L02", lazy("承诺件就是前审后批"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("把审查类型改成前审后批并写明承诺时限，或者把办件类型改成即办件。"), promised),
    Rule("L03", lazy("承诺时限不超过法定时限"), lazy("行政许可法第四十二条"), Severity.ERROR,
         lazy("缩短承诺时限，或者核对法定时限和它的单位。"), within_the_law),
    Rule("L04", lazy("受理时限不超过五日"), lazy("行政许可法第三十二条"), Severity.ERROR,
         lazy("把受理时限改成 5 个工作日以内。"), intake),
    Rule("L05", lazy("许可的法定时限有依据"), lazy("行政许可法第四十二条"), Severity.WARNING,
         lazy("核对法定时限；法律、法规另有规定的，把写明期限的条文列进事项依据。"), licence_limit),
    Rule("L06", lazy("到现场要有原因"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("写明必须到现场的原因；不用到现场的写“无”。"), reason_for_visits),
    Rule("L07", lazy("不到现场也能办"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("开通网上办理，或者支持物流快递，或者写明要到现场几次。"), way_without_visits),
    Rule("L08", lazy("全程网办就不用到现场"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("把到现场次数改成 0，或者把网办等级改低。"), whole_online),
    Rule("L09", lazy("不纳入网上审批要说明原因"), lazy("流程确认单统计表"), Severity.ERROR,
         lazy("写明原因并核对网办等级；已经网上办理的，删去原因。"), offline),
    Rule("L10", lazy("时限说明和承诺时限一致"), lazy("实施清单审核规则"), Severity.WARNING,
         lazy("改正时限说明里的天数，或者核对承诺时限。"), told_limits),
    Rule("L11", lazy("网上预审不超过一个工作日"), lazy("安阳市优化营商环境条例第四十二条"),
         Severity.ERROR, lazy("把网上预审时限改成 1 或者 0。"), pre_review),
)  # fmt: skip
