"""Operations that an engineer or a deployment starts, by invoking the function."""

from functions.platform.providers.dead_letters import Undelivered
from functions.platform.providers.outbox import Replay
from functions.platform.providers.schema import Schema
from functions.platform.schemas import (
    Migration,
    MigrationRequest,
    RedriveReport,
    RedriveRequest,
    ReplayReport,
    Window,
)
from shared.core.function import task

LONGEST = 900  # seconds; no function may take longer


@task(timeout=LONGEST)
def migrate_database(request: MigrationRequest, schema: Schema) -> Migration:
    """Bring the schema up to date: after each deployment, with ``{}``."""
    return schema.migrate(request)


@task(timeout=LONGEST)
def replay_events(window: Window, history: Replay) -> ReplayReport:
    """Publish events of the log again: ``{"since": …, "until": …, "company_id"?, "type"?, "subject"?}``.

    The log is complete, forgets nothing and works the same on every endpoint, so it is the source, not the archive of
    the bus. Ids stay the same: a consumer that has handled an event does nothing, one that missed it catches up.
    """
    return history.replay(window)


@task(timeout=LONGEST)
def redrive_dead_letters(request: RedriveRequest, dead_letters: Undelivered) -> RedriveReport:
    """Redrive a queue, whosever its messages are; those of jobs belong to no company and are reached only here."""
    return dead_letters.redrive_all(request.queue, limit=request.limit)
