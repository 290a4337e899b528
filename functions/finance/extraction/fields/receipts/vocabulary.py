"""Words of receipts in the languages that are read, folded: lower case, without accents."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TOTALS = _words("total totals totales summe gesamt gesamtbetrag zahlbetrag endbetrag totaal jumlah")
OWED = ("amount due", "balance due", "net payable", "amount payable", "total payable", "a pagar", "zu zahlen")
"""Phrases for what is owed that lack the word total."""

CHANGE = _words("change cambio vuelto vueltas devuelta ruckgeld rendu baki troco wechselgeld")
ROUNDING = _words("rounding redondeo rundung arrondi roundoff rnd")
PAID = _words(
    "cash efectivo tender tendered payment paid visa mastercard master tarjeta debit credit tunai bar gegeben recibido "
    "pago amex maestro card received debito credito bargeld especes contante ringgit datafono"
)
TAXES = _words("gst sst tax vat iva mwst ust inc impoconsumo impuesto impuestos steuer tva btw icms igv")
INCLUSIVE = _words("inclusive incl inclu include included including incluido incluidos inkl with after")
EXCLUSIVE = _words("excluding exclusive excl exclude excluded before sin antes net netto neto base taxable")
COUNTS = _words(
    "qty quantity item items pcs count articulos unidades productos points puntos supplies units anzahl artikel lineas"
)
"""What is counted: a total of these is none of money, or only of a part."""

DISCOUNTS = _words("discount disc descuento descuentos dto rabatt savings saved saving ahorro ahorros remise")
SERVICE = _words("service servicio propina tip tips delivery domicilio bedienung")
