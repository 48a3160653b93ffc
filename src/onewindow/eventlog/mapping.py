"""Which column of a table means what: given, or guessed from names and contents."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace

from onewindow.eventlog.errors import UnknownMapping

# What people and programs call it, in the order in which it is looked for.
NAMES: Mapping[str, str] = {
    "case": "case:concept:name caseid case traceid 办件编号 办件号 案件编号 案件号 受理编号 受理号 "
    "业务流水号 申请编号 流水号 工单号 业务编号",
    "activity": "concept:name activity activityname task 步骤 环节 环节名称 活动 活动名称 节点 "
    "节点名称 事件 动作 event operation",
    "at": "time:timestamp completetimestamp completetime endtimestamp endtime end timestamp "
    "办结时间 完成时间 结束时间 办理时间 操作时间 时间 time eventtime datetime date 日期",
    "started": "starttimestamp starttime start 开始时间 started",
    "enabled": "enabledtime enabletime enabled 可办时间 到达时间 接收时间",
    "resource": "org:resource resource user 经办人 办理人 办理人员 处理人 操作人 人员",
    "unit": "org:group unit department group 办理部门 部门 单位 科室 处室 机构",
    "lifecycle": "lifecycle:transition lifecycle transition 生命周期",
}
# Attributes of a case that say until when it should end, the best first.
DEADLINES = (
    *("enddate_planned", "due", "due_on", "due_at", "promised", "deadline"),
    *("承诺办结时间", "应办结时间", "到期时间", "办结期限", "截止时间"),
    *("承诺办结日期", "应办结日期", "截止日期"),
)
NEEDED = {"case": "办件编号", "activity": "活动（环节）名称", "at": "时间"}


@dataclass(frozen=True)
class ColumnMapping:
    """The source's columns for what an event has; empty where it has none."""

    case: str = ""
    activity: str = ""
    at: str = ""
    resource: str = ""
    unit: str = ""
    lifecycle: str = ""
    started: str = ""
    enabled: str = ""

    def as_json(self) -> dict[str, str]:
        """Return what is mapped, for a program."""
        return {role: column for role, column in asdict(self).items() if column}

    def merged(self, given: Mapping[str, str], columns: Sequence[str]) -> "ColumnMapping":
        """Return it with corrections; raise UnknownMapping for a role or column not there."""
        roles = {field.name for field in fields(self)}
        for role, column in given.items():
            if role not in roles:
                known = "、".join(sorted(roles))
                raise UnknownMapping(f"对应关系里的“{role}”不认识，可以写：{known}。")
            if column and column not in columns:
                raise UnknownMapping(f"文件里没有“{column}”这一列。有：{'、'.join(columns)}。")
        taken = {column for column in given.values() if column}
        freed = {role: "" for role, column in asdict(self).items() if column in taken}
        return replace(self, **{**freed, **given})

    def require(self, columns: Sequence[str]) -> "ColumnMapping":
        """Return it; raise UnknownMapping, saying how to give it, when a needed one is unknown."""
        said = asdict(self)
        missing = [name for role, name in NEEDED.items() if not said[role]]
        if missing:
            how = " ".join(f"--map {role}=列名" for role in NEEDED if not said[role])
            raise UnknownMapping(
                f"看不出哪一列是{'、'.join(missing)}。请用 {how} 指明；"
                f"文件里有这些列：{'、'.join(columns)}。"
            )
        return self


@dataclass(frozen=True)
class Look:
    """What a sample shows of a column."""

    name: str
    distinct: int
    filled: int
    rows: int
    is_time: bool
    is_wordy: bool = False


def guess(looks: Sequence[Look]) -> ColumnMapping:
    """Guess by name first; what no name tells, by contents."""
    found: dict[str, str] = {}
    bare = {_bare(look.name): look.name for look in reversed(looks)}
    times = {look.name for look in looks if look.is_time}
    for role, names in NAMES.items():
        wants_time = role in {"at", "started", "enabled"}
        fitting = (bare[_bare(name)] for name in names.split() if _bare(name) in bare)
        free = [name for name in fitting if name not in found.values()]
        found[role] = next((name for name in free if not wants_time or name in times), "")
    # A log with one time per row may call it the start.
    if not found["at"] and found["started"]:
        found["at"], found["started"] = found["started"], ""
    return ColumnMapping(**_by_contents(found, looks))


def _by_contents(found: dict[str, str], looks: Sequence[Look]) -> dict[str, str]:
    def free(candidates: Iterable[Look]) -> list[Look]:
        return [look for look in candidates if look.name not in found.values()]

    if not found["at"]:
        found["at"] = next((look.name for look in free(looks) if look.is_time), "")
    plain = [look for look in looks if not look.is_time and look.filled == look.rows]
    if not found["activity"]:
        few = [
            look
            for look in free(plain)
            if look.is_wordy and 1 < look.distinct <= max(50, look.rows // 20)
        ]
        found["activity"] = max(few, key=lambda look: look.distinct).name if few else ""
    if not found["case"]:
        several = [look for look in free(plain) if look.rows / 50 < look.distinct < look.rows]
        found["case"] = max(several, key=lambda look: look.distinct).name if several else ""
    return found


def _bare(name: str) -> str:
    return re.sub(r"[\s_\-.]", "", name).lower()
