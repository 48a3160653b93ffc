"""Whose a verb is: the office that decides, or who has a step of the case now."""

from onewindow.desk.cases.handling import Handling
from onewindow.orgs.models import Role


def reviews(case: Handling) -> bool:
    """Tell whether an officer reviews or decides a case, or his department has a step open."""
    if not case.roles & {Role.REVIEWER, Role.DECIDER}:
        return False
    return case.is_of_his_department or case.is_open_here


def leads(case: Handling) -> bool:
    """Tell whether an officer reviews or decides for the department that decides the case."""
    return bool(case.roles & {Role.REVIEWER, Role.DECIDER}) and case.is_of_his_department


def decides(case: Handling) -> bool:
    """Tell whether an officer decides for the department of the case."""
    return Role.DECIDER in case.roles and case.is_of_his_department


def heads(case: Handling) -> bool:
    """Tell whether an officer decides in his department, whichever has the case."""
    return Role.DECIDER in case.roles and case.officer.is_active


def has_own(case: Handling) -> bool:
    """Tell whether an officer has an open step of a case."""
    return case.own_step() is not None


def delivers(case: Handling) -> bool:
    """Tell whether an officer stands at a counter that has, or had, a step of the case."""
    return Role.COUNTER_CLERK in case.roles and case.takes_part
