"""Rules on what is taken on somebody's word: deferred materials and commitments."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue.checks.rules import Fault, Rule, Severity
from onewindow.catalogue.codes import GuardedField, LicenceReform, Necessity
from onewindow.catalogue.definition import ItemDefinition


def guarded(item: ItemDefinition) -> Iterator[Fault]:
    """No commitment where lives, safety, finance or nature are at stake."""
    if item.commitment_limit and item.guarded_fields:
        names = "；".join(str(GuardedField(code).label) for code in item.guarded_fields)
        yield (
            "commitment_limit",
            _("事项涉及“%(names)s”，不能实行告知承诺。") % {"names": names},
        )


def said(item: ItemDefinition) -> Iterator[Fault]:
    """A commitment says what is promised; and what is promised is offered."""
    if item.commitment_limit and not item.commitment_terms:
        yield "commitment_terms", _("实行告知承诺，却没有写申请人要承诺什么。")
    if item.commitment_terms and not item.commitment_limit:
        yield "commitment_limit", _("写了承诺的内容，却没有写几个工作日内核查。")
    if item.licence_reform == LicenceReform.COMMITMENT and not item.commitment_limit:
        yield (
            "commitment_limit",
            _("改革方式是“实行告知承诺”，却没有写几个工作日内核查。"),
        )


def deferrable(item: ItemDefinition) -> Iterator[Fault]:
    """What may follow later has a time, and a time has something that may follow."""
    later = [row for row in item.materials if row.necessity == Necessity.DEFERRABLE]
    if later and not item.deferral_limit:
        yield (
            "deferral_limit",
            _("“%(name)s”可以容缺，却没有写几个工作日内补交。") % {"name": later[0].name},
        )
    if item.deferral_limit and not later:
        yield "deferral_limit", _("写了容缺补交时限，却没有一份材料是“可容缺”。")
    if later and len(later) == len(item.materials):
        yield (
            f"materials.{later[0].code}.necessity",
            _("全部材料都可以容缺，主要材料应当是必要的。"),
        )


RULES = (
    Rule("W01", lazy("特殊领域不实行告知承诺"), lazy("安阳市优化营商环境条例第二十五条"),
         Severity.ERROR, lazy("把核查时限改成 0，或者核对涉及的领域。"), guarded),
    Rule("W02", lazy("告知承诺写明承诺什么、何时核查"), lazy("安阳市优化营商环境条例第二十六条"),
         Severity.ERROR, lazy("写明承诺的内容和核查时限，或者两项都不填。"), said),
    Rule("W03", lazy("容缺的材料有补交时限"), lazy("安阳市优化营商环境条例第二十四条"),
         Severity.WARNING, lazy("写明几个工作日内补交；主要材料改成必要。"), deferrable),
)  # fmt: skip
