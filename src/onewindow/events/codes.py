"""Every code an event may have, with its Chinese name; `docs/events.md` explains each."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop as _

CODES: Mapping[str, str] = MappingProxyType(
    {
        "account.signed_in": _("登录"),
        "account.password_set": _("设定口令"),
        "account.registered": _("登记账户"),
        "account.agent_authorised": _("授权代办人"),
        "item.imported": _("导入流程确认单"),
        "item.drafted": _("起草版本"),
        "item.edited": _("修改草稿"),
        "item.draft_discarded": _("放弃草稿"),
        "item.submitted_for_review": _("提交联合审核"),
        "item.reviewed": _("出具审核意见"),
        "item.comment_answered": _("答复审核意见"),
        "item.returned": _("退回修改"),
        "item.published": _("发布事项版本"),
        "item.superseded": _("由新版本替代"),
        "item.claimed": _("认领事项"),
        "item.unclaimed": _("取消认领"),
        "standard.change_opened": _("标准变更待跟进"),
        "standard.change_applied": _("采用新标准"),
        "standard.change_declined": _("暂不采用新标准"),
        "delegation.recorded": _("登记下放或委托"),
        "delegation.revoked": _("撤销下放或委托"),
        "delegation.ended": _("下放或委托到期"),
        "authorisation.issued": _("签发授权书"),
        "authorisation.revoked": _("撤销授权书"),
        "authorisation.ended": _("授权书到期"),
        "seal.registered": _("登记印章"),
        "seal.stopped": _("停用印章"),
        "seal.ended": _("印章到期"),
        "item.restored": _("从事项包恢复"),
        "contacts.recorded": _("登记事项联系人"),
        "case.submitted": _("提交申请"),
        "case.accepted": _("受理"),
        "case.refused_intake": _("不予受理"),
        "case.withdrawn": _("撤回申请"),
        "case.decided": _("作出决定"),
        "case.finished": _("办结"),
        "step.enabled": _("环节可办"),
        "step.started": _("环节开始办理"),
        "step.completed": _("环节办结"),
        "step.taken_over": _("接手办理"),
        "letter.issued": _("出具文书"),
        "letter.downloaded": _("下载文书"),
    }
)
