"""Who sits before a page: a link is exchanged, once, for a cookie that only these pages get."""

from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit
from uuid import UUID

from functions.hr.domain.entrances import ANSWERING, LOOKING, Entrance
from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.invitations import CompanySecret
from functions.hr.pages.layout import other_language, page, tools
from functions.hr.pages.wording import Wording, spoken
from functions.hr.service.sittings import SittingService
from shared.auth.caller import Caller
from shared.core.errors import Forbidden, NotFound, Unauthorized
from shared.core.html import tag
from shared.core.incoming import Incoming
from shared.schemas.answers import Cookie, WebPage


@dataclass(frozen=True)
class Doorway:
    """An entrance as pages show it.

    Attributes:
        texts: the name that its texts begin with.
        first: of the pages behind it; addresses of pages are relative, so that they hold behind every prefix.
        brand: the text that stands above every page.
    """

    entrance: Entrance
    texts: str
    first: str
    brand: str

    @property
    def name(self) -> str:
        """The last part of its address."""
        return self.entrance.page.rpartition("/")[2]


TO_ANSWERS = Doorway(ANSWERING, texts="door", first="questions", brand="brand")
TO_TEAMS = Doorway(LOOKING, texts="team_door", first="teams", brand="teams.brand")


class SittingOver(Unauthorized):
    """Nobody sits before the page, or no longer."""

    def __init__(self, page: WebPage) -> None:
        super().__init__("The sitting is over: ask for another link.")
        self.headers = {}
        self.page = page


class Sittings:
    """Sittings of all companies at one entrance; a token says which company it is of.

    Args:
        doorway: through which people come.
        company: the links of a company, behind its wall.
        base_url: of the pages.
    """

    def __init__(self, doorway: Doorway, company: Callable[[UUID], SittingService], base_url: str) -> None:
        self.doorway = doorway
        self.entrance = doorway.entrance
        self.company = company
        self.base_url = base_url

    def begin(self, link: str) -> Cookie:
        """Exchange a link.

        Raises:
            NotFound: it is none, unknown, used, or over.
        """
        token = self._token(link)
        if token is None:
            raise NotFound("This link does not work, or no longer.")
        return self.cookie(self.company(token.company_id).sit_down(token).text)

    def caller(self, incoming: Incoming) -> Caller:
        """Who sits before the page.

        Raises:
            SittingOver: nobody does, or no longer.
            Forbidden: another site sends the form.
        """
        refuse_foreign(incoming)
        token = self.token_in(incoming)
        caller = self.company(token.company_id).sitting(token) if token else None
        if caller is None:
            raise self._over(incoming)
        return caller

    def is_of(self, token: CompanySecret, link: str) -> bool:
        """Whether somebody sits there who came by this very link."""
        origin = self._token(link)
        if origin is None or origin.company_id != token.company_id:
            return False
        return self.company(token.company_id).came_by(token, origin)

    def end(self, token: CompanySecret) -> None:
        """Nobody sits there any more."""
        self.company(token.company_id).stand_up(token)

    def cookie(self, value: str) -> Cookie:
        """What a browser keeps of a sitting; without a value, it forgets it."""
        return cookie(self.entrance, self.base_url, value)

    def token_in(self, incoming: Incoming) -> CompanySecret | None:
        """What the browser sent of a sitting."""
        try:
            sent = SimpleCookie(incoming.headers.get("cookie", "")).get(self.entrance.cookie)
            return self.entrance.sitting.parse(sent.value) if sent else None
        except (CookieError, ValueError):
            return None

    def _token(self, link: str) -> CompanySecret | None:
        try:
            return self.entrance.link.parse(link.strip().rpartition("#")[2])
        except ValueError:
            return None

    def _over(self, incoming: Incoming) -> SittingOver:
        """What somebody sees whose sitting is over."""
        say, texts = language(incoming), self.doorway.texts
        told = tag("p", say(f"{texts}.over.lead"), class_="lead")
        switch = tools(other_language(say, f"{self.doorway.first}?"))
        return SittingOver(page(say(f"{texts}.over.title"), say, told, tools=switch, brand=self.doorway.brand))


def cookie(entrance: Entrance, base_url: str, value: str) -> Cookie:
    """What a browser keeps of a sitting; without a value, it forgets it."""
    address = urlsplit(base_url)
    return Cookie(
        name=entrance.cookie,
        value=value,
        path=address.path + entrance.page,
        seconds=int(entrance.sits_for.total_seconds()) if value else 0,
        secure=address.scheme == "https",
    )


def refuse_foreign(incoming: Incoming) -> None:
    """Refuse what another site makes a browser send.

    Raises:
        Forbidden: the browser says that it comes from elsewhere.
    """
    if incoming.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Forbidden("Forms are taken from our own pages alone.")


def language(incoming: Incoming) -> Wording:
    """The language that the address asks for, or the browser's."""
    return spoken(_asked(incoming), incoming)


def _asked(incoming: Incoming) -> Locale | None:
    wanted = [part.partition("=")[2] for part in incoming.query.split("&") if part.startswith("lang=")]
    return next((locale for locale in LOCALES if locale in wanted), None)
