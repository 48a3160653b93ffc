"""Every kind of letter: its code, what it is called, the mark in its numbers, and its form.

`mark` is the nature (性质) in `机关简称+性质〔年〕n号`; a paper of the applicant has none and bears
the number of the case.
"""

from dataclasses import dataclass

from onewindow.documents.letters.afterwards import (
    Cancellation,
    Rectification,
    Retraction,
    Revocation,
)
from onewindow.documents.letters.authorisation import AuthorisationPaper
from onewindow.documents.letters.corrections import CorrectionNotice, Lapse, TransferNotice
from onewindow.documents.letters.decisions import DecisionLetter
from onewindow.documents.letters.hearing import (
    HearingAnnouncement,
    HearingNotice,
    HearingRecord,
    HearingRight,
)
from onewindow.documents.letters.intake import (
    AcceptanceNotice,
    NonAcceptance,
    NotRequired,
    Receipt,
)
from onewindow.documents.letters.papers import Paper
from onewindow.documents.letters.promises import (
    Application,
    CommitmentPaper,
    DeferralPromise,
    MandatePaper,
)
from onewindow.documents.letters.review import Extension, InterestedPartyNotice, SpecialTime
from onewindow.documents.letters.sheets import ApprovalForm, DeliveryReceipt, InspectionRecord


@dataclass(frozen=True)
class Kind:
    """One kind of letter; `basis` is the rule that asks for it."""

    code: str
    name: str
    mark: str
    basis: str
    form: type[Paper]


_ALL = (
    Kind("application", "申请书", "", "行政许可法第二十九条", Application),
    Kind("receipt", "材料接收凭证", "", "行政许可法第三十二条", Receipt),
    Kind("acceptance", "受理通知书", "许受", "行政许可法第三十二条", AcceptanceNotice),
    Kind("non_acceptance", "不予受理通知书", "许不受", "行政许可法第三十二条", NonAcceptance),
    Kind("not_required", "不受理告知书", "许告", "行政许可法第三十二条", NotRequired),
    Kind("correction", "补正材料一次性告知书", "许补", "行政许可法第三十二条", CorrectionNotice),
    Kind("lapse", "视为撤回申请告知书", "许视撤", "地方规定", Lapse),
    Kind("transfer", "申请转办告知书", "许转", "行政许可法第三十五条", TransferNotice),
    Kind("special_time", "特别程序所需时间告知书", "许特", "行政许可法第四十五条", SpecialTime),
    Kind("extension", "延长办理期限告知书", "许延", "行政许可法第四十二条", Extension),
    Kind(
        "interested_party",
        "利害关系人陈述、申辩权利告知书",
        "许利",
        "行政许可法第三十六条",
        InterestedPartyNotice,
    ),
    Kind("hearing_right", "听证权利告知书", "许听告", "行政许可法第四十七条", HearingRight),
    Kind("hearing_notice", "听证通知书", "许听通", "行政许可法第四十八条", HearingNotice),
    Kind("hearing_announcement", "听证公告", "许听公", "行政许可法第四十六条", HearingAnnouncement),
    Kind("hearing_record", "听证笔录", "许听录", "行政许可法第四十八条", HearingRecord),
    Kind("inspection_record", "现场核查记录", "许核", "行政许可法第三十四条", InspectionRecord),
    Kind("approval_form", "行政许可内部审批表", "", "内部文书", ApprovalForm),
    Kind("grant", "准予行政许可决定书", "许决", "行政许可法第三十八条", DecisionLetter),
    Kind("refusal", "不予行政许可决定书", "许决", "行政许可法第三十八条", DecisionLetter),
    Kind("change_grant", "准予变更行政许可决定书", "许决", "行政许可法第四十九条", DecisionLetter),
    Kind(
        "change_refusal", "不予变更行政许可决定书", "许决", "行政许可法第四十九条", DecisionLetter
    ),
    Kind("renewal_grant", "准予延续行政许可决定书", "许决", "行政许可法第五十条", DecisionLetter),
    Kind("renewal_refusal", "不予延续行政许可决定书", "许决", "行政许可法第五十条", DecisionLetter),
    Kind("delivery_receipt", "送达回证", "许送", "行政许可法第四十四条", DeliveryReceipt),
    Kind("revocation", "撤销行政许可决定书", "许撤销", "行政许可法第六十九条", Revocation),
    Kind("retraction", "撤回行政许可决定书", "许撤回", "行政许可法第八条", Retraction),
    Kind("cancellation", "注销行政许可决定书", "许注", "行政许可法第七十条", Cancellation),
    Kind("mandate", "授权委托书", "", "民法典第一百六十五条", MandatePaper),
    Kind("deferral_promise", "容缺受理承诺书", "", "地方规定", DeferralPromise),
    Kind("commitment", "告知承诺书", "", "告知承诺制的规定", CommitmentPaper),
    Kind("rectification", "限期整改通知书", "许改", "告知承诺制的规定", Rectification),
    Kind("authorisation", "授权书", "授", "行政许可法第二十三条、地方规定", AuthorisationPaper),
)
KINDS = {kind.code: kind for kind in _ALL}
