"""What every page of the answers shares: its frame, its buttons, what it says when something is wrong."""

from http import HTTPStatus

from markupsafe import Markup

from functions.hr.pages.wording import Wording, asset
from shared.core.html import Child, tag
from shared.schemas.answers import Cookie, WebPage

LANGUAGES = {"es": "Español", "en": "English"}


def page(
    title: str,
    say: Wording,
    *content: Child,
    tools: Child = None,
    status: HTTPStatus = HTTPStatus.OK,
    cookie: Cookie | None = None,
    brand: str = "brand",
    styles: tuple[str, ...] = ("answers.css",),
    script: str | None = "answers.js",
) -> WebPage:
    """A page with its heading.

    Args:
        title: of the page, and its first heading unless that has already been said.
        say: its language.
        content: of the main part.
        tools: beside the name: language, and the way out.
        status: of the answer.
        cookie: set or forgotten with it.
        brand: the text that stands above.
        styles: names of assets.
        script: the name of one, or None for a page without any.
    """
    body = [
        tag("a", say("skip_link"), href="#main", class_="skip"),
        tag("header", tag("div", tag("p", say(brand), class_="brand"), tools, class_="bar"), class_="top"),
        tag("main", tag("h1", title), *content, id="main", tabindex="-1"),
        tag("p", "", id="said", class_="said", role="status", aria_live="polite"),
    ]
    return WebPage(
        language=say.locale,
        title=f"{title} · {say(brand)}",
        body=str(Markup().join(body)),
        style="".join(map(asset, styles)),
        script=asset(script) if script else "",
        status=status,
        cookie=cookie,
    )


def form(action: str, say: Wording, *content: Child, id_: str | None = None) -> Markup:
    """A form that is posted, with the language of the page."""
    language = tag("input", type="hidden", name="lang", value=say.locale)
    return tag("form", language, *content, method="post", action=action, id=id_, autocomplete="off")


def button(text: str, *, kind: str = "primary", **attributes: str | bool | None) -> Markup:
    """A button that sends its form."""
    return tag("button", text, type="submit", class_=f"button {kind}", **attributes)


def way_out(say: Wording) -> Markup:
    """The button that ends the sitting."""
    return form("leave", say, button(say("leave"), kind="quiet"))


def other_language(say: Wording, page_at: str) -> Markup:
    """The way to the same page in the other language; `page_at` ends where ``lang=`` is to follow."""
    address = f"{page_at}lang={say.other}"
    return tag("a", LANGUAGES[say.other], href=address, class_="button quiet", lang=say.other, hreflang=say.other)


def keeping_language(say: Wording, form_id: str) -> Markup:
    """The same as a button of a form, whose choices are kept."""
    return button(LANGUAGES[say.other], kind="quiet", form=form_id, name="go", value=say.other, lang=say.other)


def tools(*content: Child) -> Markup:
    """What stands beside the name."""
    return tag("div", *content, class_="tools")


def trouble(say: Wording, text: str, target: str | None = None) -> Markup:
    """What is wrong, read out at once; a link leads to it."""
    told = tag("a", text, href=f"#{target}") if target else text
    heading = tag("h2", say("error"), id="wrong")
    return tag("div", heading, tag("p", told), class_="trouble", role="alert", aria_labelledby="wrong", tabindex="-1")


def note(text: str) -> Markup:
    """What has been done, read out politely."""
    return tag("p", text, class_="note", role="status")
