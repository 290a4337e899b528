"""Builders of documents of the form that DIAN prescribes (UBL 2.1, anexo técnico 1.9), with invented parties."""

from collections.abc import Iterable

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CUFE = "c0ffee" * 16
SELLER, BUYER = "901234567", "860009876"


def tax(amount: str, *subtotals: str, currency: str = "COP", group: str = "TaxTotal") -> str:
    inside = "".join(subtotals)
    return f'<cac:{group}><cbc:TaxAmount currencyID="{currency}">{amount}</cbc:TaxAmount>{inside}</cac:{group}>'


def rated(scheme: str, name: str, percent: str, base: str, amount: str, *, currency: str = "COP") -> str:
    return (
        f'<cac:TaxSubtotal><cbc:TaxableAmount currencyID="{currency}">{base}</cbc:TaxableAmount>'
        f'<cbc:TaxAmount currencyID="{currency}">{amount}</cbc:TaxAmount>'
        f"<cac:TaxCategory><cbc:Percent>{percent}</cbc:Percent><cac:TaxScheme><cbc:ID>{scheme}</cbc:ID>"
        f"<cbc:Name>{name}</cbc:Name></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"
    )


def per_unit(scheme: str, name: str, unit: str, price: str, amount: str) -> str:
    return (
        f'<cac:TaxSubtotal><cbc:TaxAmount currencyID="COP">{amount}</cbc:TaxAmount>'
        f'<cbc:BaseUnitMeasure unitCode="{unit}">1.000000</cbc:BaseUnitMeasure>'
        f'<cbc:PerUnitAmount currencyID="COP">{price}</cbc:PerUnitAmount>'
        f"<cac:TaxCategory><cac:TaxScheme><cbc:ID>{scheme}</cbc:ID><cbc:Name>{name}</cbc:Name></cac:TaxScheme>"
        f"</cac:TaxCategory></cac:TaxSubtotal>"
    )


def line(
    total: str,
    *,
    number: int = 1,
    name: str = "Café en grano",
    price: str | None = None,
    inside: str = "",
    item: str = "",
) -> str:
    return (
        f"<cbc:ID>{number}</cbc:ID>"
        f'<cbc:InvoicedQuantity unitCode="KGM">2.000000</cbc:InvoicedQuantity>'
        f'<cbc:LineExtensionAmount currencyID="COP">{total}</cbc:LineExtensionAmount>{inside}'
        f"<cac:Item><cbc:Description>{name}</cbc:Description>"
        f"<cac:SellersItemIdentification><cbc:ID>CAF-1</cbc:ID></cac:SellersItemIdentification>{item}</cac:Item>"
        f'<cac:Price><cbc:PriceAmount currencyID="COP">{price or total}</cbc:PriceAmount>'
        f'<cbc:BaseQuantity unitCode="KGM">1.000000</cbc:BaseQuantity></cac:Price>'
    )


def party(role: str, name: str, number: str, dv: str, *, scheme: str = "31", person: str = "1") -> str:
    agency = 'schemeAgencyID="195" schemeAgencyName="CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)"'
    return (
        f"<cac:{role}><cbc:AdditionalAccountID>{person}</cbc:AdditionalAccountID><cac:Party>"
        f"<cbc:IndustryClassificationCode>1061</cbc:IndustryClassificationCode>"
        f"<cac:PartyName><cbc:Name>Nombre de la tienda</cbc:Name></cac:PartyName>"
        f"<cac:PhysicalLocation><cac:Address><cbc:ID>05001</cbc:ID><cbc:CityName>Medellín </cbc:CityName>"
        f"<cac:Country><cbc:IdentificationCode>CO</cbc:IdentificationCode></cac:Country></cac:Address>"
        f"</cac:PhysicalLocation><cac:PartyTaxScheme><cbc:RegistrationName>{name}</cbc:RegistrationName>"
        f'<cbc:CompanyID {agency} schemeID="{dv}" schemeName="{scheme}">{number}</cbc:CompanyID>'
        f'<cbc:TaxLevelCode listName="48">O-13;O-15</cbc:TaxLevelCode>'
        f"<cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme></cac:PartyTaxScheme>"
        f"<cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName>"
        f'<cbc:CompanyID {agency} schemeID="{dv}" schemeName="{scheme}">999999999</cbc:CompanyID>'
        f"</cac:PartyLegalEntity></cac:Party></cac:{role}>"
    )


SELLER_PARTY = party("AccountingSupplierParty", "Café de la Sierra S.A.S.", SELLER, "5")
BUYER_PARTY = party("AccountingCustomerParty", "Hotel Mirador", BUYER, "1")
IVA_19 = tax("190000.00", rated("01", "IVA", "19.00", "1000000.00", "190000.00"))
TOTALS = {
    "LineExtensionAmount": "1000000.00",
    "TaxExclusiveAmount": "1000000.00",
    "TaxInclusiveAmount": "1190000.00",
    "PayableAmount": "1190000.00",
}


