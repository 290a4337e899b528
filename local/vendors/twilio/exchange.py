"""The exchange: takes orders, makes calls in their turn, and remembers them."""

import asyncio

from local.vendors.twilio import errors
from local.vendors.twilio.accounts import Account
from local.vendors.twilio.calls import Call, new_sid
from local.vendors.twilio.errors import Refused, invalid
from local.vendors.twilio.orders import Form, read_instructions, read_order
from local.vendors.twilio.services import Services
from local.vendors.twilio.telephone import Telephone


class Exchange:
    """All calls of all accounts."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.telephones: dict[str, Telephone] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._turns: dict[str, float] = {}

    def calls(self, account: Account) -> list[Call]:
        """Every leg of an account."""
        mine = [one for one in self.telephones.values() if one.account.sid == account.sid]
        return [call for one in mine for call in (one.call, *one.children)]

    def find(self, account: Account, sid: str) -> Call | None:
        return next((call for call in self.calls(account) if call.sid == sid), None)

    def place(self, account: Account, form: Form) -> Call:
        """Take a new call.

        Raises:
            Refused: with Twilio's number.
        """
        order = read_order(account, form)
        if self.services.book.of(order.to).outcome == "unreachable":
            raise invalid(
                errors.UNREACHABLE, f"The phone number you are attempting to call, {order.to}, is not reachable."
            )
        if account.concurrency is not None and self._open(account) >= account.concurrency:
            raise Refused(429, errors.CONCURRENCY, "Call concurrency limit exceeded")
        now = self.services.clock.today()
        call = Call(account.sid, order.to, order.from_, now, new_sid("CA"), account.number_sid(order.from_))
        telephone = self.telephones[call.sid] = Telephone(account, order, call, self.services)
        task = asyncio.create_task(telephone.run(self._turn(account)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return call

    def change(self, call: Call, form: Form) -> Call:
        """Change a call that is not over.

        Raises:
            Refused: with Twilio's number.
        """
        status = (form.get("Status") or [""])[0]
        if status not in {"", "canceled", "completed"}:
            raise invalid(errors.INVALID_PARAMETER, f"Status {status} is not one of canceled, completed")
        telephone = self.telephones.get(call.sid)
        if telephone is None or call.is_over:
            raise invalid(errors.WRONG_STATE, "Call is not in-progress. Cannot redirect.")
        if status == "completed" or (status == "canceled" and call.answered is None):
            telephone.end()
        elif status:
            return call
        else:
            self._redirect(telephone, form)
        return call

    def forget(self, call: Call) -> None:
        """Remove a leg that is over, with its recordings; of the caller's leg also the report that we keep of it.

        Raises:
            Refused: it is not over.
        """
        if not call.is_over:
            raise Refused(409, errors.NOT_OVER, "Cannot delete this resource before it is complete")
        call.recordings.clear()
        telephone = self.telephones.pop(call.sid, None)
        if telephone is not None:
            telephone.forget()
            return
        for other in self.telephones.values():
            other.children = [child for child in other.children if child.sid != call.sid]

    async def close(self) -> None:
        """End everything that runs."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self.services.close()

    def _redirect(self, telephone: Telephone, form: Form) -> None:
        instructions = read_instructions(form)
        if instructions == (None, None):
            raise invalid(errors.INVALID_URL, "Url parameter is required.")
        if telephone.call.answered is None:
            raise invalid(errors.WRONG_STATE, "Call is not in-progress. Cannot redirect.")
        telephone.changes.put_nowait(instructions)

    def _open(self, account: Account) -> int:
        return sum(not call.is_over for call in self.calls(account))

    def _turn(self, account: Account) -> float:
        """When the account may begin its next call."""
        now = self.services.clock.now()
        turn = max(now, self._turns.get(account.sid, 0.0))
        self._turns[account.sid] = turn + 1 / account.calls_per_second
        return turn
