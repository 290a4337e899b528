"""Credentials at vendors: sealed for one company, opened by no other."""

import pytest

from shared.core.aws import AwsError
from shared.core.invocation import new_id
from shared.core.vault import KmsVault, SealBroken
from tests.aws import Cloud
from tests.loopback import loopback


@pytest.fixture
def vault(cloud: Cloud) -> KmsVault:
    assert cloud
    return KmsVault()


def test_what_is_sealed_opens_for_its_company(vault: KmsVault) -> None:
    company = new_id()
    sealed = vault.seal("clave ñandú 🌱", company_id=company)
    assert b"clave" not in sealed
    assert vault.open(sealed, company_id=company) == "clave ñandú 🌱"


def test_it_opens_for_no_other_company(vault: KmsVault) -> None:
    sealed = vault.seal("a token of nobody", company_id=new_id())
    with pytest.raises(SealBroken):
        vault.open(sealed, company_id=new_id())


def test_what_is_damaged_does_not_open(vault: KmsVault) -> None:
    company = new_id()
    sealed = bytearray(vault.seal("a token of nobody", company_id=company))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken):
        vault.open(bytes(sealed), company_id=company)


def test_the_same_secret_never_looks_the_same(vault: KmsVault) -> None:
    company = new_id()
    assert vault.seal("twice", company_id=company) != vault.seal("twice", company_id=company)


@pytest.mark.parametrize("code", ["IncorrectKeyException", "InvalidCiphertextException"])
def test_what_another_key_sealed_does_not_open(vault: KmsVault, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    with loopback(lambda _heard: (400, {"__type": code})) as kms:
        monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", kms.url)
        with pytest.raises(SealBroken):
            vault.open(b"sealed", company_id=new_id())


def test_that_the_key_may_not_be_used_is_no_broken_seal(vault: KmsVault, monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback(lambda _heard: (400, {"__type": "AccessDeniedException"})) as kms:
        monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", kms.url)
        with pytest.raises(AwsError):
            vault.open(b"sealed", company_id=new_id())
