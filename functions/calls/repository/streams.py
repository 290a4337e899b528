"""Tokens of the streams of one company."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from functions.calls.domain.call import Call
from functions.calls.domain.life import is_over
from functions.calls.domain.tokens import LIFETIME, Kept, StreamToken
from shared.core.invocation import new_id
from shared.db.models.calls import CallSession, CallStream


class StreamRows:
    """The tokens of one company's streams."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def mint(self, call: Call, *, because: str, at: datetime, lives: timedelta = LIFETIME) -> StreamToken:
        token = StreamToken.new(call.company_id)
        row = {
            "id": new_id(),
            "company_id": call.company_id,
            "call_id": call.id,
            "token_digest": token.digest,
            "because": because,
            "expires_at": at + lives,
        }
        self.session.execute(insert(CallStream), [row])
        return token

    def find(self, digest: str) -> tuple[UUID, str, Kept] | None:
        """Of two who come with one token, the second waits here and then finds it used."""
        found = self.session.execute(
            select(CallStream, CallSession.call_sid, CallSession.status)
            .join(CallSession, CallSession.id == CallStream.call_id)
            .where(CallStream.token_digest == digest)
            .with_for_update()
        ).first()
        if found is None:
            return None
        row, call_sid, status = found
        kept = Kept(
            call_id=row.call_id,
            call_sid=call_sid,
            expires_at=row.expires_at,
            used_at=row.used_at,
            over=is_over(status),
        )
        return row.id, row.because, kept

    def use(self, token_id: UUID, *, stream_sid: str, at: datetime) -> None:
        self.session.execute(update(CallStream).filter_by(id=token_id).values(used_at=at, stream_sid=stream_sid))
