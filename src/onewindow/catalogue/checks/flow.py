"""Rules on the procedure: its graph, its days, its parts."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue.checks.rules import Fault, Rule, Severity
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.steps import steps_of
from onewindow.catalogue.form import ItemType
from onewindow.kernel.conditions import ConditionError
from onewindow.kernel.workdays import Unit
from onewindow.procedure.critical import working_days
from onewindow.procedure.model import Procedure, Step, StepKind, problems

DELIVERY_DAYS = 10
USUAL_STEPS = 5


def sound(item: ItemDefinition) -> Iterator[Fault]:
    """The steps are one graph that always ends."""
    steps = _readable(item)
    if steps is None:
        return
    codes = {step.name: step.code for step in item.steps}
    for problem in problems(steps):
        code = codes.get(problem.step)
        yield (f"steps.{code}" if code else "steps"), problem.message


def within_the_promise(item: ItemDefinition) -> Iterator[Fault]:
    """The longest way through the steps fits the promise."""
    steps = _readable(item)
    if not steps or problems(steps):
        return
    days = Procedure.of(steps).critical_path(with_delivery=False).days
    starts = [step for step in steps if step.kind is StepKind.ACCEPTANCE]
    days -= sum(working_days(step.limit, step.limit_unit) for step in starts)
    promised = working_days(item.review_limit, Unit(item.review_limit_unit))
    if days > promised:
        yield (
            "review_limit",
            _("受理后各环节最长要 %(days)s 个工作日，超过承诺时限 %(promised)s 个工作日。")
            % {"days": days, "promised": promised},
        )
    allowed = working_days(item.acceptance_limit, Unit(item.acceptance_limit_unit))
    for step in starts:
        if working_days(step.limit, step.limit_unit) > allowed:
            yield (
                f"steps.{step.code}.limit",
                _("受理环节 %(days)s 天，超过受理时限 %(allowed)s 天。")
                % {"days": step.limit, "allowed": item.acceptance_limit},
            )


def delivery(item: ItemDefinition) -> Iterator[Fault]:
    """A licence is delivered within ten days."""
    for step in item.steps:
        if step.kind != StepKind.DELIVERY:
            continue
        if working_days(step.limit, Unit(step.limit_unit)) > DELIVERY_DAYS:
            yield (
                f"steps.{step.code}.limit",
                _("“%(name)s”%(n)s 天：作出决定后十日内要颁发、送达。")
                % {"name": step.name, "n": step.limit},
            )


def limits_said(item: ItemDefinition) -> Iterator[Fault]:
    """A step of an item that promises days says how many it takes."""
    for step in _readable(item) or ():
        if not step.is_limit_said:
            yield (
                f"steps.{step.code}.limit",
                _("“%(name)s”没有写办理时限；事项承诺了天数，这一步不会是当场办结。")
                % {"name": step.name},
            )


def parts(item: ItemDefinition) -> Iterator[Fault]:
    """A licence is accepted, reviewed, decided and delivered, and the list shows it."""
    if item.item_type != ItemType.LICENSING or item.case_type == "instant":
        return
    kinds = {step.kind for step in item.steps}
    missing = [kind for kind in (StepKind.REVIEW, StepKind.DELIVERY) if kind not in kinds]
    if missing:
        names = {StepKind.REVIEW: _("审查"), StepKind.DELIVERY: _("送达")}
        yield (
            "steps",
            _("流程里没有%(names)s环节。") % {"names": "、".join(names[kind] for kind in missing)},
        )
    if 0 < len(item.steps) < USUAL_STEPS:
        yield (
            "steps",
            _("行政许可一般写明受理、审核、审批、办结、送达五个环节，这里只有 %(n)s 个。")
            % {"n": len(item.steps)},
        )


def joint(item: ItemDefinition) -> Iterator[Fault]:
    """Who reviews together is named."""
    reviewers = {step.unit for step in item.steps if step.kind == StepKind.REVIEW}
    others = reviewers - {item.department}
    if len(others) > 1 and not item.joint_departments:
        yield (
            "joint_departments",
            _("有 %(n)s 个别的部门一起审查，联办机构却是空的。") % {"n": len(others)},
        )


def silence(item: ItemDefinition) -> Iterator[Fault]:
    """Silence stands for consent only for a department that is heard, within a promised limit."""
    for step in item.steps:
        if not step.on_silence:
            continue
        if step.unit == item.department:
            yield (
                f"steps.{step.code}.on_silence",
                _("“%(name)s”由本部门办理，不能超时视为同意。") % {"name": step.name},
            )
        if not item.review_limit:
            yield (
                f"steps.{step.code}.on_silence",
                _("事项当场办结，“%(name)s”没有可以超的时限。") % {"name": step.name},
            )


def materials_seen(item: ItemDefinition) -> Iterator[Fault]:
    """What a step may see is on the list."""
    known = {row.code for row in item.materials}
    for step in item.steps:
        for code in step.materials:
            if code not in known:
                yield (
                    f"steps.{step.code}.materials",
                    _("“%(name)s”可看的材料里有“%(code)s”，申报材料里没有。")
                    % {"name": step.name, "code": code},
                )


def materials_reviewed(item: ItemDefinition) -> Iterator[Fault]:
    """Somebody who reviews sees each material."""
    reviews = [step for step in item.steps if step.kind == StepKind.REVIEW]
    if not reviews or any(not step.materials for step in reviews):
        return
    seen = {code for step in reviews for code in step.materials}
    for row in item.materials:
        if row.code not in seen:
            yield (
                f"materials.{row.code}",
                _("没有哪个审查环节能看到“%(name)s”：要么不用交，要么漏了部门。")
                % {"name": row.name},
            )


def special(item: ItemDefinition) -> Iterator[Fault]:
    """Time that is not counted has a basis."""
    for place, row in enumerate(item.special_procedures, 1):
        if not row.basis.strip():
            yield (
                f"special_procedures.{place}.basis",
                _("特别程序“%(name)s”没有写依据。") % {"name": row.name},
            )


def _readable(item: ItemDefinition) -> Sequence[Step] | None:
    # A condition that cannot be read is a finding of its own.
    try:
        return steps_of(item)
    except ConditionError:
        return None


RULES = (
    Rule("P01", lazy("流程走得通"), lazy("流程确认单"), Severity.ERROR,
         lazy("按提示改正环节。"), sound),
    Rule("P02", lazy("各环节的时限装得进承诺"), lazy("行政许可法第四十二条"), Severity.ERROR,
         lazy("缩短环节时限、让环节并行，或者放宽承诺时限。"), within_the_promise),
    Rule("P03", lazy("十日内送达"), lazy("行政许可法第四十四条"), Severity.ERROR,
         lazy("把送达环节改成 10 个工作日以内。"), delivery),
    Rule("P04", lazy("许可的环节写全"), lazy("实施清单审核规则"), Severity.HINT,
         lazy("核对环节；确实合并办理的不用改。"), parts),
    Rule("P05", lazy("联办机构写明"), lazy("GB/T 39046 联办机构"), Severity.WARNING,
         lazy("把一起审查的部门写进联办机构。"), joint),
    Rule("P06", lazy("特别程序有依据"), lazy("行政许可法第四十五条"), Severity.ERROR,
         lazy("写明法律条款；法律没有规定的，时间要计入时限。"), special),
    Rule("P07", lazy("超时默认只用于联办部门"), lazy("行政许可法第三十四条"), Severity.ERROR,
         lazy("改成“继续等待”，或者核对承办单位和承诺时限。"), silence),
    Rule("P08", lazy("可看的材料都在申报材料里"), lazy("行政许可法第三十一条"), Severity.ERROR,
         lazy("重新勾选“可看的材料”。"), materials_seen),
    Rule("P09", lazy("每份材料有人审"), lazy("行政许可法第三十一条"), Severity.WARNING,
         lazy("在审查环节的“可看的材料”里勾选，或者不再要求提交。"), materials_reviewed),
    Rule("P10", lazy("每个环节有时限"), lazy("流程确认单"), Severity.WARNING,
         lazy("填写这一步办几天。"), limits_said),
)  # fmt: skip
