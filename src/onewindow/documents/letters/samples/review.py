"""Invented letters of the review."""

from datetime import date

from onewindow.documents.letters.hearing import (
    HearingAnnouncement,
    HearingNotice,
    HearingRecord,
    HearingRight,
)
from onewindow.documents.letters.papers import Paper
from onewindow.documents.letters.review import Extension, InterestedPartyNotice, SpecialTime
from onewindow.documents.letters.samples.cast import (
    ACCEPTED,
    COMPANY,
    HEARING,
    MATTER,
    NEIGHBOUR,
    PHONE,
    PLACE,
    china,
    head,
)
from onewindow.documents.letters.sheets import (
    ApprovalForm,
    Finding,
    InspectionRecord,
    Inspector,
    Opinion,
)

BUREAU = "示例市市场监督管理局"

REVIEW: dict[str, Paper] = {
    "special_time": SpecialTime(
        head=head("special_time", 6),
        addressee=COMPANY,
        matter=MATTER,
        procedure="检测",
        reasons=("经营场所生活饮用水为自备水源，作出决定前需要对水质进行检测。",),
        starts_on=date(2026, 11, 23),
        needed="10个工作日",
        ends_on=date(2026, 12, 4),
        carried_out_by="示例市检验检测中心（示例）",
        basis="《中华人民共和国食品安全法》第三十三条",
    ),
    "extension": Extension(
        head=head("extension", 2),
        addressee=COMPANY,
        matter=MATTER,
        reasons=("需要会同住房城乡建设部门核对场所的用途，协查函的回复期限尚未届满。",),
        days="10个工作日",
        due_on=date(2026, 12, 1),
        extended_due_on=date(2026, 12, 15),
    ),
    "interested_party": InterestedPartyNotice(
        head=head("interested_party", 2),
        addressee=NEIGHBOUR,
        matter=MATTER,
        applicant=COMPANY.name,
        content_of_permit=f"在{PLACE}设立餐饮服务场所，经营热食类食品制售",
        interest="油烟排放口与你的住宅窗户相距6米",
        until=date(2026, 11, 27),
        phone=PHONE,
    ),
    "hearing_right": HearingRight(
        head=head("hearing_right", 2),
        addressee=NEIGHBOUR,
        matter=MATTER,
        applicant=COMPANY.name,
        interest="油烟排放和噪声对相邻住宅的影响",
        until=date(2026, 11, 27),
        phone=PHONE,
    ),
    "hearing_notice": HearingNotice(
        head=head("hearing_notice"),
        addressee=COMPANY,
        matter=MATTER,
        applicant="你单位",
        hearing=HEARING,
        phone=PHONE,
    ),
    "hearing_announcement": HearingAnnouncement(
        head=head("hearing_announcement"),
        matter=MATTER,
        applicant=COMPANY.name,
        subject="在居民住宅楼一层设立餐饮服务场所是否符合条件",
        hearing=HEARING,
        enrol_until=date(2026, 12, 2),
        enrol_ways=f"到示例市政务服务中心12号窗口报名，或者拨打{PHONE}",
        seats=20,
    ),
    "hearing_record": HearingRecord(
        head=head("hearing_record"),
        matter=MATTER,
        hearing=HEARING,
        ended_at=china(8, 11, 5, month=12),
        people=(
            ("审查人员", "示例·程思"),
            ("申请人", "示例·乔木"),
            ("利害关系人", "示例·甘棠"),
        ),
        said=(
            ("主持人", "现在核对参加人身份，告知权利和义务。是否申请主持人回避？"),
            ("申请人", "不申请。"),
            ("利害关系人", "不申请。"),
            ("审查人员", "经核查，场所与住宅楼相连，已设专用烟道，排放口高出屋面1.5米。"),
            ("利害关系人", "夏季开窗时有油烟气味，希望加装净化设施并限定营业时间。"),
            ("申请人", "同意加装净化设施，22时以后不使用灶具。"),
            ("主持人", "听证结束。请各参加人核对笔录，确认无误后签字。"),
        ),
    ),
    "inspection_record": InspectionRecord(
        head=head("inspection_record", 9),
        matter=MATTER,
        applicant=COMPANY,
        place=PLACE,
        began_at=china(10, 9, 5),
        ended_at=china(10, 10, 20),
        inspectors=(
            Inspector("示例·程思", BUREAU, "示执0001"),
            Inspector("示例·陆离", "示例市消防救援支队", "示执0207"),
        ),
        findings=(
            Finding("场所布局", "原料、半成品、成品分开存放", "冷藏柜分区存放，标识清楚"),
            Finding("清洗消毒", "设专用水池和消毒设备", "设三个专用水池、消毒柜一台"),
            Finding("疏散通道", "畅通，不得堆放物品", "后门通道堆放纸箱", fits=False),
            Finding("排风设施", "排风量满足灶具需要", "设备未通电，未能测试", fits=None),
        ),
        conclusion="一项不符合，已当场指出；整改后复查。其余符合要求。",
        present="示例·乔木（法定代表人）",
        statement="情况属实，三日内清理完毕。",
    ),
    "approval_form": ApprovalForm(
        head=head("approval_form", 17),
        matter=MATTER,
        applicant=COMPANY,
        due_on=date(2026, 11, 17),
        statutory_due_on=date(2026, 12, 1),
        summary=f"在{PLACE}经营热食类食品制售，面积128平方米。",
        opinions=(
            Opinion("受理", BUREAU, "受理", "材料齐全。", "示例·周舟", china(ACCEPTED.day, 10)),
            Opinion("材料审查", BUREAU, "同意", "符合条件。", "示例·程思", china(6, 15, 20)),
            Opinion("现场核查", BUREAU, "同意", "复查符合要求。", "示例·陆离", china(12, 11)),
            Opinion("决定", BUREAU, "", "", "", None),
        ),
    ),
}
