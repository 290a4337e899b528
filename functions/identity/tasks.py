"""Operations that only who may invoke the function in AWS can start."""

from functions.identity.providers.companies import CompanyRegistrations
from functions.identity.schemas import CompanyRegistration, RegisteredCompany
from shared.core.function import task


@task(memory=1024)
def register_company(request: CompanyRegistration, registrations: CompanyRegistrations) -> RegisteredCompany:
    """Make a company and its first admin, once per address of the admin."""
    return registrations.register(request)