def dian(
    root: str = "Invoice",
    *,
    number: str = "FEV1001",
    uuid: str = CUFE,
    uuid_scheme: str = "CUFE-SHA384",
    type_code: str | None = "01",
    issued: str = "2025-10-10",
    due: str | None = None,
    currency: str = "COP",
    seller: str = SELLER_PARTY,
    buyer: str = BUYER_PARTY,
    before_parties: str = "",
    after_parties: str = "<cac:PaymentMeans><cbc:ID>2</cbc:ID><cbc:PaymentMeansCode>48</cbc:PaymentMeansCode>"
    "<cbc:PaymentDueDate>2025-11-09</cbc:PaymentDueDate></cac:PaymentMeans>",
    taxes: str = IVA_19,
    totals: dict[str, str] = TOTALS,
    lines: Iterable[str] = (line("1000000.00", price="500000.00", inside=IVA_19),),
    qr: str = "",
    head: str = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
) -> str:
    """A DIAN document as text; every part can be another."""
    totals_name = "RequestedMonetaryTotal" if root == "DebitNote" else "LegalMonetaryTotal"
    amounts = "".join(f'<cbc:{name} currencyID="{currency}">{amount}</cbc:{name}>' for name, amount in totals.items())
    quantity = {"CreditNote": "CreditedQuantity", "DebitNote": "DebitedQuantity"}.get(root, "InvoicedQuantity")
    body = "".join(f"<cac:{root}Line>{text}</cac:{root}Line>" for text in lines).replace("InvoicedQuantity", quantity)
    return (
        f'{head}<{root} xmlns="{UBL}{root}-2" xmlns:cac="{UBL}CommonAggregateComponents-2" '
        f'xmlns:cbc="{UBL}CommonBasicComponents-2" xmlns:ext="{UBL}CommonExtensionComponents-2" '
        f'xmlns:sts="dian:gov:co:facturaelectronica:Structures-2-1">'
        f"<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent/></ext:UBLExtension><ext:UBLExtension>"
        f"<ext:ExtensionContent><sts:DianExtensions><sts:InvoiceControl>"
        f"<sts:InvoiceAuthorization>18760000001</sts:InvoiceAuthorization><sts:AuthorizationPeriod>"
        f"<cbc:StartDate>2025-01-19</cbc:StartDate><cbc:EndDate>2027-01-19</cbc:EndDate></sts:AuthorizationPeriod>"
        f"<sts:AuthorizedInvoices><sts:Prefix>FEV</sts:Prefix><sts:From>1000</sts:From><sts:To>5000</sts:To>"
        f"</sts:AuthorizedInvoices></sts:InvoiceControl><sts:QRCode>{qr}</sts:QRCode></sts:DianExtensions>"
        f"</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions><cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>"
        f"<cbc:CustomizationID>10</cbc:CustomizationID><cbc:ProfileID>DIAN 2.1</cbc:ProfileID>"
        f"<cbc:ProfileExecutionID>1</cbc:ProfileExecutionID><cbc:ID>{number}</cbc:ID>"
        f'<cbc:UUID schemeID="1" schemeName="{uuid_scheme}">{uuid}</cbc:UUID>'
        f"<cbc:IssueDate>{issued}</cbc:IssueDate><cbc:IssueTime>09:15:23-05:00</cbc:IssueTime>"
        f"{f'<cbc:DueDate>{due}</cbc:DueDate>' if due else ''}"
        f"{f'<cbc:{root}TypeCode>{type_code}</cbc:{root}TypeCode>' if type_code else ''}"
        f"<cbc:Note>Gracias por su compra</cbc:Note>"
        f"<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>{before_parties}{seller}{buyer}{after_parties}"
        f"{taxes}<cac:{totals_name}>{amounts}</cac:{totals_name}>{body}</{root}>"
    )


def envelope(content: str, *, answer: str = "") -> str:
    """An AttachedDocument around a document as CDATA; CDATA inside is split, as XML demands."""
    inside = content.replace("]]>", "]]]]><![CDATA[>")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><AttachedDocument xmlns="{UBL}AttachedDocument-2" '
        f'xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2">'
        f"<cbc:CustomizationID>Documentos adjuntos</cbc:CustomizationID><cbc:ID>1</cbc:ID>"
        f"<cac:Attachment><cac:ExternalReference><cbc:MimeCode>text/xml</cbc:MimeCode>"
        f"<cbc:Description>\n<![CDATA[{inside}]]></cbc:Description></cac:ExternalReference></cac:Attachment>"
        f"{answer}</AttachedDocument>"
    )


def event(code: str = "030", description: str = "Acuse de recibo", cufe: str = CUFE) -> str:
    """An ApplicationResponse: something happened to invoice FEV1001."""
    sender = (
        "<cac:PartyTaxScheme><cbc:RegistrationName>Hotel Mirador</cbc:RegistrationName>"
        f'<cbc:CompanyID schemeID="1" schemeName="31">{BUYER}</cbc:CompanyID></cac:PartyTaxScheme>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ApplicationResponse xmlns="{UBL}ApplicationResponse-2" '
        f'xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2">'
        f"<cbc:ProfileID>DIAN 2.1: ApplicationResponse de la Factura Electrónica de Venta</cbc:ProfileID>"
        f'<cbc:ID>ACR7</cbc:ID><cbc:UUID schemeName="CUDE-SHA384">{"ab" * 48}</cbc:UUID>'
        f"<cbc:IssueDate>2025-10-12</cbc:IssueDate><cbc:IssueTime>18:30:37-05:00</cbc:IssueTime>"
        f"<cac:SenderParty>{sender}</cac:SenderParty><cac:DocumentResponse><cac:Response>"
        f"<cbc:ResponseCode>{code}</cbc:ResponseCode><cbc:Description>{description}</cbc:Description></cac:Response>"
        f"<cac:DocumentReference><cbc:ID>FEV1001</cbc:ID><cbc:UUID>{cufe}</cbc:UUID></cac:DocumentReference>"
        f"</cac:DocumentResponse></ApplicationResponse>"
    )
