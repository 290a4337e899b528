"""Use cases: which rules are in force, and the accountant's one confirmation of those that are not beyond doubt."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from uuid import UUID

from functions.finance.domain.calendar import day_in_colombia
from functions.finance.domain.reasons import Finding
from functions.finance.domain.taxes.errors import RowMissingError
from functions.finance.domain.taxes.known import Confirmation, established_until
from functions.finance.domain.taxes.rows import Confidence
from functions.finance.domain.taxes.rules import Rule, Tax, rules_on
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.schemas.review import Texts
from functions.finance.schemas.taxes import (
    DECIDES,
    ConfirmationView,
    Confirmed,
    ExemptionView,
    FindingView,
    Rules,
    RuleView,
    StatedRateView,
)
from functions.finance.service.taxes.ports import Confirmations
from shared.core.clock import Now
from shared.core.errors import Conflict, NotFound

_NATURES = {"services": Texts(es="Servicios", en="Services"), "purchases": Texts(es="Compras", en="Purchases")}


class RuleService:
    """The rules, with what a company's accountant has confirmed of them.

    Args:
        tables: all rows.
        confidences: how sure each rule is, by its id; called only where it is needed.
        confirmations: of the company.
        now: the clock.
    """

    def __init__(
        self,
        tables: TaxTables,
        confidences: Callable[[], Mapping[str, Confidence]],
        confirmations: Confirmations,
        now: Now,
    ) -> None:
        self.tables = tables
        self.confidences = confidences
        self.confirmations = confirmations
        self.now = now

    def in_force(self, on: date | None, tax: Tax | None) -> Rules:
        """What rules on a day, today if none is named; of one tax, or of all."""
        on = on or day_in_colombia(self.now())
        end = established_until(self.tables, on)
        last = None if end == date.max else end
        try:
            uvt, found = self.tables.uvt_on(on), list(rules_on(on, self.tables))
        except RowMissingError as error:
            finding = FindingView.of(Finding(error.code, str(error)))
            return Rules(
                on=on, uvt=None, established_until=None, rules=[], exemptions=[], stated_rates=[], findings=[finding]
            )
        confirmed = self.confirmations.all()
        return Rules(
            on=on,
            uvt=uvt,
            established_until=last,
            rules=[self._rule(rule, on, confirmed) for rule in found if tax in {None, rule.tax}],
            exemptions=[one for one in self._exemptions(on, confirmed) if tax in {None, one.id.partition(".")[0]}],
            stated_rates=[] if tax else list(self._stated(on)),
            findings=[],
        )

    def confirm(self, rule_id: str, by: UUID) -> Confirmed:
        """Let a rule decide alone from now on; who confirmed it first stays.

        Raises:
            NotFound: there is no such rule.
            Conflict: it needs no confirmation, or none is enough.
            Forbidden: an API key is no accountant.
        """
        confidence = self._confidence(rule_id)
        if confidence == "H":
            raise Conflict("This rule has a primary source: it decides without a confirmation.")
        if confidence == "L":
            raise Conflict("This rule rests on a single source: a person decides each time, no confirmation is enough.")
        confirmation = self.confirmations.add(rule_id, by)
        return Confirmed(rule_id=rule_id, confirmed_by=confirmation.by, confirmed_at=confirmation.at)

    def withdraw(self, rule_id: str) -> None:
        """Take a confirmation back; what it has decided stays.

        Raises:
            NotFound: there is no such rule.
        """
        self._confidence(rule_id)
        self.confirmations.remove(rule_id)

    def _confidence(self, rule_id: str) -> Confidence:
        confidence = self.confidences().get(rule_id)
        if confidence is None:
            raise NotFound("There is no such rule.")
        return confidence

    def _rule(self, rule: Rule, on: date, confirmed: Mapping[str, Confirmation]) -> RuleView:
        same = ("id", "tax", "subject", "uvt", "valid_from", "valid_to", "norma", "source", "confidence")
        return RuleView(
            **{name: getattr(rule, name) for name in same},
            subject_name=self._subject_name(rule),
            rate=rule.rate_text,
            threshold=self.tables.threshold(rule.uvt, on).rounded,
            decides=DECIDES[rule.confidence],
            confirmation=_view(confirmed.get(rule.id)),
        )

    def _subject_name(self, rule: Rule) -> Texts:
        if rule.tax != "renta":
            return _NATURES[rule.subject]
        name = self.tables.concept(rule.subject).name
        return Texts(es=name["es"], en=name["en"])

    def _exemptions(self, on: date, confirmed: Mapping[str, Confirmation]) -> Iterator[ExemptionView]:
        for row in self.tables.exemptions:
            if row.in_force(on):
                yield ExemptionView(
                    **row.model_dump(), decides=DECIDES[row.confidence], confirmation=_view(confirmed.get(row.id))
                )

    def _stated(self, on: date) -> Iterator[StatedRateView]:
        for row in self.tables.rates:
            if row.in_force(on):
                scheme = self.tables.scheme(row.scheme)
                shown = row.model_dump(exclude={"percent"})
                name = scheme.name if scheme else row.scheme
                yield StatedRateView(**shown, percent=row.percent.value, scheme_name=name)


def _view(confirmation: Confirmation | None) -> ConfirmationView | None:
    if confirmation is None:
        return None
    return ConfirmationView(confirmed_by=confirmation.by, confirmed_at=confirmation.at)
