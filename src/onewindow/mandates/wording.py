"""The sentences for what the rules refuse."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from onewindow.mandates.errors import MandateRefused
from onewindow.mandates.rules import Reason


class NotLawful(MandateRefused):
    """A mandate that lacks what it has to say; `.problems` lists field and reason of each."""

    def __init__(self, problems: Sequence[tuple[str, Reason]]) -> None:
        self.problems = tuple(problems)
        super().__init__("".join(sentence(reason) for _field, reason in problems))


def sentence(reason: Reason) -> str:
    """Return what is wrong and what to do."""
    return {
        Reason.NO_POWER: _("请至少选择一项委托权限（民法典第一百六十五条）。"),
        Reason.NO_ITEM: _("请至少选择一个事项，或者改选“全部事项”。"),
        Reason.ENDS_FIRST: _("结束日期应当在开始日期之后。"),
        Reason.BEGAN: _("开始日期已经过去，请改成今天或者以后。"),
        Reason.TOO_LONG: _("委托最长三年，期满可以再委托。"),
        Reason.NO_END: _("委托要写明期限（民法典第一百六十五条），请填写结束日期。"),
    }[reason]
