"""What the steps between reading and the books answer."""

from uuid import UUID

from functions.finance.domain.reasons import ReasonCode
from functions.finance.schemas.tasks import InvoiceTask, Standing
from shared.core.invocation import new_id


class PostingTask(InvoiceTask):
    """The step that posts.

    It goes by the state of the document, under its lock, and is asked again after people have looked at what could not
    be posted: so it keeps a receipt for each time, and answers by what it finds.
    """

    @property
    def effect(self) -> str:
        return f":{new_id()}"


class Judged(Standing):
    """Where a document stands after its validation.

    A state of ``approved`` means that nobody has to approve; ``ready`` waits for approvals only, ``needs_review`` for
    somebody who looks at the reasons.

    Attributes:
        posts_automatically: whether nobody has to approve.
        approvers: how many people have to approve; null while no total is known.
    """

    posts_automatically: bool
    approvers: int | None
    needs_admin: bool
    reasons: tuple[ReasonCode, ...]
    duplicate_of: UUID | None


class Booked(Standing):
    """Where a document stands after its posting.

    Attributes:
        entry_id: of its journal entry; null if it was not posted.
    """

    entry_id: UUID | None
