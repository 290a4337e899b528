"""Endpoints of the tax rules: what would be withheld, by which rules, and what is checked."""

from functions.finance.domain.taxes.rules import Tax
from functions.finance.providers.taxes import Calculations, ComplianceChecks, RuleBook
from functions.finance.schemas.compliance import Compliance
from functions.finance.schemas.invoices import Day
from functions.finance.schemas.taxes import Calculation, CalculationDraft, Confirmed, RuleId, Rules
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post


@post("/finance/tax/calculate", scope=Scope.FINANCE_READ, status=200)
def calculate_taxes(draft: CalculationDraft, calculations: Calculations) -> Calculation:
    """What is withheld from a purchase or a sale, with every rule tried; nothing is kept."""
    return calculations.calculate(draft)


@get("/finance/tax/rules", scope=Scope.FINANCE_READ)
def list_tax_rules(rules: RuleBook, on: Day | None = None, tax: Tax | None = None) -> Rules:
    """The rules in force on a day with their sources, confirmed or not; today, if no day is named."""
    return rules.in_force(on, tax)


@post("/finance/tax/rules/{rule_id}/confirm", scope=Scope.FINANCE_SETTINGS, status=200)
def confirm_tax_rule(rule_id: RuleId, caller: Caller, rules: RuleBook) -> Confirmed:
    """The accountant's one confirmation: the rule decides alone from now on."""
    return rules.confirm(rule_id, caller.id)


@delete("/finance/tax/rules/{rule_id}/confirm", scope=Scope.FINANCE_SETTINGS)
def withdraw_tax_rule(rule_id: RuleId, rules: RuleBook) -> None:
    """Take a confirmation back: documents of this rule wait for people again."""
    rules.withdraw(rule_id)


@get("/finance/tax/compliance", scope=Scope.FINANCE_READ)
def check_compliance(checks: ComplianceChecks) -> Compliance:
    """What is missing or waits, what was withheld month by month, and what is not checked at all."""
    return checks.check()
