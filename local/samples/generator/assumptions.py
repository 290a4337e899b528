"""What has to be known beside the documents, so that their outcomes are those of the manifest."""

from typing import Any

from local.samples.generator import parties
from local.samples.generator.parties import Party

CONCEPTS: tuple[tuple[Party, str, str], ...] = (
    (parties.PAPELERIA, "compras_generales", "purchases"),
    (parties.CLIMATIZAR, "servicios_generales", "services"),
    (parties.CONSULTORES, "honorarios_y_comisiones", "fees"),
    (parties.RESTAURANTE, "hoteles_y_restaurantes", "sundry"),
    (parties.NUBE, "servicios_generales", "services"),
    (parties.EQUIPOS, "compras_generales", "purchases"),
    (parties.FERRETERIA, "compras_generales", "purchases"),
    (parties.CAFE, "compras_generales", "purchases"),
    (parties.ACUEDUCTO, "servicios_generales", "water"),
    (parties.ENERGIA, "servicios_generales", "energy"),
    (parties.INMOBILIARIA, "arrendamiento_inmuebles", "rent"),
    (parties.ABOGADA, "honorarios_y_comisiones", "fees"),
    (parties.MERCADO, "compras_generales", "purchases"),
    (parties.TRANSPORTE, "transporte_carga", "transport"),
    (parties.HOTEL, "hoteles_y_restaurantes", "sundry"),
    (parties.TELEFONIA, "servicios_generales", "telephone"),
    (parties.DISTRAIDA, "compras_generales", "sundry"),
)


def assumptions() -> dict[str, Any]:
    """The company's tax profile, and what it remembers of its suppliers; fields of `TaxProfile`."""
    return {
        "today": "2026-11-25",
        "confirmed": "the accountant has confirmed every rule of confidence M once",
        "company": {
            "name": parties.ASTRAMECH.name,
            "nit": f"{parties.ASTRAMECH.number}-{parties.ASTRAMECH.dv}",
            "profile": {**_profile(parties.ASTRAMECH), "withholds_ica_in": [parties.MEDELLIN[1]]},
        },
        "suppliers": [
            {
                "name": party.name,
                "nit": party.number,
                "concept": concept,
                "purpose": purpose,
                "performed_in": party.town[1],
                "profile": {**_profile(party), "files_income_tax": True},
            }
            for party, concept, purpose in CONCEPTS
        ],
    }


def _profile(party: Party) -> dict[str, Any]:
    return {
        "person_type": "natural" if party.is_person else "legal",
        "responsibilities": party.responsibilities.split(";"),
        "vat_responsible": party.regime == "48",
        "resident": True,
    }
