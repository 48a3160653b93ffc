"""What a quality rule is, and what it finds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import elements
from onewindow.kernel.errors import DomainError

SHOWN = 5


class Severity(StrEnum):
    """An error keeps a draft from the joint review; a warning is shown; a hint is good advice."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


SEVERITY_LABELS = {
    Severity.ERROR: _("必须改正"),
    Severity.WARNING: _("请核对"),
    Severity.HINT: _("建议"),
}
# The element a fault lies in (`materials.m2.name`), and what is wrong with it.
Fault = tuple[str, str]
Text = str | Promise


@dataclass(frozen=True)
class Rule:
    """One rule: its number, what must hold, who says so, how bad a breach is, how to mend it."""

    number: str
    title: Text
    source: Text
    severity: Severity
    fix: Text
    find: Callable[[ItemDefinition], Iterator[Fault]]


@dataclass(frozen=True)
class Finding:
    """A breach of a rule in one place of a definition."""

    rule: str
    severity: Severity
    element: str
    message: str
    fix: str
    source: str

    @property
    def code(self) -> str:
        """The element of the registry it lies in."""
        return self.element.split(".", 1)[0]

    @property
    def place(self) -> str:
        """The label of that element."""
        element = elements().get(self.code)
        return gettext(element.label) if element else self.element


class FailsChecks(DomainError):
    """A definition breaks rules that keep it from the joint review."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        head = ngettext(
            "还有 %(n)s 处必须改正，改好后再提交审核：",
            "还有 %(n)s 处必须改正，改好后再提交审核：",
            len(findings),
        ) % {"n": len(findings)}
        lines = [
            f"{each.place}：{each.message} {each.fix}（{each.rule}）" for each in findings[:SHOWN]
        ]
        more = [gettext("……其余的见“质量检查”。")] if len(findings) > SHOWN else []
        super().__init__("\n".join([head, *lines, *more]))
