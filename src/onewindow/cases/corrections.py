"""What applicants were asked to mend."""

from onewindow.cases.models import Case, CaseStatus, CorrectionNotice


def corrections_of(case: Case) -> list[CorrectionNotice]:
    """Return every notice of a case with its items, the first one first."""
    notices = case.corrections.order_by("pk")
    return list(notices.prefetch_related("items__material", "items__field"))


def open_correction(case: Case) -> CorrectionNotice | None:
    """Return what the applicant has to mend now."""
    if case.status != CaseStatus.CORRECTING:
        return None
    return next((each for each in corrections_of(case) if each.is_open), None)
