"""Trials in words, for people who read Spanish or English."""

from decimal import Decimal
from typing import Literal

from functions.finance.domain.taxes.assessment import Trial, TrialReason

Language = Literal["es", "en"]

_TAXES = {"renta": "Retención en la fuente", "reteiva": "ReteIVA", "reteica": "ReteICA"}

_REASONS: dict[TrialReason, dict[Language, str]] = {
    "applied": {"es": "se retiene {rate} de {base}", "en": "{rate} of {base} are withheld"},
    "below_threshold": {"es": "{tested} no alcanza la base de {threshold}", "en": "{tested} is below {threshold}"},
    "no_base": {"es": "no hay base", "en": "there is no base"},
    "supplier_withholds_itself": {"es": "el proveedor es autorretenedor", "en": "the supplier withholds itself"},
    "supplier_in_simple": {"es": "el proveedor está en el Régimen SIMPLE", "en": "the supplier is in Régimen SIMPLE"},
    "supplier_not_taxed": {"es": "el proveedor no es contribuyente", "en": "the supplier pays no income tax"},
    "buyer_not_agent": {"es": "el comprador no es agente retenedor", "en": "the buyer is no withholding agent"},
    "buyer_in_simple": {"es": "el comprador está en el Régimen SIMPLE", "en": "the buyer is in Régimen SIMPLE"},
    "both_agents": {"es": "ambos son agentes de retención de IVA", "en": "both are agents of IVA withholding"},
    "no_vat": {"es": "no hay IVA", "en": "there is no IVA"},
    "undecided": {"es": "lo decide una persona", "en": "a person decides"},
}


def explain(trial: Trial, language: Language) -> str:
    """One sentence: the tax, what it is on, what was decided, and by which norm."""
    reason = _REASONS[trial.reason][language].format(
        rate=trial.rate, base=_pesos(trial.base), tested=_pesos(trial.tested), threshold=_pesos(trial.threshold)
    )
    norm = f" ({trial.norma})" if trial.norma else ""
    return f"{_TAXES[trial.tax]}, {trial.subject}: {reason}{norm}"


def _pesos(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    grouped = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"$ {grouped.removesuffix(',00')}"
