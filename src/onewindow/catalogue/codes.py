"""The code sets of an item's elements (GB/T 39046-2020 Annex A, and provincial data dictionaries).

Stored codes are lower-case English; `data/base/code_sets.json` holds the numbers of the standard.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who applies: a person or a company."""

    PERSON = "person", _("个人")
    COMPANY = "company", _("企业和其他组织")
    BOTH = "both", _("个人和企业")


class ServiceObject(models.TextChoices):
    """服务对象, finer than the audience."""

    NATURAL_PERSON = "natural_person", _("自然人")
    ENTERPRISE = "enterprise", _("企业法人")
    PUBLIC_INSTITUTION = "public_institution", _("事业法人")
    SOCIAL_ORGANISATION = "social_organisation", _("社会组织法人")
    GOVERNMENT_BODY = "government_body", _("行政机关")
    OTHER = "other", _("其他组织")


class CaseType(models.TextChoices):
    """办件类型: decided on the spot or within a promised limit."""

    INSTANT = "instant", _("即办件")
    PROMISED = "promised", _("承诺件")


class ReviewKind(models.TextChoices):
    """审查类型."""

    AT_ONCE = "at_once", _("即审即办")
    AFTER_ACCEPTANCE = "after_acceptance", _("前审后批")


class ExerciseLevel(models.TextChoices):
    """行使层级."""

    NATIONAL = "national", _("国家级")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("镇（乡、街道）级")
    VILLAGE = "village", _("村（社区）级")
    GRADED = "graded", _("分级管理")


class PowerSource(models.TextChoices):
    """权力来源."""

    STATUTORY = "statutory", _("法定本级行使")
    HANDED_DOWN = "handed_down", _("上级下放")
    AUTHORISED = "authorised", _("上级授权")
    PEER_AUTHORISED = "peer_authorised", _("同级授权")
    ENTRUSTED = "entrusted", _("上级委托")
    PEER_ENTRUSTED = "peer_entrusted", _("同级委托")


class SubjectKind(models.TextChoices):
    """实施主体性质."""

    STATUTORY_BODY = "statutory_body", _("法定机关")
    AUTHORISED_BODY = "authorised_body", _("授权组织")
    ENTRUSTED_BODY = "entrusted_body", _("受委托组织")
    OTHER = "other", _("其他")


class HandlingForm(models.TextChoices):
    """办理形式: where an application can be handed in."""

    WINDOW = "window", _("窗口办理")
    WEB = "web", _("电脑端网上办理")
    MOBILE = "mobile", _("移动端网上办理")
    COURIER = "courier", _("快递申请")
    OTHER = "other", _("其他")


class OnlineService(models.TextChoices):
    """网上办理深度: what can be done online."""

    CONSULT = "consult", _("互联网咨询")
    RECEIVE = "receive", _("互联网收件")
    PRE_REVIEW = "pre_review", _("互联网预审")
    ACCEPT = "accept", _("互联网受理")
    HANDLE = "handle", _("互联网办理")
    RESULT = "result", _("互联网办理结果信息反馈")
    LICENCE = "licence", _("互联网电子证照反馈")


class OnlineGrade(models.IntegerChoices):
    """The four grades by which online depth is evaluated."""

    INFORMATION = 1, _("Ⅰ级（信息和咨询）")
    BOOKING = 2, _("Ⅱ级（预约和下载）")
    ACCEPTANCE = 3, _("Ⅲ级（网上预审和受理）")
    WHOLE = 4, _("Ⅳ级（全程网办）")


class HandlingRange(models.TextChoices):
    """通办范围: where an application can be handed in beyond its own place."""

    NATIONWIDE = "nationwide", _("全国")
    CROSS_PROVINCE = "cross_province", _("跨省")
    CROSS_CITY = "cross_city", _("跨市")
    CROSS_COUNTY = "cross_county", _("跨县")


class LimitUnit(models.TextChoices):
    """时限单位: working days (行政许可法第八十二条) or calendar days."""

    WORKING = "working", _("工作日")
    CALENDAR = "calendar", _("自然日")


