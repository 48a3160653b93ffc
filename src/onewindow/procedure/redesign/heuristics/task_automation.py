"""Task automation (Reijers & Liman Mansar 2005): cases that rules can decide at once (秒批)."""

from collections.abc import Iterator
from functools import partial

from onewindow.procedure.redesign.changes import use_practice
from onewindow.procedure.redesign.definition import Definition, Material, Need, Practice
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.figures import days, is_known, share
from onewindow.procedure.redesign.heuristics.joint_inspection import SITE
from onewindow.procedure.redesign.proposal import Heuristic, Proposal
from onewindow.procedure.step import StepKind

GRANTED = 0.95
CORRECTED = 0.05
FEWEST = 100
BY_PEOPLE = frozenset({SITE, "hearing", "in_person", "expert", "inspection", "publicity"})


def task_automation(definition: Definition, evidence: Evidence) -> Iterator[Proposal]:
    """Propose instant decisions where data alone decide and nearly every case is granted."""
    if definition.guarded or definition.has(Practice.INSTANT) or not _is_data_only(definition):
        return
    granted, corrected = evidence.granted, evidence.corrected
    measured = granted is not None and is_known(granted, FEWEST)
    if granted is not None and measured and granted.value < GRANTED:
        return
    if corrected is not None and is_known(corrected) and corrected.value > CORRECTED:
        return
    told = f"{granted}的办件准予。" if measured else ""
    yield Proposal(
        code=f"{Heuristic.TASK_AUTOMATION}:",
        heuristic=Heuristic.TASK_AUTOMATION,
        title="适合秒批：由规则当场决定",
        reason="审查只由一个单位做，不去现场，要看的都有证照或者共享数据可以核对。"
        f"{told}规则说不清的仍转人工，现有流程保留。",
        apply=partial(use_practice, practice=Practice.INSTANT),
        evidence=(
            *share("准予", granted),
            *share("补正的办件", corrected),
            *days("现在从受理到决定", evidence.throughput),
        ),
        needs_legal_check=True,
        laws=definition.references.get(Heuristic.TASK_AUTOMATION, ()),
        waiting=evidence.throughput.p50 if evidence.throughput else 0.0,
        claims=frozenset({("track", "")}),
    )


def _is_data_only(definition: Definition) -> bool:
    inner = {StepKind.REVIEW, StepKind.DECISION}
    steps = [step for step in definition.steps if step.kind in inner]
    by_people = any(BY_PEOPLE & definition.work(step.code).acts for step in steps)
    papers = [
        each
        for each in definition.handed_in
        if each.need is Need.REQUIRED and not each.is_conditional and not _is_form(each)
    ]
    return (
        len({step.unit for step in steps}) == 1
        and not by_people
        and all(_can_be_checked(definition, each) for each in papers)
    )


def _is_form(material: Material) -> bool:
    return any(word in material.name for word in ("申请书", "申请表", "登记表"))


def _can_be_checked(definition: Definition, material: Material) -> bool:
    return bool(material.licence) or material.issued_by in definition.linked
