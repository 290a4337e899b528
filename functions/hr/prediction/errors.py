"""Why there is no estimate."""

from shared.core.errors import Unavailable


class ModelUnavailable(Unavailable):
    """The model cannot be used: its file is absent, not the one that was approved, or does not load.

    Whoever can do without an estimate goes on without; nobody puts another number in its place.
    """
