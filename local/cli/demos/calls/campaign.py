"""The campaign of the demo, one for each country: set up once as its owner would, then found again."""

from typing import Any

from local.cli.api import Api
from local.cli.demos.calls.places import TOLL_FREE, Place

AT_ONCE = 2
"""Calls at a time: each needs a recogniser at both of its ends."""

NAME = "Demo calls"
_CLOSERS = {"es": "+573005550141", "en": "+12025550141"}
_EVERY_DAY = {"days": [0, 1, 2, 3, 4, 5, 6], "opens": "00:00", "closes": "23:59:59"}


def campaign_for(api: Api, place: Place, language: str) -> str:
    """The id of the running campaign that calls there.

    Raises:
        Refused: the product does not take it.
    """
    name = f"{NAME} ({place.country}, {language})"
    campaigns = api.get("/calls/campaigns?limit=100")["items"]
    known = next((one for one in campaigns if one["name"] == name and one["status"] != "ended"), None)
    campaign = known or api.post("/calls/campaigns", _draft(name, place, language))
    if campaign["status"] != "active":
        api.post(f"/calls/campaigns/{campaign['campaign_id']}/start", {})
    return str(campaign["campaign_id"])


def _draft(name: str, place: Place, language: str) -> dict[str, Any]:
    settings = {
        "caller_id": place.caller_id,
        "toll_free": TOLL_FREE,
        "origin": {"es": "la feria de hoteles de Bogotá", "en": "the hotel fair in Bogotá"}[language],
        "at_once": AT_ONCE,
        "leave_voicemail": True,
        "transfer_numbers": [_CLOSERS[language]],
        "staffed": [_EVERY_DAY],
        "meetings": [{"days": [0, 1, 2, 3, 4], "opens": "09:00", "closes": "17:00"}],
    }
    return {"name": name, "language": language, "settings": settings, "script": {"name": "hotels"}}
