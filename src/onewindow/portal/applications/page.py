"""Everything the page of one case shows to the applicant; opinions stay inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onewindow.cases.clocks import CaseClocks, local_day
from onewindow.cases.corrections import open_correction
from onewindow.cases.models import Case, CaseStatus, CorrectionNotice, Letter
from onewindow.cases.models.letters import DECISIONS
from onewindow.cases.timeline import clocks_of
from onewindow.design.shapes import Happening, Stage
from onewindow.kernel.workdays import Due, Unit
from onewindow.orgs.calendars import calendar_for
from onewindow.portal.applications.next_step import next_step
from onewindow.portal.applications.progress import stages_of
from onewindow.portal.applications.story import happenings
from onewindow.portal.drafts.summary import Application, application_of
from onewindow.portal.wording import is_refused


@dataclass(frozen=True)
class CasePage:
    """A case as its applicant sees it."""

    case: Case
    stages: Sequence[Stage]
    clocks: CaseClocks | None
    acceptance: Due | None
    application: Application
    letter: Letter | None
    papers: Sequence[Letter]
    next_step: str
    correction: CorrectionNotice | None
    happenings: Sequence[Happening]

    @property
    def is_letter_coming(self) -> bool:
        """Whether the decision is taken and its letter is being made."""
        return self.case.status in {CaseStatus.GRANTED, CaseStatus.REFUSED}

    @property
    def is_refused(self) -> bool:
        """Whether the decision is a refusal."""
        return is_refused(self.case)


def application_page(case: Case, *, at: datetime) -> CasePage:
    """Read a case for its page."""
    steps = list(case.steps.select_related("unit").order_by("position"))
    clocks = clocks_of(case)
    papers = list(case.letters.for_applicant().order_by("pk"))
    letter = next((each for each in reversed(papers) if each.kind in DECISIONS), None)
    return CasePage(
        case=case,
        stages=stages_of(steps),
        clocks=clocks,
        acceptance=_acceptance(case),
        application=application_of(case),
        letter=letter,
        papers=[each for each in papers if each != letter],
        correction=open_correction(case),
        next_step=next_step(case, steps, local_day(at), letter),
        happenings=happenings(case),
    )


def _acceptance(case: Case) -> Due | None:
    if case.status != CaseStatus.SUBMITTED or case.submitted_at is None:
        return None
    calendar = calendar_for(case.department.region_id)
    return calendar.add(local_day(case.submitted_at), case.version.acceptance_limit, Unit.WORKING)
