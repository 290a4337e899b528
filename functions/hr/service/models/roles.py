"""Which of a company's models has which role."""

from functions.hr.domain.models.evidence import ModelName
from functions.hr.domain.models.gate import findings
from functions.hr.domain.models.registered import Decision, Registered, Role
from functions.hr.service.models.ports import Models, Shelf


class Roles:
    """Champion and shadow of each name. Without any decision, the model that is deployed with the code speaks.

    Args:
        models: of the company.
        shelf: where the files lie.
    """

    def __init__(self, models: Models, shelf: Shelf) -> None:
        self.models = models
        self.shelf = shelf

    def champion(self, name: ModelName) -> Registered:
        """The model that speaks.

        Raises:
            ModelUnavailable: it is the one that is deployed with the code, and is not there.
        """
        decided = self.models.decisions(name, "champion")
        return self._of(decided[0]) if decided else self.shelf.packaged(name)

    def shadow(self, name: ModelName) -> Registered | None:
        """The model that is asked beside it, if there is one."""
        decided = self.models.decisions(name, "shadow")
        return self._of(decided[0]) if decided and decided[0].act != "unshadowed" else None

    def all_of(self, name: ModelName) -> list[Registered]:
        """Every model that could have a role, the one of the code first."""
        return [self.shelf.packaged(name), *self.models.registered(name)]

    def before(self, name: ModelName) -> Registered | None:
        """What spoke before the champion: one step back, and from there further back."""
        decided = self.models.decisions(name, "champion")
        if not decided:
            return None
        history: list[Decision] = []
        for one in reversed(decided):
            if one.act == "rolled_back":
                history.pop()
            elif one.registered_id != (history[-1].registered_id if history else None):  # else only a confirmation
                history.append(one)
        if not history:
            return None
        return self._of(history[-2]) if len(history) > 1 else self.shelf.packaged(name)

    def unconfirmed(self, one: Registered) -> tuple[str, ...]:
        """Checks that a model does not pass and that no named person has accepted, of the company or before."""
        confirmed = {
            check
            for decision in self.models.decisions(one.manifest.name, "champion")
            if decision.sha256 == one.manifest.sha256
            for check in decision.confirmed
        }
        left = (found.check for found in findings(one.manifest) if found.excepted and not found.confirmed)
        return tuple(check for check in left if check not in confirmed)

    def _of(self, decision: Decision) -> Registered:
        if decision.registered_id is None:
            return self.shelf.packaged(decision.name)
        return self.models.of_id(decision.registered_id)


def role_of(act: str) -> Role:
    """The role that an act is about."""
    return "champion" if act in ("promoted", "rolled_back") else "shadow"
