"""How the portal says in words what the domain knows as codes."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from onewindow.cases.models import Case, CaseStatus

TONES = {
    CaseStatus.CORRECTING: "warn",
    CaseStatus.NOT_ACCEPTED: "bad",
    CaseStatus.GRANTED: "good",
    CaseStatus.MADE: "good",
    CaseStatus.FINISHED: "good",
    CaseStatus.WITHDRAWN: "idle",
    CaseStatus.LAPSED: "idle",
    CaseStatus.TERMINATED: "idle",
    CaseStatus.ARCHIVED: "idle",
}


def file_kinds(groups: Collection[str]) -> str:
    """Return the kinds of file a material takes, in a few words."""
    words = {
        "text": _("文档（PDF、Word、Excel）"),
        "image": _("照片或扫描图"),
        "archive": _("压缩文件（ZIP）"),
        "media": _("音频或视频"),
    }
    return _("、").join(word for code, word in words.items() if code in groups)


def is_refused(case: Case) -> bool:
    """Say whether the decision of a case is a refusal."""
    return hasattr(case, "decision") and not case.decision.is_granted


def case_status(case: Case) -> str:
    """Return where a case stands; of a finished one also how it ended."""
    status = ended_as(case)
    said = str(status.label)
    if status == CaseStatus.FINISHED:
        said = _("已办结：不予许可") if is_refused(case) else _("已办结：准予")
    return _("%(ended)s（已归档）") % {"ended": said} if status != case.status else said


def ended_as(case: Case) -> CaseStatus:
    """Return where a case stands; of an archived one where it stood before."""
    return CaseStatus((case.status == CaseStatus.ARCHIVED and case.archived_from) or case.status)


def agent_who_withdrew(case: Case) -> str:
    """Return the name of the agent who withdrew a case, nothing when the applicant did."""
    withdrawal = getattr(case, "withdrawal", None)
    if withdrawal is None or (
        case.company_id is None and withdrawal.by == case.applicant.actor.code
    ):
        return ""
    return str(withdrawal.by_name)


def case_tone(case: Case) -> str:
    """Return the kind of tag for the status of a case."""
    return "bad" if is_refused(case) else TONES.get(CaseStatus(case.status), "")
