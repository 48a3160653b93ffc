"""What is known of the applicant already: nobody is asked again (在线政务服务规定第七条)."""

from collections.abc import Iterable

from onewindow.accounts.models import Company, User
from onewindow.cases.models import Case
from onewindow.catalogue.codes import PrefillSource
from onewindow.catalogue.models import FormField


def prefilled(case: Case, rows: Iterable[FormField], user: User) -> dict[str, str]:
    """Return the known values of fields that were never filled in, by their codes.

    A person's are the applicant's; on a company's form those of who fills it in.
    """
    known: dict[str, str] | None = None
    values = {}
    for row in rows:
        if not row.prefill or row.code in case.fields:
            continue
        known = (
            _known(case.applicant if case.company is None else user, case.company)
            if known is None
            else known
        )
        if value := known.get(row.prefill, ""):
            values[row.code] = value
    return values


def _known(user: User, company: Company | None) -> dict[str, str]:
    known = {PrefillSource.PERSON_NAME.value: user.name}
    if hasattr(user, "person"):
        known |= {
            PrefillSource.PERSON_CITIZEN_ID.value: user.person.citizen_id,
            PrefillSource.PERSON_PHONE.value: user.person.phone,
            PrefillSource.PERSON_ADDRESS.value: user.person.address,
        }
    if company is not None:
        known |= {
            PrefillSource.COMPANY_NAME.value: company.name,
            PrefillSource.COMPANY_USCC.value: company.uscc,
            PrefillSource.COMPANY_REPRESENTATIVE.value: company.legal_representative,
        }
    return known
