"""An application whose OpenAPI document uses most of what FastAPI's models of that document hold."""

import json
from typing import Annotated

from fastapi import Body, FastAPI, Header, Security
from fastapi.security import APIKeyHeader, HTTPBearer, OAuth2AuthorizationCodeBearer, OpenIdConnect
from pydantic import BaseModel, EmailStr

oauth = OAuth2AuthorizationCodeBearer(
    "https://login.example/authorize", "https://login.example/token", scopes={"read": "Read"}
)
identity = OpenIdConnect(openIdConnectUrl="https://login.example/openid")


class Person(BaseModel):
    email: EmailStr
    friends: list["Person"] = []


def document() -> str:
    """The document as JSON."""
    app = FastAPI(
        title="Sample",
        contact={"name": "Someone", "email": "someone@example.com", "url": "https://example.com"},
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
        servers=[{"url": "https://example.com", "description": "The only one"}],
        openapi_tags=[{"name": "people", "externalDocs": {"url": "https://example.com/people"}}],
    )

    @app.post("/people", status_code=201, tags=["people"], responses={409: {"description": "Known", "model": Person}})
    def add(
        person: Annotated[Person, Body(openapi_examples={"one": {"value": {"email": "a@example.com"}}})],
        trace: Annotated[str, Header(max_length=32)],
        token: Annotated[str, Security(oauth, scopes=["read"])],
        key: Annotated[str, Security(APIKeyHeader(name="X-Key"))],
    ) -> tuple[Person, str, str, str]:
        """Add a person."""
        return person, trace, token, key

    @app.get("/people", dependencies=[Security(HTTPBearer()), Security(identity)])
    def everyone() -> list[Person]:
        """Everyone."""
        return []

    return json.dumps(app.openapi())
