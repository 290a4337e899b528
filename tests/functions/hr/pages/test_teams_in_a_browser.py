"""The pages about teams in a real browser: on a telephone, at a desk, by keyboard, without a script, on 320 pixels."""

import re

import pytest
from playwright.sync_api import Page, expect

from local.cli.demos.hr.people import HEAVY
from tests.browser.browsing import Open
from tests.browser.checks import faults_of
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.teams.company import Company

HOSTILE = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"[:80]


@pytest.fixture
def link(pages: str, firm: Company) -> str:
    """To a heavy team with estimates, one with too few answers, and one with a hostile name."""
    assert pages
    firm.answered(5, dict(HEAVY))
    firm.silent(5)
    firm.team("Recepción", range(1, 6), criticality=4)
    firm.team("Cocina", range(6, 11))
    firm.team(HOSTILE, [6, 7])
    return str(firm.link().json["url"])


def open_team(page: Page, name: str, evaluate: str) -> None:
    page.get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)
    page.get_by_role("button", name=evaluate).click()


def test_on_a_small_telephone_in_spanish(link: str, browsing: Open) -> None:
    with browsing("small", "es") as browser:
        page = browser.page
        page.goto(link)
        expect(page).to_have_url(link.partition("#")[0])
        assert faults_of(page) == []
        page.get_by_role("button", name="Entrar").click()
        expect(page.locator("h1")).to_have_text("Equipos")
        expect(page.locator("main")).to_contain_text(HOSTILE)
        assert faults_of(page) == []

        open_team(page, "Recepción", "Evaluar ahora")
        matrix = page.get_by_role("table", name="Probabilidad por impacto")
        expect(matrix.get_by_role("cell")).to_have_count(25 + 4)
        expect(matrix.get_by_role("cell", name=re.compile("25 Crítico.*Desgaste"))).to_be_visible()
        expect(matrix.get_by_role("cell", name=re.compile("16 Alto.*Intención de irse"))).to_be_visible()
        expect(matrix.get_by_role("rowheader", name="Probabilidad 5")).to_be_visible()
        expect(matrix.get_by_role("columnheader", name="Impacto 5")).to_be_visible()
        page.get_by_text("Cómo se lee").click()
        expect(page.get_by_text("aprendió de intenciones")).to_be_visible()
        assert faults_of(page) == []

        page.get_by_role("link", name="Todos los equipos").click()
        open_team(page, "Cocina", "Evaluar ahora")
        expect(page.locator("main")).to_contain_text("No se muestra: Cuentan menos de 5 personas")
        expect(page.locator("table")).to_have_count(0)
        assert faults_of(page) == []
        page.get_by_role("link", name="Todos los equipos").click()
        page.get_by_role("link", name="<img src=x").click()
        expect(page.locator("h1")).to_have_text(HOSTILE)
        assert faults_of(page) == []
        assert "broken" not in page.title().replace(HOSTILE, "")
        page.get_by_role("button", name="Salir").click()
        expect(page.locator("h1")).to_have_text("Saliste")
        assert page.context.cookies() == []
        page.go_back()
        page.reload()
        expect(page.locator("h1")).to_have_text("Tu sesión terminó")
        assert [one for one in browser.complaints if "401" not in one] == []
        origin = link.partition("/api/")[0]
        assert [url for url in browser.asked if not url.startswith((origin, "data:"))] == []
        assert not [url for url in browser.asked if "astramech_overview" in url]


def test_at_a_desk_in_english_and_into_spanish(link: str, browsing: Open) -> None:
    with browsing("desk", "en") as browser:
        page = browser.page
        page.goto(link)
        page.get_by_role("button", name="Enter").click()
        open_team(page, "Recepción", "Evaluate now")
        expect(page.locator("main")).to_contain_text("What the company can change")
        expect(page.locator("main")).to_contain_text("Redistribute or stop work")
        assert faults_of(page) == []
        page.get_by_role("link", name="Español").click()
        expect(page.locator("html")).to_have_attribute("lang", "es")
        expect(page.locator("h1")).to_have_text("Recepción")
        expect(page.locator("main")).to_contain_text("Repartir de nuevo o dejar de hacer trabajo")
        page.get_by_role("link", name="Todos los equipos").click()
        expect(page.get_by_role("cell", name=re.compile("25 Crítico.*1 equipo: Recepción"))).to_be_visible()
        page.get_by_role("link", name="Ver la empresa entera").click()
        expect(page.locator("main")).to_contain_text("Aún no se ha evaluado")
        assert faults_of(page) == []
        assert browser.complaints == []


def test_by_keyboard_and_without_a_script(link: str, browsing: Open, clinic: Clinic) -> None:
    with browsing("desk", "es", script=False) as browser:
        page = browser.page
        page.goto(link)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Ir al contenido")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.get_by_label("Pega aquí el enlace")).to_be_focused()
        page.keyboard.insert_text(link)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Equipos")
        order = ["Ir al contenido", "English", "Salir", "Ver la empresa entera", "<img", "Cocina", "Recepción"]
        for name in order:
            page.keyboard.press("Tab")
            expect(page.locator(":focus")).to_contain_text(name)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Recepción")
        for _ in range(5):
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Evaluar ahora")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("table", name="Probabilidad por impacto")).to_be_visible()
        clinic.change("UPDATE invitations SET sitting_until = now() WHERE company_id = %s", clinic.company_id)
        page.get_by_role("button", name="Evaluar ahora").click()
        expect(page.locator("h1")).to_have_text("Tu sesión terminó")
        assert browser.complaints == [
            "Failed to load resource: the server responded with a status of 401 (Unauthorized)"
        ]
