import pytest

from local.cli.demos import MAIN, demo_named, demos
from local.cli.demos.leads import PEOPLE
from local.cli.errors import Trouble


def test_every_module_of_the_folder_is_a_demo() -> None:
    assert MAIN in demos()
    assert all(demo.title for demo in demos().values())


def test_an_unknown_demo_is_answered_with_those_there_are() -> None:
    with pytest.raises(Trouble) as error:
        demo_named("invoices")
    assert MAIN in error.value.advice


def test_the_people_are_invented_and_their_names_are_not_only_ascii() -> None:
    emails = [person.email for person, _ in PEOPLE]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith(".example") for email in emails)
    assert not any(person.contact_name.isascii() for person, _ in PEOPLE)
