"""Signs that somebody tries to single people out, which are audited and raise an alert. Source: our design."""

from typing import Literal

Sign = Literal["many_teams", "never_signed_in"]

MOST_NEW_TEAMS = 20
FEWEST_STRANGERS = 3


def signs(*, new_teams: int, never_signed_in: int) -> tuple[Sign, ...]:
    """What is worth an alert.

    Args:
        new_teams: that one person created in one wave.
        never_signed_in: members of the evaluated team who never did.
    """
    many: tuple[Sign, ...] = ("many_teams",) if new_teams > MOST_NEW_TEAMS else ()
    strangers: tuple[Sign, ...] = ("never_signed_in",) if never_signed_in >= FEWEST_STRANGERS else ()
    return many + strangers
