"""Regions, departments, posts, officers, halls and what differs in their calendars."""

from onewindow.orgs.models.calendars import CalendarOverride, OfficeHours
from onewindow.orgs.models.departments import Department, Hall, HallOpening, NumberSeries, Post
from onewindow.orgs.models.officers import Officer, OfficerRole, Role
from onewindow.orgs.models.regions import Level, Region
from onewindow.orgs.models.substitutions import Substitution

__all__ = [
    "CalendarOverride",
    "Department",
    "Hall",
    "HallOpening",
    "Level",
    "NumberSeries",
    "OfficeHours",
    "Officer",
    "OfficerRole",
    "Post",
    "Region",
    "Role",
    "Substitution",
]
