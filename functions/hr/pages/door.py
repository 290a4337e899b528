"""Where a link leads. It is exchanged when a button is pressed, so that no program that looks into links uses it up."""

from http import HTTPStatus

from functions.hr.pages.layout import button, form, other_language, page, tools
from functions.hr.pages.sittings import Sittings, cookie, cookie_in
from functions.hr.pages.wording import Wording
from functions.hr.schemas.forms import Form, LinkForm
from shared.core.errors import NotFound
from shared.core.html import tag
from shared.core.incoming import Incoming
from shared.schemas.answers import Elsewhere, WebPage


class DoorPages:
    """The way in and the way out.

    Args:
        sittings: of all companies.
        incoming: the request.
    """

    def __init__(self, sittings: Sittings, incoming: Incoming) -> None:
        self.sittings = sittings
        self.incoming = incoming

    def open(self, say: Wording) -> WebPage:
        """What is asked, and where the link goes in; the script takes it from behind ``#``, which no server sees."""
        link = tag("input", id="link", name="link", type="text", required=True, maxlength=2000, spellcheck="false")
        field = tag("div", tag("label", say("door.link"), for_="link"), link, class_="field", id="pasted")
        return page(
            say("door.title"),
            say,
            tag("p", say("door.lead"), class_="lead"),
            tag("p", say("door.once")),
            tag("p", say("door.shared")),
            form("answer", say, field, tag("p", button(say("door.begin")), class_="actions"), id_="door"),
            tools=tools(other_language(say, "answer?")),
        )

    def enter(self, sent: LinkForm) -> WebPage | Elsewhere:
        """Exchange the link for a sitting, once; a page that went back to its own link goes on."""
        say = Wording(sent.lang)
        questions = f"answer/questions?lang={say.locale}"
        try:
            return Elsewhere(questions, self.sittings.begin(sent.link))
        except NotFound:
            if self._sits_by(sent.link):
                return Elsewhere(questions)
            return _dead(say)

    def leave(self, sent: Form) -> WebPage:
        """End the sitting, and let the browser forget it."""
        token = cookie_in(self.incoming)
        if token:
            self.sittings.end(token)
        say = Wording(sent.lang)
        forgotten = cookie(self.sittings.base_url, "")
        return page(say("gone.title"), say, tag("p", say("gone.lead"), class_="lead"), cookie=forgotten)

    def _sits_by(self, link: str) -> bool:
        token = cookie_in(self.incoming)
        return token is not None and self.sittings.is_of(token, link)


def _dead(say: Wording) -> WebPage:
    told = tag("p", say("door.dead.lead"), class_="lead")
    return page(
        say("door.dead.title"), say, told, tools=tools(other_language(say, "answer?")), status=HTTPStatus.NOT_FOUND
    )
