"""The entry of a document, or why there is none yet."""

from functions.finance.domain.company import Company
from functions.finance.domain.document import Document, UnconvertedError
from functions.finance.domain.ledger.chart import AccountMissingError
from functions.finance.domain.ledger.entry import JournalEntry, UnbalancedError
from functions.finance.domain.ledger.posting import NotPostableError, entry_of
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.assessment import Assessment, UndecidedError


class NotReadyError(ValueError):
    """A document cannot be posted as it is; `finding` says what a person has to supply."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.detail)
        self.finding = finding


def prepared(document: Document | None, assessment: Assessment | None, company: Company) -> JournalEntry:
    """The entry of a document with its withholdings, in the company's chart.

    Raises:
        NotReadyError: something is missing that only a person can supply.
    """
    if document is None:
        raise _not_ready(ReasonCode.LOW_CONFIDENCE, "too little of the document is known", None)
    if any(line.concept is None for line in document.lines):
        raise _not_ready(ReasonCode.ATTRIBUTE_MISSING, "what was bought is not known", "lines.concept")
    if assessment is None:
        raise _not_ready(ReasonCode.ATTRIBUTE_MISSING, "its withholdings are not decided", "withholdings")
    try:
        return entry_of(document, assessment, company.chart, deducts_vat=_deducts_vat(document, company))
    except UnconvertedError as error:
        raise _not_ready(ReasonCode.CURRENCY, str(error), "exchange_rate") from None
    except UndecidedError as error:
        raise _not_ready(ReasonCode.ATTRIBUTE_MISSING, str(error), "withholdings") from None
    except AccountMissingError as error:
        raise _not_ready(ReasonCode.ATTRIBUTE_MISSING, str(error), "lines.account") from None
    except UnbalancedError as error:
        raise _not_ready(ReasonCode.OUTSIDE_RULES, f"nothing to post: {error}", "total") from None
    except NotPostableError as error:
        raise _not_ready(ReasonCode.ARITHMETIC, str(error), "lines") from None


def _deducts_vat(document: Document, company: Company) -> bool:
    deducts = company.profile.vat_responsible
    if deducts is None and document.direction == "purchase" and document.vat:
        detail = "whether the company deducts IVA is not in its settings"
        raise _not_ready(ReasonCode.ATTRIBUTE_MISSING, detail, "company.vat_responsible")
    return bool(deducts)


def _not_ready(code: ReasonCode, detail: str, field: str | None) -> NotReadyError:
    return NotReadyError(Finding(code, detail, field))
