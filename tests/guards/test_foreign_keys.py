"""Foreign keys point downwards, as imports do; string keys are invisible to import-linter."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from tests.guards import tree

PREFIX = "onewindow."


def package_of(model: type[Model]) -> str:
    """Return the package of one of our models, or nothing for a library's."""
    module = model.__module__
    return module.removeprefix(PREFIX).split(".")[0] if module.startswith(PREFIX) else ""


def keys() -> Iterator[tuple[str, type[Model], type[Model]]]:
    """Yield every key between our models: its name, where it is, where it points."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            target = field.related_model
            if field.auto_created or not field.is_relation or not isinstance(target, type):
                continue
            if package_of(model) and package_of(target):
                yield f"{model._meta.label}.{field.name}", model, target


def test_no_key_points_upwards_or_sideways() -> None:
    heights = {package: -depth for depth, floor in enumerate(tree.floors()) for package in floor}
    found = list(keys())
    assert len(found) > 20
    wrong = {
        f"{name} → {package_of(target)}"
        for name, model, target in found
        if package_of(model) != package_of(target)
        and heights[package_of(target)] >= heights[package_of(model)]
    }
    assert wrong == set()


def test_every_package_has_its_floor() -> None:
    packages = {path.parent.name for path in tree.PACKAGE.glob("*/__init__.py")}
    assert set.union(*tree.floors()) == packages
