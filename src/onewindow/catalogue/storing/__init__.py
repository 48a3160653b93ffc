"""Definitions in the database: read a version as plain data, write plain data as a draft."""

from onewindow.catalogue.storing.at_once import definition_at_once
from onewindow.catalogue.storing.reading import definition_of
from onewindow.catalogue.storing.writing import UnknownNames, write_definition

__all__ = ["UnknownNames", "definition_at_once", "definition_of", "write_definition"]
