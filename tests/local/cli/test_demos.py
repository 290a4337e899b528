import pytest

from local.cli.api import Api
from local.cli.demos import MAIN, Wishes, demo_named, demos
from local.cli.demos.leads import PEOPLE
from local.cli.errors import Trouble
from tests.local.cli.builders import a_stack
from tests.local.cli.demos.test_invoices import silent


def test_every_module_of_the_folder_is_a_demo() -> None:
    assert MAIN in demos()
    assert all(demo.title for demo in demos().values())


def test_an_unknown_demo_is_answered_with_those_there_are() -> None:
    with pytest.raises(Trouble) as error:
        demo_named("invoices")
    assert MAIN in error.value.advice


def test_a_wish_that_a_demo_does_not_heed_is_refused_before_anything_is_done() -> None:
    with pytest.raises(Trouble, match="leads takes no persona"):
        demo_named("leads").start(a_stack(), Api("http://127.0.0.1:9"), silent(), Wishes(persona="busy"))


def test_the_people_are_invented_and_their_names_are_not_only_ascii() -> None:
    emails = [person.email for person, _ in PEOPLE]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith(".example") for email in emails)
    assert not any(person.contact_name.isascii() for person, _ in PEOPLE)
