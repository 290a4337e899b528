"""HTML from Python: every text is escaped where it enters, by markupsafe."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from shared.schemas.answers import WebPage

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})

Child = Any
"""A text, `Markup`, None for nothing, or several of them."""


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """An element.

    Args:
        name: of the element.
        children: texts are escaped, `Markup` stays as it is, None and False are left out.
        attributes: escaped; ``for_`` is ``for``, ``aria_live`` is ``aria-live``; True has no value, None and False
            leave an attribute out.
    """
    opening = Markup("<{}{}>").format(Markup(name), _attributes(attributes))  # noqa: S704 - names are ours
    if name in VOID:
        return opening
    return opening + joined(children) + Markup("</{}>").format(Markup(name))  # noqa: S704


def joined(children: Iterable[Child]) -> Markup:
    """Several pieces, one after the other."""
    return Markup().join(_pieces(children))


def document(page: WebPage) -> str:
    """A whole page. Styles and scripts are ours and hold no closing tag, so they stand as they are."""
    head = joined(
        [
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("meta", name="robots", content="noindex"),
            tag("title", page.title),
            tag("link", rel="icon", href="data:,"),
            Markup("<style>{}</style>").format(Markup(page.style)),  # noqa: S704
        ]
    )
    script = Markup("<script>{}</script>").format(Markup(page.script)) if page.script else None  # noqa: S704
    body = joined([Markup(page.body), script])  # noqa: S704 - escaped by who made it
    return Markup("<!doctype html>\n") + tag("html", tag("head", head), tag("body", body), lang=page.language)


def _pieces(children: Iterable[Child]) -> Iterable[Markup]:
    for child in children:
        if child is None or child is False:
            continue
        if isinstance(child, str):
            yield escape(child)
        elif isinstance(child, Iterable):
            yield from _pieces(child)
        else:
            yield escape(child)


def _attributes(attributes: dict[str, str | int | bool | None]) -> Markup:
    pieces = []
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        plain = name.rstrip("_").replace("_", "-")
        pieces.append(Markup(" {}").format(plain) if value is True else Markup(' {}="{}"').format(plain, value))
    return Markup().join(pieces)
