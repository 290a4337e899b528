"""Invoices of German, French and Dutch layouts, read from their pages alone."""

from datetime import date
from decimal import Decimal

from tests.functions.finance.extraction.papers import Text, column, read_paper, row
from tests.functions.finance.extraction.readings import amounts, facts

TOTALS = ("subtotal", "tax_total", "total", "payable", "line_total", "prepaid")


def test_german_letter_with_a_window_and_a_footer() -> None:
    found = read_paper(
        [
            Text(70, 120, "Nordlicht Software GmbH · Hafenstr. 4 · 24103 Kiel", 7),
            *column(70, 134, "Tischlerei Brandt KG", "Frau Ute Brandt", "Am Markt 12", "23552 Lübeck", size=11),
            *column(
                380,
                134,
                "Kundennr.: 20418",
                "Ihre USt-IdNr.: DE136695976",
                "Datum: 05.03.2024",
                "Bestellung vom: 20.02.2024",
            ),
            Text(70, 230, "Rechnung Nr. 2024-0317", 14),
            *row(270, (70, "Pos."), (110, "Bezeichnung"), (-360, "Menge"), (-440, "Einzelpreis"), (-520, "Gesamt")),
            *row(286, (70, "1"), (110, "Wartungsvertrag"), (-360, "2"), (-440, "150,00 €"), (-520, "300,00 €")),
            *row(300, (70, "2"), (110, "Fachbuch"), (-360, "1"), (-440, "40,00 €"), (-520, "40,00 €")),
            *row(330, (300, "Zwischensumme netto"), (-520, "340,00 €")),
            *row(344, (300, "zzgl. 19 % MwSt. auf 300,00 €"), (-520, "57,00 €")),
            *row(358, (300, "zzgl. 7 % MwSt. auf 40,00 €"), (-520, "2,80 €")),
            *row(372, (300, "Rechnungsbetrag"), (-520, "399,80 €")),
            Text(70, 410, "Zahlbar ohne Abzug bis zum 04.04.2024."),
            *column(70, 770, "Nordlicht Software GmbH", "Hafenstr. 4, 24103 Kiel", size=7, step=9),
            *column(250, 770, "USt-IdNr.: DE812871812", "HRB 4711 Kiel", size=7, step=9),
            *column(400, 770, "IBAN DE02 1203 0000 0000 2020 51", size=7, step=9),
        ]
    )
    assert facts(found) == {
        "number": "2024-0317",
        "issued": date(2024, 3, 5),
        "due": date(2024, 4, 4),
        "currency": "EUR",
        "seller": "Nordlicht Software GmbH",
        "seller_id": "DE812871812",
        "buyer": "Tischlerei Brandt KG",
        "buyer_id": "DE136695976",
    }
    assert amounts(found, *TOTALS) == {
        "subtotal": "340.00",
        "tax_total": "59.80",
        "total": "399.80",
        "payable": "399.80",
        "line_total": "340.00",
    }
    assert {(tax.rate.value, tax.amount.value.amount) for tax in found.taxes if tax.amount.value} == {
        (Decimal(19), Decimal("57.00")),
        (Decimal(7), Decimal("2.80")),
    }


def test_french_invoice_with_a_deposit() -> None:
    found = read_paper(
        [
            *column(
                40,
                40,
                "Atelier Duval",
                "18 rue des Lices",
                "35000 Rennes",
                "SIRET 732 829 320 00074",
                "TVA intracommunautaire : FR44732829320",
            ),
            *column(340, 60, "Facturé à :", "Boulangerie Le Fournil", "5 place du Marché", "35400 Saint-Malo"),
            Text(40, 150, "FACTURE N° F2023-118", 16),
            Text(40, 175, "Date d'émission : 14 février 2023"),
            Text(40, 190, "Échéance : 16 mars 2023"),
            *row(220, (40, "Désignation"), (-330, "Qté"), (-420, "P.U. HT"), (-540, "Montant HT")),
            *row(236, (40, "Enseigne en bois peint"), (-330, "1"), (-420, "1 200,00"), (-540, "1 200,00")),
            *row(250, (40, "Pose"), (-330, "4"), (-420, "45,00"), (-540, "180,00")),
            *row(280, (380, "Total HT"), (-540, "1 380,00 €")),
            *row(294, (380, "TVA 20 %"), (-540, "276,00 €")),
            *row(308, (380, "Total TTC"), (-540, "1 656,00 €")),
            *row(322, (380, "Acompte versé"), (-540, "-500,00 €")),
            *row(336, (380, "Net à payer"), (-540, "1 156,00 €")),
            Text(40, 400, "En cas de retard, indemnité forfaitaire de 40,00 € pour frais de recouvrement.", 8),
        ]
    )
    assert facts(found) == {
        "number": "F2023-118",
        "issued": date(2023, 2, 14),
        "due": date(2023, 3, 16),
        "currency": "EUR",
        "seller": "Atelier Duval",
        "seller_id": "FR44732829320",
        "buyer": "Boulangerie Le Fournil",
    }
    assert amounts(found, *TOTALS) == {
        "subtotal": "1380.00",
        "tax_total": "276.00",
        "total": "1656.00",
        "payable": "1156.00",
        "line_total": "1380.00",
        "prepaid": "500.00",
    }


def test_dutch_invoice_with_values_under_headings() -> None:
    found = read_paper(
        [
            *column(
                400,
                40,
                "Fietsenmaker De Ketting B.V.",
                "Singel 88",
                "1015 AC Amsterdam",
                "KvK 34218890",
                "BTW NL810433941B01",
            ),
            Text(40, 130, "Factuur", 20),
            *column(40, 170, "Factuuradres", "Koeriersbedrijf Vlug", "Damrak 1", "1012 LG Amsterdam"),
            *row(250, (40, "Factuurnummer"), (160, "Factuurdatum"), (280, "Vervaldatum"), (400, "Klantnummer")),
            *row(264, (40, "20220045"), (160, "08-09-2022"), (280, "22-09-2022"), (400, "D1044")),
            *row(300, (40, "Omschrijving"), (-330, "Aantal"), (-420, "Prijs"), (-540, "Bedrag")),
            *row(316, (40, "Transportfiets onderhoud"), (-330, "3"), (-420, "€ 60,00"), (-540, "€ 180,00")),
            *row(346, (380, "Totaal excl. btw"), (-540, "€ 180,00")),
            *row(360, (380, "21% btw"), (-540, "€ 37,80")),
            *row(374, (380, "Te betalen"), (-540, "€ 217,80")),
        ]
    )
    assert facts(found) == {
        "number": "20220045",
        "issued": date(2022, 9, 8),
        "due": date(2022, 9, 22),
        "currency": "EUR",
        "seller": "Fietsenmaker De Ketting B.V.",
        "seller_id": "NL810433941B01",
        "buyer": "Koeriersbedrijf Vlug",
    }
    assert amounts(found, *TOTALS) == {
        "subtotal": "180.00",
        "tax_total": "37.80",
        "total": "217.80",
        "payable": "217.80",
        "line_total": "180.00",
    }
