"""The types of the base catalogue (GB/T 39046 事项类型) in the words of our items."""

from django.utils.translation import gettext as _

from onewindow.catalogue.form import TYPE_LABELS, ItemType
from onewindow.catalogue.models import BaseItem
from onewindow.kernel.errors import DomainError

# 处罚, 强制 and 检查 begin with the authority, nobody applies for them: no implementation list.
TYPES = {
    "01": ItemType.LICENSING,
    "04": ItemType.COLLECTION,
    "05": ItemType.PAYMENT,
    "07": ItemType.CONFIRMATION,
    "08": ItemType.REWARD,
    "09": ItemType.ADJUDICATION,
    "10": ItemType.OTHER,
    "20": ItemType.PUBLIC_SERVICE,
}


def item_type_of(base: BaseItem) -> str:
    """Return the type of an item claimed from a base item; raise DomainError when there is none."""
    found = TYPES.get(base.item_type)
    if found is None:
        raise DomainError(_("这一类事项不是依申请办理的，不能认领为实施清单。"))
    return found.value


def type_labels() -> dict[str, str]:
    """Return the types by their codes, in the reader's language."""
    labels = {code: _(TYPE_LABELS[kind]) for code, kind in TYPES.items()}
    others = {"02": _("行政处罚"), "03": _("行政强制"), "06": _("行政检查")}
    return dict(sorted((labels | others).items()))
