"""Why there is no estimate."""

from functions.hr.domain.explanations.estimates import ModelUnavailableError
from shared.core.errors import Unavailable


class ModelUnavailable(Unavailable, ModelUnavailableError):  # noqa: N818 - a problem as callers see it
    """The model cannot be used: its file is absent, not the one that was approved, or does not load.

    Whoever can do without an estimate goes on without; nobody puts another number in its place.
    """
