"""Where links lead that let one person in once, without signing in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from functions.hr.domain.invitations import (
    CompanySecret,
    InvitationToken,
    OverviewLink,
    OverviewSitting,
    SittingToken,
)

Kind = Literal["answer", "overview"]


@dataclass(frozen=True)
class Entrance:
    """One kind of links.

    Attributes:
        page: where they lead; a browser sends what it got for a link to the pages under it, and to no other.
        cookie: its name in a browser.
        link: what a link carries; `sitting`, what it is exchanged for.
        scope: what its person has to be allowed to do, at every step, and all that they may do there.
        sits_for: how long somebody may sit there before they need another link.
        audited: how what is done with links is called in the audit.
    """

    kind: Kind
    page: str
    cookie: str
    link: type[CompanySecret]
    sitting: type[CompanySecret]
    scope: Literal["hr:self", "hr:risks"]
    sits_for: timedelta
    audited: str


ANSWERING = Entrance(
    kind="answer",
    page="/hr/answer",
    cookie="hr_sitting",
    link=InvitationToken,
    sitting=SittingToken,
    scope="hr:self",
    sits_for=timedelta(hours=2),
    audited="invitation",
)
"""To one's own answers and results. A draft is kept longer than a sitting."""

LOOKING = Entrance(
    kind="overview",
    page="/hr/overview/page",
    cookie="hr_overview",
    link=OverviewLink,
    sitting=OverviewSitting,
    scope="hr:risks",
    sits_for=timedelta(hours=1),
    audited="overview_link",
)
"""To what may be told of teams."""