class Necessity(models.TextChoices):
    """材料必要性."""

    REQUIRED = "required", _("需提交")
    DEFERRABLE = "deferrable", _("可容缺")
    OPTIONAL = "optional", _("选交")


class MaterialMedium(models.TextChoices):
    """材料形式."""

    BOTH = "both", _("纸质或电子")
    PAPER = "paper", _("纸质")
    ELECTRONIC = "electronic", _("电子")


class MaterialSource(models.TextChoices):
    """来源渠道."""

    APPLICANT = "applicant", _("申请人自备")
    GOVERNMENT = "government", _("政府部门核发")
    OTHER = "other", _("其他")


class ResultKind(models.TextChoices):
    """审批结果类型."""

    LICENCE = "licence", _("出证办结")
    DOCUMENT = "document", _("出文办结")
    APPROVAL = "approval", _("审批办结")
    OTHER = "other", _("其他")


class SpecialProcedureKind(models.TextChoices):
    """特别程序: time that the limit does not count (行政许可法第四十五条)."""

    HEARING = "hearing", _("听证")
    TENDER = "tender", _("招标")
    AUCTION = "auction", _("拍卖")
    INSPECTION = "inspection", _("检验")
    TESTING = "testing", _("检测")
    QUARANTINE = "quarantine", _("检疫")
    APPRAISAL = "appraisal", _("鉴定")
    EXPERT_REVIEW = "expert_review", _("专家评审")
    EXTENSION = "extension", _("延长审批")
    OTHER = "other", _("其他")


class JoinRule(models.TextChoices):
    """会签规则: how a step regards the opinions before it."""

    ALL = "all", _("须全部同意")
    LEAD = "lead", _("听取意见后由本环节决定")
    QUORUM = "quorum", _("满几个意见即可")


class OnSilence(models.TextChoices):
    """超时默认: what a department's silence means; without a code it means nothing."""

    AGREED = "agreed", _("视为同意")


class LicenceReform(models.TextChoices):
    """证照分离 way of a licence (优化营商环境条例第十九条)."""

    CANCELLED = "cancelled", _("直接取消审批")
    FILING = "filing", _("审批改为备案")
    COMMITMENT = "commitment", _("实行告知承诺")
    OPTIMISED = "optimised", _("优化审批服务")


class GuardedField(models.TextChoices):
    """Fields in which nobody is trusted on his word alone (告知承诺 excluded)."""

    STATE = "state", _("国家安全、国家秘密")
    PUBLIC = "public", _("公共安全")
    FINANCE = "finance", _("金融业审慎监管")
    NATURE = "nature", _("生态环境保护")
    HEALTH = "health", _("人身健康、生命财产安全")


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    CHOICE = "choice", _("单选")
    BOOL = "bool", _("是否")
    NUMBER = "number", _("数字")


class FieldKind(models.TextChoices):
    """What a field of the application form takes."""

    TEXT = "text", _("文字")
    LONG_TEXT = "long_text", _("多行文字")
    NUMBER = "number", _("数字")
    MONEY = "money", _("金额（元）")
    DATE = "date", _("日期")
    CHOICE = "choice", _("单选")
    PHONE = "phone", _("电话")
    ADDRESS = "address", _("地址")
    CITIZEN_ID = "citizen_id", _("身份证号")
    USCC = "uscc", _("统一社会信用代码")
    TABLE = "table", _("表格")
    FILE = "file", _("文件")


class PrefillSource(models.TextChoices):
    """What the system already knows and fills in, so that nobody is asked again."""

    PERSON_NAME = "person.name", _("申请人姓名")
    PERSON_CITIZEN_ID = "person.citizen_id", _("申请人身份证号")
    PERSON_PHONE = "person.phone", _("申请人手机号")
    PERSON_ADDRESS = "person.address", _("申请人地址")
    COMPANY_NAME = "company.name", _("企业名称")
    COMPANY_USCC = "company.uscc", _("统一社会信用代码")
    COMPANY_REPRESENTATIVE = "company.representative", _("法定代表人")


class Language(models.TextChoices):
    """The languages an item's texts may have beside Chinese."""

    MONGOLIAN = "mn", _("蒙古文")
    ENGLISH = "en", _("英文")
