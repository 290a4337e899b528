"""Why the rules do not decide: each error carries the reason code under which a person finds the document."""

from functions.finance.domain.reasons import ReasonCode


class CannotDecideError(LookupError):
    """The rules alone do not answer this question.

    Attributes:
        field: the attribute or rule that a person has to supply, if it is one.
    """

    code: ReasonCode
    field: str | None = None


class RowMissingError(CannotDecideError):
    """No row decides this question on this day; nothing may be computed."""

    code = ReasonCode.RULE_MISSING


class UvtMissingError(RowMissingError):
    """The UVT of the year is not known."""

    code = ReasonCode.UVT_MISSING


class AttributeMissingError(CannotDecideError):
    """An attribute of the supplier, the buyer or a line decides, and it is not known."""

    code = ReasonCode.ATTRIBUTE_MISSING

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is not known")
        self.field = field


class OutsideRulesError(CannotDecideError):
    """Wages and payments abroad: they depend on more than the tables hold."""

    code = ReasonCode.OUTSIDE_RULES
