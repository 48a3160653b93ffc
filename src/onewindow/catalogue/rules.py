"""Pure rules of the catalogue."""

from onewindow.kernel.errors import DomainError

# Which office answers for which group of fields (鸡西 M2).
OFFICE_GROUPS = {
    "establishment_office": "identity",
    "legislative_office": "legality",
    "government_office": "handling",
    "legal_officer": "internal_flow",
}

GROUP_FIELDS = {
    "identity": ("name", "form_number", "subject", "item_type", "bases"),
    "legality": ("fees", "conditions", "periodic_inspection", "process"),
    "handling": (
        "acceptance_limit", "review_limit", "statutory_limit", "limit_note", "flow_chart",
        "materials", "phone", "email", "postal_address", "public_hall", "internal_hall", "themes",
    ),
    "internal_flow": ("steps",),
}  # fmt: skip


class OwnDraft(DomainError):
    """Nobody reviews what he drafted himself."""


def item_code(region: str, department: str, number: str) -> str:
    """Return the local code of an item: region, department's short code, the form's 项目序号."""
    return f"{region}-{department}-{number}"


def item_slug(department: str, number: str) -> str:
    """Return the stable part of an item's URL."""
    return f"{department}-{number}".lower()
