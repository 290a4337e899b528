"""Where the called people live: somewhere the law lets people be called at most hours of a week, never all."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from local.cli.api import Api
from local.cli.vendor_accounts import CALLER_IDS

TIME = frozenset({"sunday", "holiday", "outside_hours", "us_hours"})
"""What the gate says where only the clock stands in the way."""

LISTS = {"CO": ("RNE", "+573009999999"), "US": ("US_DNC", "+12025550199")}
"""The exclusion list of a country, and the one number that stands on the copy of the demo."""
TOLL_FREE = "+18005550199"
_TRIES = 60


@dataclass(frozen=True)
class Place:
    """A place, and what somebody who lives there has agreed to.

    Attributes:
        numbers: what numbers begin with there, to which `digits` more are added.
        hours: those that a document of the person's own opens beside the lawful ones.
        agreed: the consent, in the words of the API.
    """

    name: str
    country: str
    numbers: tuple[str, ...]
    digits: int
    region: str | None = None
    hours: tuple[str, str] | None = None

    @property
    def caller_id(self) -> str:
        return CALLER_IDS[self.country]

    @property
    def agreed(self) -> dict[str, Any]:
        if self.country == "US":
            return {"form": "written", "names_seller": True, "artificial_voice": True}
        if self.hours:
            return {"form": "written", "hours_from": self.hours[0], "hours_to": self.hours[1]}
        return {"form": "express"}

    def numbers_at_random(self) -> Iterator[str]:
        """Numbers of the place, as many as are worth a try."""
        for _ in range(_TRIES):
            yield random.choice(self.numbers) + str(random.randrange(10**self.digits)).zfill(self.digits)  # noqa: S311


NEW_YORK = tuple(f"+1{area}55501" for area in (212, 315, 332, 347, 516, 518, 585, 607, 631, 646, 716, 718, 845, 914))
PLACES = (
    Place("Bogotá", "CO", ("+573005552", "+573005553", "+573005554"), 3),
    Place("New York", "US", NEW_YORK, 2, region="NY"),
    Place("Hawaii", "US", ("+180855501",), 2, region="HI"),
    Place("Bogotá, with a document of the person's own", "CO", ("+573005555",), 3, hours=("00:00", "23:59:59")),
)
"""The first one where it is a lawful hour is taken. At a few hours of Sundays and holidays, there is none."""


@dataclass(frozen=True)
class Papers:
    """What a compliance officer puts on record before anybody is called, said over the API as she would.

    Args:
        api: with a token that may.
        language: that the people were informed in.
    """

    api: Api
    language: str

    def lists(self, country: str) -> str:
        """Have a fresh copy of the country's exclusion list; what was done."""
        name, listed = LISTS[country]
        known = self.api.get(f"/calls/registries?list_name={name}")["items"]
        if any(one["completed_at"] and not one["stale"] for one in known):
            return f"{name} is fresh"
        taken = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
        self.api.post(f"/calls/registries/{name}/imports", {"snapshot_at": taken, "numbers": [listed]})
        return f"{name} imported: a copy made up for the demo, with one number"

    def somebody(self, place: Place) -> str:
        """A number of the place that nothing is known of yet."""
        for number in place.numbers_at_random():
            known = self.api.get(f"/calls/people?{urlencode({'number': number})}")
            if not known["suppressed"] and not known["consents"]:
                return number
        return next(place.numbers_at_random())

    def agree(self, place: Place, number: str) -> None:
        """Record where the person is, and the consent that was given there."""
        where = {"country": place.country, "region": place.region, "source": "demo: as the person said"}
        self.api.request("PUT", "/calls/people/place", {"number": number, **where})
        given = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
        consent = {"text_version": "demo-1", "language": self.language, "proof": "demo: simulated form"}
        self.api.post("/calls/consents", {"number": number, "given_at": given, **consent, **place.agreed})

    def check(self, place: Place, number: str, campaign_id: str) -> Mapping[str, Any]:
        """What the gate says of a number now."""
        asked = {"number": number, "campaign_id": campaign_id, "caller_id": place.caller_id}
        found: Mapping[str, Any] = self.api.get(f"/calls/gate/check?{urlencode(asked)}")
        return found
