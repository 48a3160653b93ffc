"""A project in words and figures, to be printed."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from onewindow.design.days import local
from onewindow.desk.lab.page import LabPage
from onewindow.desk.lab.printing import printed
from onewindow.desk.lab.seen import Seen
from onewindow.desk.lab.simulated import Simulated
from onewindow.documents.reports import Report, ReportChart, ReportFigure, ReportTable
from onewindow.insight.models import ProjectProposal, ProposalDecision


def report_of(page: LabPage, seen: Seen, *, on: date) -> Report:
    """Gather what a leader reads in a minute, with the rows below."""
    project = page.project
    return Report(
        kind=_("流程再造报告"),
        title=project.title,
        about=_("项目 %(number)s · %(owner)s · %(stage)s阶段") % {
            "number": project.number, "owner": project.owner.name,
            "stage": project.get_status_display(),
        },
        figures=[
            ReportFigure(each.label, str(each.before), str(each.after)) for each in page.changes
        ],
        summary=list(_summary(page, seen)),
        charts=list(_charts(page)),
        tables=[*_proposals(page), *_simulation(page), _waits(seen)],
        printed=_("%(day)s 打印") % {"day": on.isoformat()},
        is_sample=project.is_sample,
    )  # fmt: skip


def _summary(page: LabPage, seen: Seen) -> Iterator[str]:
    diagnosis = seen.diagnosis
    if diagnosis.first_at and diagnosis.last_at:
        yield _(
            "依据 %(first)s至%(last)s的 %(cases)s 件、%(events)s 个事件，共 %(ways)s 种走法。"
        ) % {
            "first": f"{local(diagnosis.first_at):%Y-%m-%d}",
            "last": f"{local(diagnosis.last_at):%Y-%m-%d}",
            "cases": diagnosis.cases, "events": diagnosis.events, "ways": diagnosis.variants,
        }  # fmt: skip
    yield _("现在一半的办件 %(median)s 个工作日办结，95%% 的在 %(p95)s 个工作日内。") % {
        "median": seen.half, "p95": f"{seen.p95:g}",
    }  # fmt: skip
    yield seen.time_spent
    if page.gallery:
        yield page.gallery.load.said
        yield page.gallery.arrivals.said
    yield from _gained(page)


def _gained(page: LabPage) -> Iterator[str]:
    if page.together:
        yield _(
            "仿真再造以后：%(n)s 项 %(cases)s 件合起来，平均每件从 %(before)s 个工作日到"
            " %(after)s 个工作日（按办件数加权）。"
        ) % {
            "n": page.together.items, "cases": page.together.cases,
            "before": page.together.before, "after": page.together.after,
        }  # fmt: skip
    elif page.simulated:
        after = page.simulated.after
        yield _(
            "仿真再造以后：一半的办件 %(median)s（%(median_span)s）个工作日办结，"
            "95%% 的在 %(p95)s（%(p95_span)s）个工作日内；括号里是 95%% 置信区间。"
        ) % {
            "median": after.median.words, "median_span": after.median.span,
            "p95": after.p95.words, "p95_span": after.p95.span,
        }  # fmt: skip
    if page.simulated and page.simulated.is_stale:
        yield _("采纳的建议在仿真以后有变动，仿真的数字是变动以前的，请重新仿真。")


def _charts(page: LabPage) -> Iterator[ReportChart]:
    show = page.gallery
    for plate in (show.why, show.on_time, show.handovers) if show else ():
        if plate.stacks:
            yield printed(plate)


def _proposals(page: LabPage) -> Iterator[ReportTable]:
    shown = {
        ProposalDecision.ACCEPTED: _("采纳的建议"),
        ProposalDecision.UNDECIDED: _("还没有定的建议"),
        ProposalDecision.REJECTED: _("不采纳的建议"),
    }
    names = _("%(title)s：%(item)s") if len(page.shelf.groups) > 1 else "%(item)s"
    for decision, title in shown.items():
        rows = [
            (names % {"title": subject.name, "item": _titled(each.proposal)}, each.reason,
             "，".join(each.effects) or "—")
            for subject, found in page.shelf.groups
            for each in found
            if each.proposal.decision == decision
        ]  # fmt: skip
        if rows:
            yield ReportTable(title, (_("建议"), _("理由"), _("效果")), rows, (5, 7, 3))


def _titled(proposal: ProjectProposal) -> str:
    """Name a proposal; one that was accepted on a condition says so."""
    if not proposal.waits_for_law:
        return proposal.title
    said = _("待法制确认") if proposal.legal_agrees is None else _("法制不同意")
    return _("%(title)s（%(said)s）") % {"title": proposal.title, "said": said}


def _simulation(page: LabPage) -> Iterator[ReportTable]:
    for each in page.every_simulated:
        yield _variants(each, is_alone=len(page.every_simulated) == 1)


def _variants(item: Simulated, *, is_alone: bool) -> ReportTable:
    rows = [
        (
            each.name, f"{each.median.words}（{each.median.span}）",
            f"{each.p95.words}（{each.p95.span}）",
            each.in_time.percent if each.in_time else "—",
        )
        for each in item.variants
    ]  # fmt: skip
    heads = (_("方案"), _("一半的办件"), _("95% 的办件"), _("按承诺办结"))
    note = _(
        "%(n)s 次重复，随机数种子 %(seed)s；括号里是 95%% 置信区间，单位是工作日。"
        "时间从提交算到办结；承诺从受理算到决定，不含补正和特别程序。"
    )
    told = note % {"n": item.run.replications, "seed": item.run.seed}
    title = _("仿真（建议已有变动，请重算）") if item.is_stale else _("仿真")
    if not is_alone:
        title = _("%(title)s：%(item)s") % {"title": title, "item": item.name}
    return ReportTable(title, heads, rows, (5, 4, 4, 3), told)


def _waits(seen: Seen) -> ReportTable:
    rows = [(wait.case, wait.activity, wait.unit, wait.words) for wait in seen.worst[:8]]
    heads = (_("办件"), _("在等"), _("单位"), _("等了"))
    return ReportTable(_("等得最久的办件"), heads, rows, (5, 4, 4, 2))
