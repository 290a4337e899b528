"""The pages of one's own result, and of what one may do with it."""

from http import HTTPStatus

from functions.hr.domain.scoring.support import Line, support_in
from functions.hr.pages.answers import ASKED
from functions.hr.pages.consents import boxes, choose
from functions.hr.pages.layout import button, form, note, other_language, page, tools, trouble, way_out
from functions.hr.pages.telling import told
from functions.hr.pages.wording import Wording, day
from functions.hr.schemas.forms import ConsentForm, DeletionForm, Form
from functions.hr.service.assessments import AssessmentService
from functions.hr.service.consents import ConsentService
from functions.hr.service.objections import ObjectionService
from functions.hr.service.own_data import OwnDataService
from functions.hr.service.ports import People
from functions.hr.service.refusals import ConsentOutdated
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.html import Child, tag
from shared.schemas.answers import Cookie, WebPage


class OwnPages:
    """What people of one company see of themselves.

    Args:
        consents: what they agree to.
        assessments: what they handed in.
        objections: to what was estimated of them.
        own: everything of theirs.
        people: where they are.
        now: the clock.
        forgotten: makes a browser forget the sitting.
    """

    def __init__(
        self,
        *,
        consents: ConsentService,
        assessments: AssessmentService,
        objections: ObjectionService,
        own: OwnDataService,
        people: People,
        now: Now,
        forgotten: Cookie,
    ) -> None:
        self.consents = consents
        self.assessments = assessments
        self.objections = objections
        self.own = own
        self.people = people
        self.now = now
        self.forgotten = forgotten

    def result(self, say: Wording, caller: Caller) -> WebPage:
        """The last result, help first where it is needed."""
        one = self.assessments.latest(ASKED, caller, say.locale)
        if one is None:
            go = tag("a", say("result.none.go"), href=f"questions?lang={say.locale}", class_="button primary")
            lead = tag("p", say("result.none.lead"), class_="lead")
            return self._page("result", say, lead, tag("p", go, class_="actions"), title="result.none.title")
        return self._page("result", say, *told(one, self._lines(say), self.people.place().zone, say))

    def object(self, sent: Form, caller: Caller) -> WebPage:
        """Remove the estimates of the last result, have a person answer, and show it as it is then."""
        say = Wording(sent.lang)
        one = self.assessments.latest(ASKED, caller, say.locale)
        if one and one.probabilities:
            self.objections.object(one.assessment_id, caller)
        return self.result(say, caller)

    def rights(self, say: Wording, caller: Caller, *said: Child, status: HTTPStatus = HTTPStatus.OK) -> WebPage:
        """What somebody agrees to, and how everything is deleted."""
        result = tag("a", say("rights.result"), href=f"result?lang={say.locale}", class_="button second")
        return self._page(
            "rights",
            say,
            *said,
            tag("p", say("rights.lead"), class_="lead"),
            form(
                "rights",
                say,
                boxes(self.consents.of(caller, say.locale), say),
                tag("p", result, button(say("rights.save")), class_="actions"),
            ),
            _deletion(say),
            status=status,
        )

    def choose(self, sent: ConsentForm, caller: Caller) -> WebPage:
        """Keep what somebody agrees to from now on."""
        say = Wording(sent.lang)
        try:
            choose(self.consents, sent.agreed, say, caller)
        except ConsentOutdated:
            wrong = trouble(say, say("consent.outdated"))
            return self.rights(say, caller, wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return self.rights(say, caller, note(say("rights.saved")))

    def delete(self, sent: DeletionForm, caller: Caller) -> WebPage:
        """Delete everything of somebody's, if they say twice that they want it."""
        say = Wording(sent.lang)
        if sent.sure is None:
            wrong = trouble(say, say("rights.delete.missing"), "sure")
            return self.rights(say, caller, wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        done = self.own.delete(caller)
        by = day(done.purged_by.astimezone(self.people.place().zone), say)
        lead = tag("p", say("deleted.lead", day=by), class_="lead")
        return page(say("deleted.title"), say, lead, cookie=self.forgotten)

    def _lines(self, say: Wording) -> tuple[Line, ...]:
        place = self.people.place()
        return support_in(place.country, say.locale, self.now().astimezone(place.zone).date()).lines

    def _page(
        self, address: str, say: Wording, *content: Child, title: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> WebPage:
        switch = tools(other_language(say, f"{address}?"), way_out(say))
        return page(say(title or f"{address}.title"), say, *content, tools=switch, status=status)


def _deletion(say: Wording) -> Child:
    box = tag("input", type="checkbox", name="sure", value="yes", id="sure")
    sure = tag("div", box, tag("label", say("rights.delete.sure"), for_="sure"), class_="choice")
    go = tag("p", button(say("rights.delete.go"), kind="danger"), class_="actions")
    heading = tag("h2", say("rights.delete.title"), id="deletion")
    text = tag("p", say("rights.delete.lead"))
    return tag("section", heading, text, form("delete", say, sure, go), class_="card", aria_labelledby="deletion")
