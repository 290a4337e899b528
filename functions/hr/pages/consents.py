"""What a person agrees to, as boxes of which none is ticked by us."""

from collections.abc import Sequence

from markupsafe import Markup

from functions.hr.domain.consent.purposes import Purpose
from functions.hr.pages.wording import Wording
from functions.hr.schemas.consents import ConsentDraft, ConsentView
from functions.hr.service.consents import ConsentService
from shared.auth.caller import Caller
from shared.core.html import tag

NEEDED: Purpose = "assessment"


def boxes(views: Sequence[ConsentView], say: Wording) -> Markup:
    """One box for each purpose, with its text; ticked only where the person has already agreed."""
    return tag("fieldset", tag("legend", say("consent.purposes"), class_="sr"), *[_box(one, say) for one in views])


def choose(consents: ConsentService, agreed: Sequence[str], say: Wording, by: Caller) -> None:
    """Agree to what is ticked and no longer to what is not.

    Raises:
        ConsentOutdated: another text was read than the current one.
    """
    ticked = dict(one.split("@") for one in agreed)
    for view in consents.of(by, say.locale):
        if view.purpose in ticked and not view.agreed:
            draft = ConsentDraft(purpose=view.purpose, version=ticked[view.purpose], locale=say.locale)
            consents.give(draft, by)
        elif view.agreed and view.purpose not in ticked:
            consents.withdraw(view.purpose, by)


def _box(view: ConsentView, say: Wording) -> Markup:
    name = f"purpose-{view.purpose}"
    is_needed = view.purpose == NEEDED
    box = tag(
        "input",
        type="checkbox",
        name="agreed",
        value=f"{view.purpose}@{view.version}",
        id=name,
        checked=view.agreed,
        aria_describedby=f"{name}-text",
    )
    kind = tag("span", say("consent.needed" if is_needed else "consent.optional"), class_="kind")
    label = tag("label", tag("strong", say(f"consent.{view.purpose}")), " ", kind, for_=name)
    text = tag("p", view.text, id=f"{name}-text")
    version = tag("p", say("consent.version", version=view.version), class_="small")
    return tag("div", box, tag("div", label, text, version), class_="choice card")
