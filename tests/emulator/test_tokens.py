"""Tokens on the deployed stack: whoever has no right to be there gets 401 or 403, as problem+json."""

import base64
import json
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.emulator.deployment import Company, Deployment

pytestmark = pytest.mark.emulator


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})


def encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def forgeries(token: str) -> dict[str, str]:
    """Tokens that must not pass, made from one that does."""
    header, claims = parts(token)
    head, body, signature = token.split(".")
    own_key = Ed25519PrivateKey.generate()
    company = encoded({**claims, "company_id": "00000000-0000-7000-8000-000000000000"})
    scopes = encoded({**claims, "scope": "crm:read crm:write users:write"})
    return {
        "of our own key": jwt.encode(claims, own_key, algorithm="EdDSA", headers={"kid": header["kid"]}),
        "of an unknown key": jwt.encode(claims, own_key, algorithm="EdDSA", headers={"kid": "unknown"}),
        "alg none": f"{encoded({**header, 'alg': 'none'})}.{encoded(claims)}.",
        "another company": f"{head}.{company}.{signature}",
        "more scopes": f"{head}.{scopes}.{signature}",
        "no signature": f"{head}.{body}.",
        "no token at all": "x",
    }


def refused(answer: httpx.Response, status: int) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["correlation_id"] == answer.headers["x-correlation-id"]


def test_a_forged_token_is_refused(deployment: Deployment, company: Company) -> None:
    for kind, token in forgeries(company.admin.token).items():
        answer = deployment.http(token).get("/crm/leads")
        assert answer.status_code == 401, kind
        refused(answer, 401)


def test_where_there_is_no_endpoint_the_answer_is_a_problem_too(deployment: Deployment, company: Company) -> None:
    refused(deployment.http().get("/nothing"), 404)
    refused(company.admin.http.delete("/crm/leads"), 404)


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": ""}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer"}]
)
def test_without_a_token_a_request_is_refused(deployment: Deployment, header: dict[str, str]) -> None:
    answer = deployment.http().get("/crm/leads", headers=header)
    refused(answer, 401)
    assert "bearer" in answer.headers["www-authenticate"].lower()


def test_a_viewer_may_read_and_not_write(company: Company) -> None:
    body = {"contact_name": "Ana", "email": "ana@hotelbrisa.example"}
    assert company.viewer.http.get("/crm/leads").status_code == 200
    refused(company.viewer.http.post("/crm/leads", json=body), 403)
    refused(company.user.http.get("/users"), 403)


def test_a_published_key_verifies_the_token(deployment: Deployment, company: Company) -> None:
    header, _ = parts(company.admin.token)
    keys = deployment.http().get("/.well-known/jwks.json").json()["keys"]
    key = next(jwt.PyJWK(key) for key in keys if key["kid"] == header["kid"])
    claims = jwt.decode(company.admin.token, key, algorithms=["EdDSA"], options={"verify_aud": False})
    assert claims["company_id"] == str(company.id)


def test_what_one_company_has_the_other_cannot_see(deployment: Deployment, company: Company) -> None:
    body = {"contact_name": "Ana", "email": "ana@hotelbrisa.example"}
    lead = company.user.http.post("/crm/leads", json=body).json()["lead_id"]
    stranger = deployment.new_company().admin
    refused(stranger.http.get(f"/crm/leads/{lead}"), 404)
    refused(
        stranger.http.post("/crm/buyer-signal", json={"lead_id": lead, "signal_type": "expansion", "strength": "low"}),
        404,
    )
    assert lead not in stranger.http.get("/crm/leads").text + stranger.http.get("/platform/events").text
    with deployment.application(stranger.company_id) as connection:
        assert connection.execute("SELECT id FROM leads WHERE id = %s", [lead]).fetchall() == []
