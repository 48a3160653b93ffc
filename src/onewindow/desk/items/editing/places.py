"""Where a step can be done: departments, and the posts in each."""

from onewindow.catalogue.definition import ItemDefinition
from onewindow.orgs.models import Department, Post

Place = tuple[str, str]


def places_of(definition: ItemDefinition) -> tuple[tuple[str, object], ...]:
    """Return the choices `unit/post` by department; the item's own department goes first."""
    own = definition.department
    used = {step.unit for step in definition.steps}
    departments = Department.objects.filter(is_active=True) | Department.objects.filter(
        short_code__in=used
    )
    names = dict(departments.order_by("name").values_list("short_code", "short_name"))
    posts: dict[str, list[Place]] = {}
    for unit, code, name in Post.objects.order_by("name").values_list(
        "department__short_code", "code", "name"
    ):
        posts.setdefault(unit, []).append((f"{unit}/{code}", name))
    first = sorted(names, key=lambda unit: unit != own)
    return tuple((names[unit], [(f"{unit}/", names[unit]), *posts.get(unit, [])]) for unit in first)
