"""Who sits before a page: a link is exchanged, once, for a cookie that only these pages get."""

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit
from uuid import UUID

from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.invitations import SITTING, InvitationToken, SittingToken
from functions.hr.pages.layout import other_language, page, tools
from functions.hr.pages.wording import Wording, spoken
from functions.hr.service.invitations import InvitationService
from shared.core.errors import Forbidden, NotFound, Unauthorized
from shared.core.html import tag
from shared.core.incoming import Incoming
from shared.schemas.answers import Cookie, WebPage

COOKIE = "hr_sitting"
PATH = "/hr/answer"


class SittingOver(Unauthorized):
    """Nobody sits before the page, or no longer."""

    def __init__(self, page: WebPage) -> None:
        super().__init__("The sitting is over: ask for another link.")
        self.headers = {}
        self.page = page


class Sittings:
    """Sittings of all companies; a token says which one it is of.

    Args:
        invitations: those of a company, behind its wall.
        base_url: of the pages.
    """

    def __init__(self, invitations: Callable[[UUID], InvitationService], base_url: str) -> None:
        self.invitations = invitations
        self.base_url = base_url

    def begin(self, link: str) -> Cookie:
        """Exchange a link.

        Raises:
            NotFound: it is none, unknown, used, or over.
        """
        token = _token(link)
        if token is None:
            raise NotFound("This link does not work, or no longer.")
        return cookie(self.base_url, self.invitations(token.company_id).sit_down(token).text)

    def person(self, token: SittingToken) -> UUID | None:
        """Who sits there."""
        return self.invitations(token.company_id).sitting(token)

    def is_of(self, token: SittingToken, link: str) -> bool:
        """Whether somebody sits there who came by this very link."""
        origin = _token(link)
        if origin is None or origin.company_id != token.company_id:
            return False
        return self.invitations(token.company_id).came_by(token, origin)

    def end(self, token: SittingToken) -> None:
        """Nobody sits there any more."""
        self.invitations(token.company_id).stand_up(token)


def cookie(base_url: str, value: str) -> Cookie:
    """What a browser keeps of a sitting; without a value, it forgets it."""
    address = urlsplit(base_url)
    return Cookie(
        name=COOKIE,
        value=value,
        path=address.path + PATH,
        seconds=int(SITTING.total_seconds()) if value else 0,
        secure=address.scheme == "https",
    )


def cookie_in(incoming: Incoming) -> SittingToken | None:
    """What the browser sent of a sitting."""
    try:
        sent = SimpleCookie(incoming.headers.get("cookie", "")).get(COOKIE)
        return SittingToken.parse(sent.value) if sent else None
    except (CookieError, ValueError):
        return None


def refuse_foreign(incoming: Incoming) -> None:
    """Refuse what another site makes a browser send.

    Raises:
        Forbidden: the browser says that it comes from elsewhere.
    """
    if incoming.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Forbidden("Forms are taken from our own pages alone.")


def sitting_over(incoming: Incoming) -> SittingOver:
    """What somebody sees whose sitting is over."""
    say = spoken(_asked(incoming), incoming)
    told = tag("p", say("over.lead"), class_="lead")
    return SittingOver(page(say("over.title"), say, told, tools=tools(other_language(say, "questions?"))))


def language(incoming: Incoming) -> Wording:
    """The language that the address asks for, or the browser's."""
    return spoken(_asked(incoming), incoming)


def _token(link: str) -> InvitationToken | None:
    try:
        return InvitationToken.parse(link.strip().rpartition("#")[2])
    except ValueError:
        return None


def _asked(incoming: Incoming) -> Locale | None:
    wanted = [part.partition("=")[2] for part in incoming.query.split("&") if part.startswith("lang=")]
    return next((locale for locale in LOCALES if locale in wanted), None)
