"""Operations on models that an engineer starts, by invoking the function."""

from functions.hr.providers.models import Registry
from functions.hr.schemas.models import Registration, RegistrationReport
from shared.core.function import task


@task(layers=("base", "ml"), memory=1024)
def register_model(request: Registration, registry: Registry) -> RegistrationReport:
    """Keep a model that was trained for a company: its file lies in the bucket, nobody uses it before a promotion."""
    return registry.register(request)
