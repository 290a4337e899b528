"""What the caller agrees to, purpose by purpose."""

from functions.hr.domain.consent.purposes import Purpose
from functions.hr.domain.instruments.parts import Locale
from functions.hr.providers.personal import OwnConsents
from functions.hr.schemas.consents import ConsentDraft, ConsentGiven, ConsentView
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post


@get("/hr/consents", scope=Scope.HR_SELF)
def list_consents(caller: Caller, consents: OwnConsents, locale: Locale = "es") -> list[ConsentView]:
    """Every purpose with its current text, and whether the caller agrees to it."""
    return consents.of(caller, locale)


@post("/hr/consents", scope=Scope.HR_SELF)
def give_consent(draft: ConsentDraft, caller: Caller, consents: OwnConsents) -> ConsentGiven:
    """Agree to one purpose, after reading its current text."""
    return consents.give(draft, caller)


@delete("/hr/consents/{purpose}", scope=Scope.HR_SELF)
def withdraw_consent(purpose: Purpose, caller: Caller, consents: OwnConsents) -> None:
    """Agree to a purpose no longer, from now on."""
    consents.withdraw(purpose, caller)
