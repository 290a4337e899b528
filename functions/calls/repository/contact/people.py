"""What is known of the person behind a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from shared.contact.facts import Channel, Consent, ConsentForm, Person, Purpose, RegistryCheck, Suppression
from shared.contact.facts import SuppressionReason as Reason
from shared.db.models.contact import (
    ContactConsent,
    ContactPlace,
    ContactSuppression,
    RegistryNumber,
    RegistrySnapshot,
)


@dataclass(frozen=True)
class PersonRows:
    """The person behind a number, and the rows that say so."""

    person: Person
    consents: Sequence[UUID]
    suppressions: Sequence[UUID]


def person_behind(session: Session, hashed: str, *, number: str, lead_id: UUID | None) -> PersonRows:
    """The wishes of the number and of its lead, the consents of the number, and where it is."""
    consents = session.scalars(select(ContactConsent).filter_by(number_hash=hashed).order_by(ContactConsent.id)).all()
    of_person = ContactSuppression.number_hash == hashed
    if lead_id:
        of_person = or_(of_person, ContactSuppression.lead_id == lead_id)
    wishes = session.scalars(
        select(ContactSuppression)
        .where(of_person, ContactSuppression.removed_at.is_(None))
        .order_by(ContactSuppression.id)
    ).all()
    place = session.scalar(select(ContactPlace).filter_by(number_hash=hashed))
    person = Person(
        country=place.country if place else None,
        region=place.region if place else None,
        zone=place.zone if place else None,
        consents=tuple(_consent(row, number) for row in consents),
        suppressions=tuple(_suppression(row) for row in wishes),
    )
    return PersonRows(person, [row.id for row in consents], [row.id for row in wishes])


def lists_about(session: Session, hashed: str) -> dict[UUID, RegistryCheck]:
    """The newest complete copy of each list, and whether the number stands on it."""
    newest = (
        select(RegistrySnapshot)
        .ext(distinct_on(RegistrySnapshot.list_name))
        .where(RegistrySnapshot.completed_at.is_not(None))
        .order_by(RegistrySnapshot.list_name, RegistrySnapshot.snapshot_at.desc(), RegistrySnapshot.id.desc())
    ).subquery()
    listed = (
        select(RegistryNumber.snapshot_id)
        .where(RegistryNumber.snapshot_id == newest.c.id, RegistryNumber.number_hash == hashed)
        .exists()
    )
    found = session.execute(select(newest.c.id, newest.c.list_name, newest.c.snapshot_at, listed))
    return {
        snapshot: RegistryCheck(registry=name, listed=stands, snapshot_at=taken)
        for snapshot, name, taken, stands in found
    }


def _consent(row: ContactConsent, number: str) -> Consent:
    return Consent(
        channel=Channel(row.channel),
        purpose=Purpose(row.purpose),
        form=ConsentForm(row.form),
        given_at=row.given_at,
        text_version=row.text_version,
        proof=row.proof,
        language=row.language,
        number=number,
        names_seller=row.names_seller,
        artificial_voice=row.artificial_voice,
        withdrawn_at=row.withdrawn_at,
        hours_from=row.hours_from,
        hours_to=row.hours_to,
    )


def _suppression(row: ContactSuppression) -> Suppression:
    return Suppression(
        reason=Reason(row.reason), since=row.since, channel=Channel(row.channel) if row.channel else None
    )
