"""What became of a package, part by part."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.exchange.problems import Problem


class Outcome(StrEnum):
    """What became of one item or row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


LABELS = {
    Outcome.NEW: gettext_noop("新增"),
    Outcome.CHANGED: gettext_noop("有变化"),
    Outcome.UNCHANGED: gettext_noop("无变化"),
    Outcome.REFUSED: gettext_noop("拒绝"),
}
# What is said of the item itself beside its definition.
OF_ITEM = {
    "slug": gettext_noop("网址名"),
    "standard": gettext_noop("同一标准"),
    "status": gettext_noop("状态"),
}


@dataclass(frozen=True)
class ItemReport:
    """One item: where it stands, what became of it, which elements differ, what is wrong.

    `is_restored` says that a version of it was put back as it was in force.
    """

    place: str
    code: str
    name: str
    outcome: Outcome
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    version: int | None = None
    is_restored: bool = False

    def lines(self) -> Iterator[str]:
        """Yield it as text."""
        changed = "、".join(label_of(code) for code in self.changed)
        name = f"{self.name}（{self.code}）" if self.code else self.place
        yield f"{gettext(LABELS[self.outcome])}　{name}" + (f"：{changed}" if changed else "")
        for problem in self.problems:
            yield f"　　{self.place}　{problem}"


@dataclass
class PackageReport:
    """A whole package. `problems` keep it out altogether; `rows` counts the base catalogue."""

    items: list[ItemReport] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    quarantined: int = 0
    problems: list[Problem] = field(default_factory=list)
    is_stored: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many items became what."""
        found = Counter(str(item.outcome) for item in self.items)
        return {str(outcome): found[outcome] for outcome in Outcome}

    @property
    def is_refused(self) -> bool:
        """Whether anything was refused."""
        return bool(self.problems) or any(item.outcome is Outcome.REFUSED for item in self.items)

    def as_json(self) -> dict[str, object]:
        """Return it for a program."""
        return {
            "is_stored": self.is_stored,
            "counts": self.counts,
            "base_items": self.rows,
            "quarantined": self.quarantined,
            "items": [asdict(item) for item in self.items],
            "problems": [asdict(problem) for problem in self.problems],
        }

    def text(self) -> str:
        """Return it for a person: the counts, then what is not as it was."""
        counts = {code: self.counts[code] for code in Outcome}
        said = "，".join(f"{gettext(LABELS[code])} {counts[code]}" for code in Outcome)
        lines = [_("事项 %(all)d 个：%(said)s。") % {"all": len(self.items), "said": said}]
        if self.rows:
            rows = "，".join(f"{gettext(LABELS[Outcome(c)])} {n}" for c, n in self.rows.items())
            lines.append(
                _("基本目录 %(rows)s，隔离 %(quarantined)d 行。")
                % {"rows": rows, "quarantined": self.quarantined}
            )
        lines += [str(problem) for problem in self.problems]
        for item in self.items:
            if item.outcome is not Outcome.UNCHANGED:
                lines += item.lines()
        lines.append(_("已存入。") if self.is_stored else _("没有存入任何内容。"))
        return "\n".join(lines)


def changed_elements(before: ItemDefinition, after: ItemDefinition) -> tuple[str, ...]:
    """Return the codes of the elements that differ, in the order of the list."""
    names = [each.name for each in fields(ItemDefinition)]
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def label_of(code: str) -> str:
    """Return the label of an element, or of what is said of the item itself."""
    return gettext(OF_ITEM[code]) if code in OF_ITEM else gettext(elements()[code].label)
