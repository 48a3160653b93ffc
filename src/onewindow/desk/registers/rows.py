"""What a register says of each grant: a row of the page, and every value for table and print."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from onewindow.delegation.models import (
    AuthorisationLetter,
    Delegation,
    Grant,
    Period,
    Power,
    Seal,
    State,
)

Names = dict[int, str]
TONES = {
    State.IN_FORCE: "good", State.UPCOMING: "", State.ENDED: "idle", State.REVOKED: "bad",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A grant on one day; `values` in the order of its register's headings."""

    grant: Grant
    lead: str
    note: str
    unit: str
    holder: str
    powers: str
    state: State
    is_ending: bool
    values: tuple[str, ...]

    @property
    def tone(self) -> str:
        """The look of its state."""
        return "warn" if self.is_ending else TONES[self.state]

    @property
    def words(self) -> str:
        """Its state in words."""
        return _("即将到期") if self.is_ending else str(self.state.label)


def powers_of(codes: list[str]) -> str:
    """Return powers in words."""
    return _("、").join(str(Power(code).label) for code in codes)


def delegation_headings() -> tuple[str, ...]:
    """Return the headings of the register of delegations."""
    return (
        _("文号"), _("方式"), _("事项"), _("事项编码"), _("交出部门"), _("承接单位"), _("权限"),
        _("范围"), _("依据"), _("备案文号"), _("备案日期"), *_period_headings(),
    )  # fmt: skip


def delegation_row(each: Delegation, names: Names, on: date) -> Row:
    """Return a delegation's row; `names` are those of items."""
    name = names[each.item_id]
    owner, to = each.item.department, each.to
    powers = powers_of(each.powers)
    values = (
        each.number, each.get_kind_display(), name, each.item.code, owner.name, to.name, powers,
        each.scope or _("整个事项"), each.basis, each.filing_number, str(each.filed_on),
        *_period_values(each, on),
    )  # fmt: skip
    note = f"{each.number} · {each.get_kind_display()}"
    return Row(
        each, name, note, owner.short_name, to.short_name, powers,
        each.state(on), each.is_ending(on), values,
    )  # fmt: skip


def letter_headings() -> tuple[str, ...]:
    """Return the headings of the register of letters."""
    return (
        _("文号"), _("授权部门"), _("被授权人"), _("单位"), _("职务"), _("权限"), _("事项"),
        _("印章"), *_period_headings(),
    )  # fmt: skip


def letter_row(each: AuthorisationLetter, names: Names, on: date) -> Row:
    """Return a letter's row; `names` are those of items."""
    officer = each.officer
    powers = powers_of(each.powers)
    items = [names[item.pk] for item in each.items.all()]
    seals = [seal.get_kind_display() for seal in each.seals.all()]
    values = (
        each.number, each.department.name, officer.user.name, officer.department.name,
        officer.title, powers, "、".join(items) or _("本部门全部事项"), "、".join(seals),
        *_period_values(each, on),
    )  # fmt: skip
    scope = "、".join(items[:2]) + ("…" if len(items) > 2 else "") or _("本部门全部事项")
    holder = f"{officer.user.name}（{officer.department.short_name}）"
    return Row(
        each, each.number, scope, each.department.short_name, holder, powers,
        each.state(on), each.is_ending(on), values,
    )  # fmt: skip


def seal_headings() -> tuple[str, ...]:
    """Return the headings of the register of seals."""
    return (_("部门"), _("印章"), _("图片指纹（SHA-256）"), *_period_headings())


def seal_row(each: Seal, _names: Names, on: date) -> Row:
    """Return a seal's row."""
    kind = each.get_kind_display()
    values = (each.department.name, kind, each.image.sha256, *_period_values(each, on))
    return Row(
        each, kind, each.department.name, each.department.short_name, "", "",
        each.state(on), each.is_ending(on), values,
    )  # fmt: skip


def _period_headings() -> tuple[str, ...]:
    return (
        _("生效日期"), _("截止日期（含当天）"), _("状态"), _("登记人"), _("登记时间"),
        _("撤销人"), _("撤销时间"), _("撤销原因"),
    )  # fmt: skip


def _period_values(each: Period, on: date) -> tuple[str, ...]:
    revoked = f"{localtime(each.revoked_at):%Y-%m-%d %H:%M}" if each.revoked_at else ""
    return (
        str(each.valid_from), str(each.last_day or _("长期")), str(each.state(on).label),
        each.by_name, f"{localtime(each.at):%Y-%m-%d %H:%M}",
        each.revoked_by_name, revoked, each.revoked_reason,
    )  # fmt: skip
