"""The models that there are: what each is called, what it means, and what about it is accepted."""

from collections.abc import Iterator
from datetime import date

from functions.hr.domain.models.evidence import SignedException
from functions.hr.domain.scoring.learning import DRIVERS
from local.training.hr.making import Order
from local.training.hr.panel import SEEN, panel
from local.training.hr.survey import Survey

TENURE = (
    "Tenure stands for age and shifts how often people think of leaving; it never becomes a feature, so the estimate"
    " cannot follow. Disclosed as a limit."
)
SUPERVISOR = "Supervisors think of leaving less often, so they are flagged less often. Disclosed as a limit."
INVENTED = "The outcome is invented, alike for everybody: the difference is that of the drivers and decides nothing."

REAL_EXCEPTIONS = {
    "impact.supervisor": SUPERVISOR,
    "ece.tenure.more_than_20_years": TENURE,
    "ece.tenure.ten_years_or_fewer": TENURE,
    "error.tenure.more_than_20_years": TENURE,
    "error.tenure.ten_years_or_fewer": TENURE,
}
INVENTED_EXCEPTIONS = ("impact.tenure",)


def orders(survey: Survey, today: date) -> Iterator[tuple[Order, Survey]]:
    """Each model with the people it learns from."""
    yield _turnover(today), survey
    yield _burnout(today), panel(survey)[0]


def _turnover(today: date) -> Order:
    return Order(
        name="turnover_intention",
        version=f"{today:%Y}.1",
        basis="intention:fevs-2018",
        evidence="measured",
        drivers=DRIVERS,
        exceptions=_signed(REAL_EXCEPTIONS),
        today=today,
    )


def _burnout(today: date) -> Order:
    return Order(
        name="burnout",
        version=f"{today:%Y}.1",
        basis="synthetic",
        evidence="none",
        drivers=SEEN,
        exceptions=_signed(dict.fromkeys(INVENTED_EXCEPTIONS, INVENTED)),
        today=today,
    )


def _signed(reasons: dict[str, str]) -> tuple[SignedException, ...]:
    """Disclosed by who makes the model; whoever uses it confirms them by name, or does not use it."""
    return tuple(SignedException(check=check, reason=reason, by=None) for check, reason in reasons.items())
