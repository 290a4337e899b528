"""Endpoints of how a company keeps its books."""

from functions.finance.providers.settings import BookSettings
from functions.finance.schemas.settings import ChartView, SettingsDraft, SettingsView
from shared.auth.scopes import Scope
from shared.core.function import get, put


@get("/finance/settings", scope=Scope.FINANCE_READ)
def get_settings(settings: BookSettings) -> SettingsView:
    """The company's NIT, tax profile, gates and accounts, and what is missing in them."""
    return settings.show()


@put("/finance/settings", scope=Scope.FINANCE_SETTINGS)
def replace_settings(draft: SettingsDraft, settings: BookSettings) -> SettingsView:
    """Replace all settings; documents that are judged from now on see them."""
    return settings.replace(draft)


@get("/finance/chart", scope=Scope.FINANCE_READ)
def get_chart(settings: BookSettings) -> ChartView:
    """The chart of accounts: codes with names, roles, and the accounts of each concept of withholding."""
    return settings.chart()
