"""Look up the names of the departments and posts that definitions mention by code."""

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.wording import Names, condition_words, step_names
from onewindow.orgs.models import Department, Post


def names_for(*definitions: ItemDefinition) -> Names:
    """Return every name that the definitions need, in two queries; later ones go first."""
    codes = {each.department for each in definitions}
    codes |= {step.unit for each in definitions for step in each.steps}
    units = dict(
        Department.objects.filter(short_code__in=codes).values_list("short_code", "short_name")
    )
    posts = Post.objects.filter(department__short_code__in=codes).values_list(
        "department__short_code", "code", "name"
    )
    return Names(
        units=units,
        posts={(unit, code): name for unit, code, name in posts},
        steps={k: v for each in definitions for k, v in step_names(each.steps).items()},
        materials={row.code: row.name for each in definitions for row in each.materials},
        conditions={
            k: v for each in definitions for k, v in condition_words(each.questions).items()
        },
    )
