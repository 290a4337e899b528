"""Passwords at rest."""

import argon2
import pytest

from shared.auth.passwords import NOBODYS, hash_password, is_outdated, matches


def test_a_password_matches_its_hash_and_no_other() -> None:
    hashed = hash_password("correct horse battery")
    assert matches("correct horse battery", hashed)
    assert not matches("correct horse batterz", hashed)
    assert hash_password("correct horse battery") != hashed


def test_the_same_password_typed_on_another_keyboard_matches() -> None:
    hashed = hash_password("contraseña ﬁrme")
    assert matches("contrasen\u0303a firme", hashed)


def test_hashes_are_argon2id_as_strong_as_owasp_asks() -> None:
    parameters = argon2.extract_parameters(hash_password("correct horse battery"))
    assert parameters.type is argon2.Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) >= (19 * 1024, 2, 1)


def test_nobodys_hash_costs_what_every_hash_costs() -> None:
    parameters = argon2.extract_parameters(NOBODYS)
    assert parameters == argon2.extract_parameters(hash_password("correct horse battery"))
    assert not matches("correct horse battery", NOBODYS)


def test_a_weaker_hash_is_outdated() -> None:
    weaker = argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash("correct horse battery")
    assert is_outdated(weaker)
    assert matches("correct horse battery", weaker)
    assert not is_outdated(hash_password("correct horse battery"))


@pytest.mark.parametrize("hashed", ["", "plain", "$argon2id$v=19$broken"])
def test_what_is_no_hash_matches_nothing(hashed: str) -> None:
    assert not matches("correct horse battery", hashed)
