"""The quality check of the latest versions, for `onewindow items check`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from onewindow.catalogue.checks import Finding, blocking, check
from onewindow.catalogue.checks.rules import SEVERITY_LABELS
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of


@dataclass(frozen=True)
class CheckedItem:
    """One version and what was found in it."""

    slug: str
    name: str
    version: int
    status: str
    findings: Sequence[Finding]

    @property
    def is_blocked(self) -> bool:
        """Whether something must be mended."""
        return bool(blocking(self.findings))

    def as_plain(self) -> dict[str, object]:
        """Return it for JSON."""
        return {
            "item": self.slug, "name": self.name, "version": self.version, "status": self.status,
            "findings": [asdict(each) for each in self.findings],
        }  # fmt: skip

    def lines(self) -> list[str]:
        """Return it in Chinese, a line each."""
        head = f"{self.name}（{self.slug}）第 {self.version} 版："
        if not self.findings:
            return [f"{head}没有问题"]
        return [
            f"{head}{len(self.findings)} 处",
            *(
                f"  {SEVERITY_LABELS[each.severity]} {each.rule} {each.element}："
                f"{each.message}{each.fix}（{each.source}）"
                for each in self.findings
            ),
        ]


def check_latest(slug: str = "") -> list[CheckedItem]:
    """Check the latest version of one item, or of every item that is not withdrawn."""
    versions = ItemVersion.objects.select_related("item__department", "item__base")
    chosen = versions.filter(item__slug=slug) if slug else versions.exclude(status="withdrawn")
    latest = chosen.order_by("item__code", "-number").distinct("item__code")
    return [
        CheckedItem(
            version.item.slug, version.name, version.number, version.status,
            check(definition_of(version)),
        )
        for version in latest
    ]  # fmt: skip
