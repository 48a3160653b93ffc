"""The definition of an item: everything one version says, as plain data."""

from onewindow.catalogue.definition.item import ItemDefinition

__all__ = ["ItemDefinition"]
