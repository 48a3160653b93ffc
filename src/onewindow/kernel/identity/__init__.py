"""Identity codes of people, organisations, licences, service items and investment projects.

Every `check_…` returns the code as it is stored and raises InvalidIdentity; every `is_valid_…` only
tells. `parse_…` also takes the code apart.
"""

from onewindow.kernel.identity.citizens import (
    CitizenId,
    check_citizen_id,
    is_valid_citizen_id,
    make_citizen_check_char,
    parse_citizen_id,
)
from onewindow.kernel.identity.errors import InvalidIdentity, Problem
from onewindow.kernel.identity.items import (
    BaseCode,
    ItemCode,
    ItemCodeProfile,
    is_valid_item_code,
    parse_item_code,
)
from onewindow.kernel.identity.licences import (
    LicenceId,
    check_licence_id,
    is_valid_licence_id,
    make_licence_check_char,
    parse_licence_id,
)
from onewindow.kernel.identity.organisations import (
    check_organisation_code,
    check_uscc,
    is_valid_organisation_code,
    is_valid_uscc,
    make_organisation_check_char,
    make_uscc_check_char,
)
from onewindow.kernel.identity.projects import (
    ProjectCode,
    check_project_code,
    is_valid_project_code,
    parse_project_code,
)

__all__ = [
    "BaseCode",
    "CitizenId",
    "InvalidIdentity",
    "ItemCode",
    "ItemCodeProfile",
    "LicenceId",
    "Problem",
    "ProjectCode",
    "check_citizen_id",
    "check_licence_id",
    "check_organisation_code",
    "check_project_code",
    "check_uscc",
    "is_valid_citizen_id",
    "is_valid_item_code",
    "is_valid_licence_id",
    "is_valid_organisation_code",
    "is_valid_project_code",
    "is_valid_uscc",
    "make_citizen_check_char",
    "make_licence_check_char",
    "make_organisation_check_char",
    "make_uscc_check_char",
    "parse_citizen_id",
    "parse_item_code",
    "parse_licence_id",
    "parse_project_code",
]
