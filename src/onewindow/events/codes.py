"""Every code an event may have, with its Chinese name; `docs/events.md` explains each."""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        "account.signed_in": "登录",
        "account.password_set": "设定口令",
        "account.registered": "登记账户",
        "account.agent_authorised": "授权代办人",
        "item.imported": "导入流程确认单",
        "item.submitted_for_review": "提交联合审核",
        "item.reviewed": "出具审核意见",
        "item.returned": "退回修改",
        "item.published": "发布事项版本",
        "item.superseded": "由新版本替代",
        "case.submitted": "提交申请",
        "case.accepted": "受理",
        "case.refused_intake": "不予受理",
        "case.withdrawn": "撤回申请",
        "case.decided": "作出决定",
        "case.finished": "办结",
        "step.enabled": "环节可办",
        "step.started": "环节开始办理",
        "step.completed": "环节办结",
        "step.taken_over": "接手办理",
        "letter.issued": "出具文书",
        "letter.downloaded": "下载文书",
    }
)
