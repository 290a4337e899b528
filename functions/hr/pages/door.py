"""Where a link leads. It is exchanged when a button is pressed, so that no program that looks into links uses it up."""

from http import HTTPStatus

from functions.hr.pages.layout import button, form, other_language, page, tools
from functions.hr.pages.sittings import Sittings
from functions.hr.pages.wording import Wording
from functions.hr.schemas.forms import Form, LinkForm
from shared.core.errors import NotFound
from shared.core.html import Child, tag
from shared.core.incoming import Incoming
from shared.schemas.answers import Cookie, Elsewhere, WebPage


class DoorPages:
    """The way in and the way out.

    Args:
        sittings: of all companies.
        incoming: the request.
    """

    def __init__(self, sittings: Sittings, incoming: Incoming) -> None:
        self.sittings = sittings
        self.incoming = incoming
        self.doorway = sittings.doorway
        self.address = self.doorway.name

    def open(self, say: Wording) -> WebPage:
        """What is behind it, and where the link goes in; the script takes it from behind ``#``."""
        texts = self.doorway.texts
        link = tag("input", id="link", name="link", type="text", required=True, maxlength=2000, spellcheck="false")
        field = tag("div", tag("label", say(f"{texts}.link"), for_="link"), link, class_="field", id="pasted")
        return self._page(
            "",
            say,
            tag("p", say(f"{texts}.once")),
            tag("p", say(f"{texts}.shared")),
            form(self.address, say, field, tag("p", button(say(f"{texts}.begin")), class_="actions"), id_="door"),
        )

    def enter(self, sent: LinkForm) -> WebPage | Elsewhere:
        """Exchange the link for a sitting, once; a page that went back to its own link goes on."""
        say = Wording(sent.lang)
        first = f"{self.address}/{self.doorway.first}?lang={say.locale}"
        try:
            return Elsewhere(first, self.sittings.begin(sent.link))
        except NotFound:
            if self._sits_by(sent.link):
                return Elsewhere(first)
            return self._page(".dead", say, status=HTTPStatus.NOT_FOUND)

    def leave(self, sent: Form) -> WebPage:
        """End the sitting, and let the browser forget it."""
        token = self.sittings.token_in(self.incoming)
        if token:
            self.sittings.end(token)
        return self._page(".gone", Wording(sent.lang), cookie=self.sittings.cookie(""))

    def _sits_by(self, link: str) -> bool:
        token = self.sittings.token_in(self.incoming)
        return token is not None and self.sittings.is_of(token, link)

    def _page(
        self,
        part: str,
        say: Wording,
        *content: Child,
        status: HTTPStatus = HTTPStatus.OK,
        cookie: Cookie | None = None,
    ) -> WebPage:
        name = f"{self.doorway.texts}{part}"
        return page(
            say(f"{name}.title"),
            say,
            tag("p", say(f"{name}.lead"), class_="lead"),
            *content,
            tools=None if cookie else tools(other_language(say, f"{self.address}?")),
            status=status,
            cookie=cookie,
            brand=self.doorway.brand,
        )
