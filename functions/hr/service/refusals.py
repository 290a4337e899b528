"""What is refused, and how; nothing here repeats an answer or a score."""

from functions.hr.domain.consent.purposes import Purpose, current_text
from functions.hr.domain.scoring.answers import AnswersRefusedError
from shared.core.clock import Now
from shared.core.errors import Conflict, Forbidden, Unprocessable


class ConsentRequired(Forbidden):
    """Nothing is done with answers that nobody agreed to."""


class NoOpenWave(Conflict):
    """Nobody is asked at the moment."""


class ConsentOutdated(Conflict):
    """Another text was read than the current one."""


def invalid(pointer: str, message: str, code: str) -> Unprocessable:
    """One field that is not valid."""
    return Unprocessable("Some fields are not valid.", errors=[_field(pointer, message, code)])


def refused(error: AnswersRefusedError) -> Unprocessable:
    """Answers that cannot be taken, with every reason."""
    errors = [_field(flaw.pointer, flaw.detail, flaw.code) for flaw in error.flaws]
    return Unprocessable("Some answers are not valid.", errors=errors)


def consent_required(purpose: Purpose, now: Now) -> ConsentRequired:
    """That somebody has to agree first, to which text."""
    version = current_text(purpose, now()).version
    detail = "The person has not agreed to this: POST /hr/consents, after reading the text."
    return ConsentRequired(detail, purpose=purpose, version=version)


def require_person(*, known: bool) -> None:
    """Refuse a program, and whoever is no active user.

    Raises:
        Forbidden: it is none.
    """
    if not known:
        raise Forbidden("Only a person has answers and rights; sign in as one.")


def _field(pointer: str, message: str, code: str) -> dict[str, str]:
    field = pointer.removeprefix("/").replace("/", ".").replace("~1", "/").replace("~0", "~")
    return {"field": field, "in": "body", "pointer": pointer, "message": message, "code": code}
