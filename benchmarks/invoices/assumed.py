"""Whose books a set of documents would enter, and what is known of its suppliers.

A folder may say so in `assumptions.json`, as our samples do. Else everything that only people could say is taken to be
known and harmless, so that a document waits for a person only because of what was read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from benchmarks.invoices.labels import UnlabelledError
from functions.finance.domain.company import Company, Memory
from functions.finance.domain.nit import parse_nit
from functions.finance.domain.profile import TaxProfile

ASSUMPTIONS = "assumptions.json"
_PROFILES = TypeAdapter(TaxProfile)


class AllRules(frozenset[str]):
    """Rules that an accountant has confirmed: every one."""

    def __contains__(self, rule: object) -> bool:
        return isinstance(rule, str)


@dataclass(frozen=True, kw_only=True)
class Supplier:
    """What is known before the first document."""

    profile: TaxProfile = field(default_factory=TaxProfile)
    memory: Memory = field(default_factory=Memory)


@dataclass(frozen=True, kw_only=True)
class Assumed:
    """A company, its suppliers by their numbers, and those it does not know; `now` is when documents arrive."""

    company: Company
    suppliers: Mapping[str, Supplier] = field(default_factory=dict)
    others: Supplier = Supplier()
    now: datetime


HARMLESS = TaxProfile(person_type="legal", responsibilities=frozenset(), vat_responsible=True, resident=True)
ANY_SUPPLIER = Supplier(
    profile=HARMLESS, memory=Memory(concept="servicios_generales", purpose="services", municipality="00000")
)


def assumed_of(folder: Path) -> Assumed:
    """What the folder says, or the harmless case.

    Raises:
        UnlabelledError: it says something that is not understood.
    """
    file = folder / ASSUMPTIONS
    if not file.is_file():
        profile = replace(HARMLESS, withholds_ica_in=frozenset())
        company = Company(profile=profile, confirmed=AllRules())
        return Assumed(company=company, others=ANY_SUPPLIER, now=datetime.now(UTC))
    try:
        return _assumed(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise UnlabelledError(f"{file} is not understood: {error!r}") from None


def _assumed(said: Mapping[str, Any]) -> Assumed:
    company = Company(
        nit=parse_nit(said["company"]["nit"]),
        profile=_PROFILES.validate_python(said["company"]["profile"]),
        confirmed=AllRules(),
    )
    suppliers = {one["nit"]: _supplier(one) for one in said["suppliers"]}
    return Assumed(company=company, suppliers=suppliers, now=datetime.fromisoformat(f"{said['today']}T12:00:00-05:00"))


def _supplier(said: Mapping[str, Any]) -> Supplier:
    memory = Memory(concept=said["concept"], purpose=said["purpose"], municipality=said["performed_in"])
    return Supplier(profile=_PROFILES.validate_python(said["profile"]), memory=memory)
