"""What a table says of one case: granted by rows, or left to a human and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.instant import engine
from onewindow.cases.instant.oracle import row_holds
from onewindow.cases.instant.table import Table, Verdict
from onewindow.cases.instant.values import Values


class Doubt(models.TextChoices):
    """Why a case is left to a human."""

    NONE = "", _("没有疑问")
    ROW = "row", _("规则要求人工办理")
    NO_ROW = "no_row", _("没有一行规则适用")
    CONFLICT = "conflict", _("适用的几行规则结论不一致")
    MISSING = "missing", _("缺少规则要用的值")
    BAD_VALUE = "bad_value", _("有的值不合规，规则无法比较")
    OTHER_VERSION = "other_version", _("事项已经换了版本，规则表还没有跟上")
    OTHER_UNIT = "other_unit", _("有别的部门的审查环节")
    ASKED = "asked", _("申请人要求人工办理")
    PRE_REVIEW = "pre_review", _("事项要先预审")
    NOT_NOW = "not_now", _("办理流程里还有要人工处理的事")
    ENGINES = "engines", _("两套计算结果不一致")
    ERROR = "error", _("系统出错")


Hits = Callable[[Table, Values], list[str]]


@dataclass(frozen=True)
class Judgement:
    """The verdict, the rows that held, and those that hang on a value that is not known."""

    verdict: Verdict
    doubt: Doubt = Doubt.NONE
    hit: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def judge(table: Table, values: Values, run: Hits = engine.rows_hit) -> Judgement:
    """Judge one case; every doubt is a human's. Raise nothing of a table's own making.

    The engine and our own reading must name the same rows.
    """
    found = {row.code: row_holds(table, row, values) for row in table.rows}
    hit = tuple(code for code, holds in found.items() if holds)
    unknown = tuple(code for code, holds in found.items() if holds is None)
    if run(table, values) != list(hit):
        return Judgement(Verdict.HUMAN, Doubt.ENGINES, hit, unknown)
    doubt = _doubt([row.verdict for row in table.rows if row.code in hit], unknown)
    verdict = Verdict.HUMAN if doubt else Verdict.GRANT
    return Judgement(verdict, doubt, hit, unknown)


def _doubt(said: Sequence[Verdict], unknown: Sequence[str]) -> Doubt:
    if Verdict.HUMAN in said:
        return Doubt.CONFLICT if Verdict.GRANT in said else Doubt.ROW
    if unknown:
        return Doubt.MISSING
    return Doubt.NONE if said else Doubt.NO_ROW
