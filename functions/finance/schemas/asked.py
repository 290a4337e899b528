"""Which report is asked for, as it stands in the query of a request."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from functions.finance.schemas.invoices import Day, Language
from shared.schemas.pages import Cursor, Limit

Format = Literal["json", "csv", "xlsx"]
AccountPrefix = Annotated[str, Field(pattern=r"^[1-9]\d{0,9}$")]
"""An account, and all that are below it: ``2365`` is every account of income tax withheld."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for: both days are included; None for all that came before, or all that followed."""

    start_date: date | None = None
    end_date: date | None = None
    account_id: str | None = None
    format: Format = "json"
    language: Language = "es"
    limit: int = 100
    cursor: str | None = None


class AskOnDay(BaseModel):
    """A report of how things stand on a day, as it is asked for."""

    model_config = ConfigDict(frozen=True)

    end_date: Day | None = None
    format: Format = "json"
    language: Language = "es"

    def asked(self) -> Asked:
        """The same; what cannot be asked here is open."""
        return Asked(**dict(self))


class AskOfPeriod(AskOnDay):
    """A report of a period, as it is asked for."""

    start_date: Day | None = None


class AskOfAccounts(AskOfPeriod):
    """A report of a period and of all accounts or some, as it is asked for."""

    account_id: AccountPrefix | None = None


class AskForLines(AskOfAccounts):
    """A report that comes in pages, as it is asked for."""

    limit: Limit = 100
    cursor: Cursor = None
