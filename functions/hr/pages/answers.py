"""The pages on which somebody agrees, answers and reviews; everything is kept as they go."""

from collections.abc import Mapping
from http import HTTPStatus

from markupsafe import Markup

from functions.hr.domain.asking.screens import Screen, chosen, screens_of, without_closed
from functions.hr.domain.instruments.catalogue import Catalogue, Questionnaire
from functions.hr.domain.instruments.parts import Locale, Value
from functions.hr.pages.consents import NEEDED, boxes, choose
from functions.hr.pages.layout import button, form, keeping_language, other_language, page, tools, trouble, way_out
from functions.hr.pages.questions import questions, title_of
from functions.hr.pages.wording import Wording
from functions.hr.schemas.assessments import DraftSent
from functions.hr.schemas.forms import ConsentForm, ScreenForm
from functions.hr.service.assessments import AssessmentService
from functions.hr.service.consents import ConsentService
from functions.hr.service.drafts import DraftService
from functions.hr.service.ports import People
from functions.hr.service.refusals import ConsentOutdated, NoOpenWave
from functions.hr.service.waves import WaveService, definition_in
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import NotFound
from shared.core.html import tag
from shared.schemas.answers import Elsewhere, WebPage

ASKED = "core"


class AnswerPages:
    """The questionnaire of one company's people.

    Args:
        consents: what they agree to.
        drafts: what they answered so far.
        assessments: what they handed in.
        waves: when they are asked.
        catalogue: what is asked.
        people: where they are.
        now: the clock.
    """

    def __init__(
        self,
        *,
        consents: ConsentService,
        drafts: DraftService,
        assessments: AssessmentService,
        waves: WaveService,
        catalogue: Catalogue,
        people: People,
        now: Now,
    ) -> None:
        self.consents = consents
        self.drafts = drafts
        self.assessments = assessments
        self.waves = waves
        self.catalogue = catalogue
        self.people = people
        self.now = now

    def show(self, step: int | None, say: Wording, caller: Caller) -> WebPage | Elsewhere:
        """A screen; without a step, the address of the first that is not answered yet. Consent is asked first."""
        if step == 0 or not self._may_answer(caller):
            return self._consent(say, caller)
        answers = self.answers(caller)
        screens = screens_of(self.questionnaire(say.locale), answers, say.locale)
        if step is None:
            return Elsewhere(f"questions?step={_first_open(screens, answers)}&lang={say.locale}")
        return self._screen(screens, step, answers, say) if step <= len(screens) else self.review(say, caller)

    def choose(self, sent: ConsentForm, caller: Caller) -> WebPage | Elsewhere:
        """Keep what somebody agrees to, and go on to the questions if they may be asked."""
        say = Wording(sent.lang)
        try:
            choose(self.consents, sent.agreed, say, caller)
        except ConsentOutdated:
            return self._consent(say, caller, say("consent.outdated"))
        if sent.go in {"es", "en"}:
            return Elsewhere(f"questions?step=0&lang={sent.go}")
        if not self._may_answer(caller):
            return self._consent(say, caller, say("consent.missing"))
        return Elsewhere(f"questions?lang={say.locale}")

    def keep(self, sent: ScreenForm, caller: Caller) -> WebPage | Elsewhere:
        """Keep the choices of a screen in the place of what was chosen there before, and go where somebody goes."""
        say = Wording(sent.lang)
        if not self._may_answer(caller):
            return self._consent(say, caller, say("consent.missing"))
        questionnaire, answers = self.questionnaire(say.locale), self.answers(caller)
        screens = screens_of(questionnaire, answers, say.locale)
        if sent.step <= len(screens):
            screen = screens[sent.step - 1]
            others = {item_id: value for item_id, value in answers.items() if item_id not in screen.ids}
            answers = without_closed(questionnaire, others | chosen(screen, sent.answers))
            self.drafts.keep(ASKED, DraftSent(answers=answers, locale=say.locale), caller)
        return Elsewhere(_address(sent))

    def review(self, say: Wording, caller: Caller, wrong: str | None = None) -> WebPage:
        """The last screen: what was answered, and the button that hands it in."""
        answers = self.answers(caller)
        screens = screens_of(self.questionnaire(say.locale), answers, say.locale)
        asked = [item_id for screen in screens for item_id in screen.ids]
        answered = sum(item_id in answers for item_id in asked)
        last = len(screens)
        back = tag("a", say("questions.back"), href=f"questions?step={last}&lang={say.locale}", class_="button second")
        return page(
            say("review.title"),
            say,
            trouble(say, wrong) if wrong else None,
            _progress(last + 1, last + 1, say),
            tag("p", say("review.count", answered=answered, asked=len(asked)), class_="lead"),
            tag("p", say("review.lead")),
            form("submit", say, tag("p", back, button(say("review.go")), class_="actions")),
            tools=tools(other_language(say, f"questions?step={last + 1}&"), way_out(say)),
            status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        )

    def answers(self, caller: Caller) -> dict[str, Value]:
        """What somebody answered so far; whoever has handed in begins with that."""
        try:
            return self.drafts.get(ASKED, caller).answers
        except NotFound:
            return self._handed_in(caller)

    def questionnaire(self, locale: Locale) -> Questionnaire:
        """What is asked today where the company is."""
        on = self.now().astimezone(self.people.place().zone).date()
        return self.catalogue.questionnaire(ASKED, locale, on)

    def _handed_in(self, caller: Caller) -> dict[str, Value]:
        """In this wave alone: what was true before a wave is not put into anybody's mouth again."""
        try:
            wave = self.waves.open_now()
        except NoOpenWave:
            return {}
        return self.assessments.answered_in(wave.id, definition_in(wave, ASKED), caller)

    def _may_answer(self, caller: Caller) -> bool:
        return any(one.agreed for one in self.consents.of(caller, "es") if one.purpose == NEEDED)

    def _consent(self, say: Wording, caller: Caller, wrong: str | None = None) -> WebPage:
        views = self.consents.of(caller, say.locale)
        return page(
            say("consent.title"),
            say,
            trouble(say, wrong, f"purpose-{NEEDED}") if wrong else None,
            tag("p", say("consent.lead"), class_="lead"),
            form("consents", say, boxes(views, say), tag("p", button(say("consent.go")), class_="actions")),
            tools=tools(other_language(say, "questions?step=0&"), way_out(say)),
            status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        )

    def _screen(self, screens: tuple[Screen, ...], step: int, answers: Mapping[str, Value], say: Wording) -> WebPage:
        screen = screens[step - 1]
        said = {f"data_{name}": say(f"questions.{name}") for name in ("saving", "saved", "unsaved", "left")}
        step_field = tag("input", type="hidden", name="step", value=step)
        buttons = tag(
            "p",
            button(say("questions.back"), kind="second", name="go", value="back"),
            button(say("questions.next"), name="go", value="next"),
            class_="actions",
        )
        hidden = tag("div", step_field, hidden=True, id="keeping", **said)
        return page(
            title_of(screen, say),
            say,
            _progress(step, len(screens) + 1, say),
            tag("p", say("questions.lead"), class_="lead"),
            form("questions", say, _default_button(), hidden, questions(screen, answers, say), buttons, id_="screen"),
            tools=tools(keeping_language(say, "screen"), way_out(say)),
        )


def _first_open(screens: tuple[Screen, ...], answers: Mapping[str, Value]) -> int:
    """Where somebody goes on: after the last screen on which they answered anything."""
    begun = [number for number, screen in enumerate(screens, 1) if answers.keys() & set(screen.ids)]
    return max(begun, default=0) + 1


def _address(sent: ScreenForm) -> str:
    step = sent.step + {"next": 1, "back": -1}.get(sent.go, 0)
    language = sent.go if sent.go in {"es", "en"} else sent.lang
    return f"questions?step={step}&lang={language}"


def _progress(step: int, steps: int, say: Wording) -> Markup:
    text = say("questions.step", step=step, steps=steps)
    bar = tag("progress", text, value=step, max=steps, aria_labelledby="progress")
    return tag("div", tag("p", text, id="progress"), bar, class_="progress")


def _default_button() -> Markup:
    """What the key Enter presses: the first button of a form."""
    return button("", kind="sr", name="go", value="next", tabindex="-1", aria_hidden="true")
