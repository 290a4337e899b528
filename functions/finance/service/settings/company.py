"""Use cases: how a company keeps its books."""

from dataclasses import asdict
from typing import Protocol

from pydantic import ValidationError

from functions.finance.domain.company import Company
from functions.finance.domain.compliance import missing_of_buyer, missing_settings
from functions.finance.domain.ledger.chart import Chart, published_chart
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.schemas.review import Texts
from functions.finance.schemas.settings import (
    AccountName,
    AccountView,
    ChartView,
    ConceptView,
    EffectiveGates,
    ProfileView,
    RoleView,
    SettingsDraft,
    SettingsView,
)
from shared.core.errors import Unprocessable


class Settings(Protocol):
    """The settings of one company."""

    def own(self) -> Company:
        """What the rules see of them; those of the design, where it has none."""

    def keep(self, draft: SettingsDraft) -> None:
        """Replace them."""


class SettingsService:
    """The settings of one company's books.

    Args:
        settings: as they are kept.
        tables: the concepts of withholding.
    """

    def __init__(self, settings: Settings, tables: TaxTables) -> None:
        self.settings = settings
        self.tables = tables

    def show(self) -> SettingsView:
        """The settings, and what is missing in them."""
        company = self.settings.own()
        usual = published_chart()
        roles = {role: account for role, account in company.chart.roles.items() if usual.roles[role] != account}
        accounts = {code: AccountName(**_both(company.chart, code)) for code in _own_accounts(company.chart)}
        return SettingsView(
            nit=str(company.nit.complete()) if company.nit else None,
            profile=ProfileView.of(company.profile, list(missing_of_buyer(company.profile))),
            performed_in=company.performed_in,
            gates=EffectiveGates(**asdict(company.limits)),
            roles=roles,
            accounts=accounts,
            missing=list(missing_settings(company)),
        )

    def replace(self, draft: SettingsDraft) -> SettingsView:
        """Keep these settings; documents that are judged from now on see them.

        Raises:
            Unprocessable: a role that there is not, or an account that is not in the chart.
        """
        _require_chart(draft)
        self.settings.keep(draft)
        return self.show()

    def chart(self) -> ChartView:
        """The chart of accounts with the company's own choices."""
        chart, usual = self.settings.own().chart, published_chart()
        own = _own_accounts(chart)
        return ChartView(
            accounts=[
                AccountView(code=code, name=_name(chart, code), own=code in own) for code in sorted(chart.accounts)
            ],
            roles=[
                RoleView(role=role, account=code, own=usual.roles[role] != code) for role, code in chart.roles.items()
            ],
            concepts=[self._concept(concept, chart) for concept in chart.concepts],
        )

    def _concept(self, concept: str, chart: Chart) -> ConceptView:
        name = self.tables.concept(concept).name
        texts = Texts(es=name["es"], en=name["en"])
        return ConceptView(id=concept, name=texts, cost=chart.cost_of(concept), withheld=chart.withheld_from(concept))


def _require_chart(draft: SettingsDraft) -> None:
    usual = published_chart()
    unknown = sorted(draft.roles.keys() - usual.roles.keys())
    if unknown:
        message = f"there is no role {', '.join(unknown)}; see GET /finance/chart"
        raise Unprocessable("Some roles are not known.", errors=[_error("roles", message)])
    try:
        usual.with_roles(draft.roles, {code: name.model_dump() for code, name in draft.accounts.items()})
    except ValidationError as error:
        message = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise Unprocessable("Some accounts are not in the chart.", errors=[_error("roles", message)]) from None


def _error(field: str, message: str) -> dict[str, str]:
    return {"field": field, "in": "body", "message": message, "code": "value_error"}


def _own_accounts(chart: Chart) -> set[str]:
    usual = published_chart().accounts
    return {code for code, name in chart.accounts.items() if usual.get(code) != name}


def _both(chart: Chart, code: str) -> dict[str, str]:
    name = chart.accounts[code]
    return {"es": name["es"], "en": name["en"]}


def _name(chart: Chart, code: str) -> Texts:
    return Texts(**_both(chart, code))
