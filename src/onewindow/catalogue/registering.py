"""Where a department's item is found or made: one place gives it code and address."""

from django.utils.text import slugify

from onewindow.catalogue.models import BaseItem, ServiceItem
from onewindow.catalogue.rules import item_code, item_slug
from onewindow.orgs.models import Department


def registered(
    department: Department,
    number: str,
    *,
    code: str = "",
    slug: str = "",
    base: BaseItem | None = None,
    is_standard: bool = False,
) -> tuple[ServiceItem, bool]:
    """Return a department's item by its 项目序号, and whether it was made just now.

    What else is given counts only for an item that is made; `code` and `slug` come from department
    and number when they are empty.
    """
    short_code = department.short_code
    return ServiceItem.objects.get_or_create(
        department=department,
        number=number,
        defaults={
            "code": code or item_code(department.region_id, short_code, number),
            "slug": slug or slugify(item_slug(short_code, number)),
            "region_id": department.region_id,
            "base": base,
            "is_standard": is_standard,
        },
    )
