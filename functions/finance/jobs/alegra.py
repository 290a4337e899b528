"""Scheduled jobs at Alegra."""

from functions.finance.providers.alegra import AlegraReading, AlegraResolution
from functions.finance.schemas.alegra import ReferencesReport, ResolveReport
from shared.core.function import every

LONGEST = 900  # seconds; no function may take longer


@every("rate(5 minutes)", timeout=LONGEST)
def resolve_alegra_documents(alegra: AlegraResolution) -> ResolveReport:
    """Look in Alegra for documents of which it is not known whether they went in, and try again those that may."""
    return alegra.resolve()


@every("cron(0 6 * * ? *)", timeout=LONGEST)
def read_alegra_contacts(alegra: AlegraReading) -> ReferencesReport:
    """Read the contacts of every account, at 01:00 in Bogotá, which knows no summer time."""
    return alegra.read(["contact"])


@every("cron(30 6 * * ? *)", timeout=LONGEST)
def read_alegra_items(alegra: AlegraReading) -> ReferencesReport:
    """Read the items, taxes, retentions and categories of every account, at 01:30 in Bogotá."""
    return alegra.read(["tax", "retention", "category", "item"])
