"""Who somebody is to the tax office: the attributes that decide withholdings.

None always means "not known", and what is not known is asked, never assumed.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

PersonType = Literal["legal", "natural"]


class Responsibility(StrEnum):
    """Codes of the RUT that decide withholdings, as electronic documents carry them."""

    GRAN_CONTRIBUYENTE = "O-13"
    AUTORRETENEDOR = "O-15"
    AGENTE_RETENCION_IVA = "O-23"
    REGIMEN_SIMPLE = "O-47"
    NONE_OF_THEM = "R-99-PN"


@dataclass(frozen=True, kw_only=True)
class TaxProfile:
    """A supplier, a customer or the company itself, as the RUT and the chamber of commerce say.

    Args:
        person_type: company (persona jurídica) or natural person.
        files_income_tax: declarante; asked only of natural persons, every company files.
        responsibilities: codes of `Responsibility`; an empty set means that there are none.
        vat_responsible: responsable de IVA; decides whether paid IVA is an asset or a cost.
        resident: resident in Colombia for taxes; payments abroad are decided by people.
        withholds_income_tax: of a natural person: had over 30,000 UVT the year before (art. 368-2 ET).
        withholds_ica_in: DANE codes of the municipalities where it is an agent of ICA withholding.
        ica_activity: key of the activity in the table of the municipality.
        public_body: entidad estatal.
        non_taxpayer: shown to pay no income tax (arts. 22, 23 ET).
    """

    person_type: PersonType | None = None
    files_income_tax: bool | None = None
    responsibilities: frozenset[str] | None = None
    vat_responsible: bool | None = None
    resident: bool | None = None
    withholds_income_tax: bool | None = None
    withholds_ica_in: frozenset[str] | None = None
    ica_activity: str | None = None
    public_body: bool = False
    non_taxpayer: bool = False

    def has(self, responsibility: Responsibility) -> bool | None:
        """Whether the RUT has this code; None while the RUT is not known."""
        if self.responsibilities is None:
            return None
        return responsibility in self.responsibilities

    @property
    def is_income_withholding_agent(self) -> bool | None:
        """Every company, and natural persons over 30,000 UVT (arts. 368 and 368-2 ET)."""
        if self.person_type == "legal":
            return True
        return self.withholds_income_tax if self.person_type else None

    @property
    def is_vat_withholding_agent(self) -> bool | None:
        """Public body, gran contribuyente or designated agent (art. 437-2 ET, nums. 1, 2 and 5)."""
        if self.public_body:
            return True
        if self.responsibilities is None:
            return None
        return not self.responsibilities.isdisjoint(
            {Responsibility.GRAN_CONTRIBUYENTE, Responsibility.AGENTE_RETENCION_IVA}
        )


def responsibilities_of(text: str) -> frozenset[str]:
    """The codes of a ``TaxLevelCode``, which documents join by semicolons: ``O-13;O-15``."""
    return frozenset(code for code in re.split(r"[;,\s]+", text.upper()) if code)
