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
    if case.status != CaseStatus.FINISHED:
        return case.get_status_display()
    return _("已办结：不予许可") if is_refused(case) else _("已办结：准予")


def case_tone(case: Case) -> str:
    """Return the kind of tag for the status of a case."""
    return "bad" if is_refused(case) else TONES.get(CaseStatus(case.status), "")
