"""The pages in a real browser, as people use them: on a telephone, at a desk, by keyboard, without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import Open
from tests.browser.checks import faults_of
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.pages.conftest import Invite

OFTEN = 1
"""Place of «Muchas veces» among the options, and of «En desacuerdo»."""


@pytest.fixture
def link(pages: str, clinic: Clinic, invite: Invite) -> str:
    """To the pages on this machine."""
    assert pages
    return invite(clinic.person())


def sets(page: Page) -> Iterator[str]:
    """Every set of questions, until there is none; whoever looks goes on by themselves."""
    while page.locator("#screen").count():
        yield page.locator("h1").inner_text()


def agree(page: Page, go: str) -> None:
    for box in page.get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
        box.check()
    page.get_by_role("button", name=go).click()


def test_on_a_telephone_in_spanish(link: str, browsing: Open) -> None:
    with browsing("phone", "es") as browser:
        page = browser.page
        page.goto(link)
        expect(page).to_have_url(link.partition("#")[0])
        assert faults_of(page) == []
        page.get_by_role("button", name="Empezar").click()

        page.get_by_role("button", name="Continuar").click()
        expect(page.get_by_role("alert")).to_be_focused()
        assert faults_of(page) == []
        browser.complaints.clear()  # the refusal, which browsers call a failed load
        agree(page, "Continuar")

        expect(page.locator("h1")).to_have_text("Cómo te sientes")
        page.get_by_role("group", name="cansado").get_by_label("Muchas veces").check()
        expect(page.get_by_role("status")).to_have_text("Guardado")
        page.reload()
        expect(page.get_by_role("group", name="cansado").get_by_label("Muchas veces")).to_be_checked()

        seen = []
        for title in sets(page):
            seen.append(title)
            assert faults_of(page) == []
            for number, question in enumerate(page.locator("fieldset.question").all()):
                if number == 2:
                    question.get_by_label("Prefiero no responder").check()
                elif len(question.get_by_role("radio").all()) > 4:
                    question.get_by_role("radio").nth(OFTEN).check()
            page.get_by_role("button", name="Siguiente").last.click()
        assert len(seen) == 7
        expect(page.locator("main")).to_contain_text("Respondiste 27 de 34")
        page.go_back()
        expect(page.locator("h1")).to_have_text("Mirando hacia adelante")
        page.go_forward()
        assert faults_of(page) == []
        page.get_by_role("button", name="Entregar").click()

        expect(page.locator("h1")).to_have_text("Tu resultado")
        first = page.locator("main section").first
        expect(first).to_contain_text("Lo que respondes indica un desgaste fuerte")
        expect(first.get_by_role("link", name="Llamar al 106")).to_be_visible()
        assert faults_of(page) == []
        page.get_by_role("button", name="Salir").click()
        expect(page.locator("h1")).to_have_text("Saliste")
        assert page.context.cookies() == []
        assert browser.complaints == []
        origin = link.partition("/api/")[0]
        assert [url for url in browser.asked if not url.startswith((origin, "data:"))] == []
        assert not [url for url in browser.asked if "astramech_invitation" in url]


def test_at_a_desk_in_english_into_spanish_and_away_for_good(link: str, browsing: Open) -> None:
    with browsing("desk", "en") as browser:
        page = browser.page
        page.goto(link)
        page.get_by_role("button", name="Begin").click()
        agree(page, "Continue")
        page.get_by_role("group", name="How often do you feel tired?").get_by_label("Sometimes").check()
        page.get_by_role("button", name="Español").click()
        expect(page.locator("html")).to_have_attribute("lang", "es")
        expect(page.get_by_role("group", name="cansado").get_by_label("Algunas veces")).to_be_checked()
        page.get_by_role("button", name="English").click()
        for question in page.locator("fieldset.question").all():
            question.get_by_label("Seldom").check()
        page.get_by_role("button", name="Next").last.click()
        expect(page.locator("h1")).to_have_text("You and your work")
        page.goto(f"{page.url.partition('?')[0]}?step=40&lang=en")
        page.get_by_role("button", name="Hand in").click()
        expect(page.locator("main")).to_contain_text("25.0 of 100")
        expect(page.locator("main")).not_to_contain_text("heavy strain")
        assert faults_of(page) == []
        page.get_by_role("link", name="delete everything").click()
        assert faults_of(page) == []
        page.get_by_label("delete everything for good").check()
        page.get_by_role("button", name="Delete everything").click()
        expect(page.locator("h1")).to_have_text("Everything of yours is deleted")
        assert page.context.cookies() == []
        assert browser.complaints == []


def test_by_keyboard_alone(link: str, browsing: Open) -> None:
    with browsing("desk", "en") as browser:
        page = browser.page
        page.goto(link)

        def tab_to(name: str) -> None:
            for _ in range(20):
                page.keyboard.press("Tab")
                if name in page.evaluate(
                    "() => (document.activeElement.labels?.[0] || document.activeElement).innerText"
                ):
                    return
            raise AssertionError(f"the key Tab does not lead to {name}")

        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
        tab_to("Begin")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Before you begin: you decide")
        tab_to("Work out my results")
        page.keyboard.press("Space")
        tab_to("Continue")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("How you feel")
        for question in page.locator("fieldset.question").all():
            tab_to("Always")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
            expect(question.get_by_label("Sometimes")).to_be_checked()
        tab_to("Next")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("You and your work")


def test_without_a_script(link: str, browsing: Open) -> None:
    with browsing("phone", "es", script=False) as browser:
        page = browser.page
        page.goto(link)
        page.get_by_label("Pega aquí el enlace").fill(link)
        page.get_by_role("button", name="Empezar").click()
        page.get_by_label("Calcular y mostrarme mis resultados").check()
        page.get_by_role("button", name="Continuar").click()
        for question in page.locator("fieldset.question").all():
            question.get_by_label("Nunca").check()
        page.get_by_role("button", name="Siguiente").last.click()
        page.get_by_role("button", name="Atrás").click()
        expect(page.get_by_role("group", name="cansado").get_by_label("Nunca")).to_be_checked()
        expect(page.locator("fieldset.question").last.get_by_label("Nunca")).to_be_checked()


BAD = """<!doctype html><html><head><title></title></head><body><h1>a</h1><h3>b</h3>
<input type="radio" name="x"><button></button><table><tr><td>1</td></tr></table>
<p style="color:#bbb;background:#fff">pale</p><p id="i" style="width:500px">wide</p><p id="i">x</p></body></html>"""


def test_the_checks_find_what_is_wrong(browsing: Open) -> None:
    with browsing("phone") as browser:
        browser.page.set_content(BAD)
        found = "\n".join(faults_of(browser.page))
    for fault in (
        "no language",
        "no title",
        "not one main part",
        "a heading is left out",
        "twice the id i",
        "no name: <input",
        "no name: <button",
        "no legend",
        "a table without its heads",
        "wider than the window",
        "pale",
    ):
        assert fault in found
