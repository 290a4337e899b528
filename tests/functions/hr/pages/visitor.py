"""A browser without a screen: it follows our pages over HTTP, keeps their cookie, and sends their forms."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from functions.registry import registry
from shared.core.function import Function, Http
from tests.lambdas import LambdaContext, Reply, http_event

PATH = "/hr/answer"


def route(method: str, path: str) -> Function:
    """The function that answers there."""
    triggers = {(one.trigger.method, one.trigger.path): one for one in registry() if isinstance(one.trigger, Http)}
    return triggers[method, path]


@dataclass
class Visitor:
    """Somebody with a link.

    Attributes:
        path: where the link leads.
        cookie: as the browser sends it; empty for none.
        set: what the last answer did to the cookie, as it was written.
    """

    link: str
    path: str = PATH
    cookie: str = ""
    set: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, page: str = "", query: str = "lang=es") -> Reply:
        return self._ask("GET", page, query=query)

    def post(self, page: str, *fields: tuple[str, object], **named: object) -> Reply:
        body = urlencode([("lang", "es"), *fields, *named.items()])
        headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        return self._ask("POST", page, raw=body, headers=headers)

    def begin(self) -> Reply:
        return self.post("", link=self.link)

    def agree(self, *purposes: str) -> Reply:
        return self.post("/consents", *[("agreed", f"{purpose}@1") for purpose in purposes])

    def choose(self, step: int, answers: dict[str, object], go: str = "next") -> Reply:
        return self.post("/questions", *answers.items(), step=step, go=go)

    def begun(self, *purposes: str) -> "Visitor":
        """Behind the door, with what was agreed to."""
        assert self.begin().status == 303
        assert self.agree("assessment", *purposes).status == 303
        return self

    def _ask(self, method: str, page: str, **request: Any) -> Reply:
        headers = {**request.pop("headers", {}), **({"cookie": self.cookie} if self.cookie else {}), **self.headers}
        event = http_event(method, self.path + page, headers=headers, **request)
        answer = route(method, self.path + page)(event, LambdaContext())
        self.set = next(iter(answer.get("cookies", [])), "")
        if self.set:
            self.cookie = self.set.partition(";")[0] if "Max-Age=0" not in self.set else ""
        return Reply(answer["statusCode"], answer["headers"], answer["body"])
