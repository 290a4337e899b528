"""Invoices and credit notes. Source: Anexo técnico de factura electrónica de venta 1.9."""

from decimal import Decimal
from html import escape

from local.samples.generator.papers import NAMES, Item, Paper, Tax, Withheld
from local.samples.generator.parties import Party

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
PREFIXES = (
    f'xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2" '
    f'xmlns:ext="{UBL}CommonExtensionComponents-2" xmlns:sts="dian:gov:co:facturaelectronica:Structures-2-1"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
_AGENCY = 'schemeAgencyID="195" schemeAgencyName="CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)"'
_OFFSET = "-05:00"


def ubl(paper: Paper) -> str:
    """The document as XML text."""
    root = "CreditNote" if paper.is_note else "Invoice"
    return (
        f'{DECLARATION}<{root} xmlns="{UBL}{root}-2" {PREFIXES}>\n{_extensions(paper)}{_header(paper, root)}'
        f"{_reference(paper)}{_side('Supplier', paper.seller, paper)}{_side('Customer', paper.buyer, paper)}"
        f"{_payment(paper)}{_exchange(paper)}{_taxes(paper)}{_totals(paper)}"
        f"{''.join(_line(paper, root, *numbered) for numbered in enumerate(paper.items, start=1))}</{root}>\n"
    )


def _extensions(paper: Paper) -> str:
    resolution = paper.resolution
    control = (
        f"      <sts:InvoiceControl>\n"
        f"        <sts:InvoiceAuthorization>{resolution.number}</sts:InvoiceAuthorization>\n"
        f"        <sts:AuthorizationPeriod><cbc:StartDate>{resolution.since}</cbc:StartDate>"
        f"<cbc:EndDate>{resolution.until}</cbc:EndDate></sts:AuthorizationPeriod>\n"
        f"        <sts:AuthorizedInvoices><sts:Prefix>{paper.prefix}</sts:Prefix>"
        f"<sts:From>{resolution.first}</sts:From><sts:To>{resolution.last}</sts:To></sts:AuthorizedInvoices>\n"
        f"      </sts:InvoiceControl>\n"
    )
    return (
        f"  <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>\n    <sts:DianExtensions>\n"
        f"{'' if paper.is_note else control}"
        f'      <sts:InvoiceSource><cbc:IdentificationCode listAgencyID="6">CO</cbc:IdentificationCode>'
        f"</sts:InvoiceSource>\n"
        f'      <sts:SoftwareProvider><sts:ProviderID schemeID="{paper.seller.dv}" schemeName="31" {_AGENCY}>'
        f"{paper.seller.number}</sts:ProviderID></sts:SoftwareProvider>\n"
        f"      <sts:QRCode>{escape(paper.qr)}</sts:QRCode>\n"
        f"    </sts:DianExtensions>\n  </ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>\n"
    )


def _header(paper: Paper, root: str) -> str:
    what = "Nota Crédito" if paper.is_note else "Factura"
    due = "" if paper.is_note or not paper.due else f"  <cbc:DueDate>{paper.due}</cbc:DueDate>\n"
    return (
        f"  <cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>\n"
        f"  <cbc:CustomizationID>{'20' if paper.is_note else '10'}</cbc:CustomizationID>\n"
        f"  <cbc:ProfileID>DIAN 2.1: {what} Electrónica de Venta</cbc:ProfileID>\n"
        f"  <cbc:ProfileExecutionID>1</cbc:ProfileExecutionID>\n"
        f"  <cbc:ID>{paper.number}</cbc:ID>\n"
        f'  <cbc:UUID schemeID="1" schemeName="{paper.code_name}-SHA384">{paper.code}</cbc:UUID>\n'
        f"  <cbc:IssueDate>{paper.issued}</cbc:IssueDate>\n"
        f"  <cbc:IssueTime>{paper.time}{_OFFSET}</cbc:IssueTime>\n{due}"
        f"  <cbc:{root}TypeCode>{'91' if paper.is_note else '01'}</cbc:{root}TypeCode>\n"
        f"  <cbc:Note>{escape(paper.note or 'Gracias por su compra')}</cbc:Note>\n"
        f"  <cbc:DocumentCurrencyCode>{paper.currency}</cbc:DocumentCurrencyCode>\n"
        f"  <cbc:LineCountNumeric>{len(paper.items)}</cbc:LineCountNumeric>\n"
    )


def _reference(paper: Paper) -> str:
    if paper.references is None:
        return ""
    first = paper.references
    return (
        f"  <cac:DiscrepancyResponse><cbc:ReferenceID>{first.number}</cbc:ReferenceID>"
        f"<cbc:ResponseCode>1</cbc:ResponseCode>"
        f"<cbc:Description>Devolución parcial de los bienes</cbc:Description></cac:DiscrepancyResponse>\n"
        f"  <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>{first.number}</cbc:ID>"
        f'<cbc:UUID schemeName="CUFE-SHA384">{first.code}</cbc:UUID><cbc:IssueDate>{first.issued}</cbc:IssueDate>'
        f"</cac:InvoiceDocumentReference></cac:BillingReference>\n"
    )


def _side(role: str, party: Party, paper: Paper) -> str:
    digit = f'schemeID="{party.dv}" ' if party.dv else ""
    address = (
        f"<cbc:ID>{party.town[1]}</cbc:ID><cbc:CityName>{party.city}</cbc:CityName>"
        f"<cac:AddressLine><cbc:Line>{escape(party.address)}</cbc:Line></cac:AddressLine>"
        f"<cac:Country><cbc:IdentificationCode>CO</cbc:IdentificationCode></cac:Country>"
    )
    company = f'<cbc:CompanyID {_AGENCY} {digit}schemeName="{party.id_type}">{party.number}</cbc:CompanyID>'
    name = f"<cbc:RegistrationName>{escape(party.name)}</cbc:RegistrationName>"
    prefix = (
        ""
        if role == "Customer"
        else (f"<cac:CorporateRegistrationScheme><cbc:ID>{paper.prefix}</cbc:ID></cac:CorporateRegistrationScheme>")
    )
    return (
        f"  <cac:Accounting{role}Party>\n"
        f"    <cbc:AdditionalAccountID>{'2' if party.is_person else '1'}</cbc:AdditionalAccountID>\n"
        f"    <cac:Party>\n"
        f"      <cbc:IndustryClassificationCode>{party.activity}</cbc:IndustryClassificationCode>\n"
        f"      <cac:PartyName><cbc:Name>{escape(party.name)}</cbc:Name></cac:PartyName>\n"
        f"      <cac:PhysicalLocation><cac:Address>{address}</cac:Address></cac:PhysicalLocation>\n"
        f"      <cac:PartyTaxScheme>{name}{company}"
        f'<cbc:TaxLevelCode listName="{party.regime}">{party.responsibilities}</cbc:TaxLevelCode>'
        f"<cac:RegistrationAddress>{address}</cac:RegistrationAddress>"
        f"<cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme></cac:PartyTaxScheme>\n"
        f"      <cac:PartyLegalEntity>{name}{company}{prefix}</cac:PartyLegalEntity>\n"
        f"      <cac:Contact><cbc:Telephone>{party.phone}</cbc:Telephone>"
        f"<cbc:ElectronicMail>{party.email}</cbc:ElectronicMail></cac:Contact>\n"
        f"    </cac:Party>\n  </cac:Accounting{role}Party>\n"
    )


def _payment(paper: Paper) -> str:
    if paper.is_note:
        return ""
    due = f"<cbc:PaymentDueDate>{paper.due}</cbc:PaymentDueDate>" if paper.due else ""
    return (
        f"  <cac:PaymentMeans><cbc:ID>{'2' if paper.on_credit else '1'}</cbc:ID>"
        f"<cbc:PaymentMeansCode>{'47' if paper.on_credit else '10'}</cbc:PaymentMeansCode>{due}</cac:PaymentMeans>\n"
    )


def _exchange(paper: Paper) -> str:
    if paper.peso_rate is None:
        return ""
    return (
        f"  <cac:PaymentExchangeRate><cbc:SourceCurrencyCode>{paper.currency}</cbc:SourceCurrencyCode>"
        f"<cbc:SourceCurrencyBaseRate>1.00</cbc:SourceCurrencyBaseRate>"
        f"<cbc:TargetCurrencyCode>COP</cbc:TargetCurrencyCode>"
        f"<cbc:TargetCurrencyBaseRate>1.00</cbc:TargetCurrencyBaseRate>"
        f"<cbc:CalculationRate>{paper.peso_rate}</cbc:CalculationRate><cbc:Date>{paper.issued}</cbc:Date>"
        f"</cac:PaymentExchangeRate>\n"
    )


def _taxes(paper: Paper) -> str:
    told = ""
    for scheme in dict.fromkeys(tax.scheme for tax in paper.taxes):
        subtotals = "".join(_subtotal(tax, paper.currency) for tax in paper.taxes if tax.scheme == scheme)
        told += f"  <cac:TaxTotal>{_money('TaxAmount', paper.tax(scheme), paper.currency)}{subtotals}</cac:TaxTotal>\n"
    for one in paper.withheld:
        told += (
            f"  <cac:WithholdingTaxTotal>{_money('TaxAmount', one.amount, paper.currency)}"
            f"{_withheld(one, paper.currency)}</cac:WithholdingTaxTotal>\n"
        )
    return told


def _subtotal(tax: Tax, currency: str) -> str:
    return _part(tax.base, tax.amount, f"{tax.rate:.2f}", (tax.scheme, NAMES[tax.scheme]), currency)


def _withheld(one: Withheld, currency: str) -> str:
    return _part(one.base, one.amount, one.percent, (one.scheme, one.name), currency)


def _part(base: Decimal, amount: Decimal, percent: str, scheme: tuple[str, str], currency: str) -> str:
    return (
        f"<cac:TaxSubtotal>{_money('TaxableAmount', base, currency)}{_money('TaxAmount', amount, currency)}"
        f"<cac:TaxCategory><cbc:Percent>{percent}</cbc:Percent><cac:TaxScheme><cbc:ID>{scheme[0]}</cbc:ID>"
        f"<cbc:Name>{scheme[1]}</cbc:Name></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"
    )


def _totals(paper: Paper) -> str:
    amounts = (
        ("LineExtensionAmount", paper.subtotal),
        ("TaxExclusiveAmount", paper.tax_base),
        ("TaxInclusiveAmount", paper.total),
        ("PayableAmount", paper.total),
    )
    inside = "".join(_money(name, amount, paper.currency) for name, amount in amounts)
    return f"  <cac:LegalMonetaryTotal>{inside}</cac:LegalMonetaryTotal>\n"


def _line(paper: Paper, root: str, position: int, item: Item) -> str:
    quantity = "CreditedQuantity" if paper.is_note else "InvoicedQuantity"
    taxes = ""
    if item.rate is not None:
        part = _subtotal(Tax(item.scheme, item.rate, item.amount, item.tax), paper.currency)
        taxes = f"<cac:TaxTotal>{_money('TaxAmount', item.tax, paper.currency)}{part}</cac:TaxTotal>"
    return (
        f"  <cac:{root}Line><cbc:ID>{position}</cbc:ID>"
        f'<cbc:{quantity} unitCode="{item.unit}">{item.quantity:.2f}</cbc:{quantity}>'
        f"{_money('LineExtensionAmount', item.amount, paper.currency)}{taxes}"
        f"<cac:Item><cbc:Description>{escape(item.description)}</cbc:Description>"
        f'<cac:StandardItemIdentification><cbc:ID schemeID="999">{item.code}</cbc:ID>'
        f"</cac:StandardItemIdentification></cac:Item>"
        f"<cac:Price>{_money('PriceAmount', item.price, paper.currency)}"
        f'<cbc:BaseQuantity unitCode="{item.unit}">1.00</cbc:BaseQuantity></cac:Price></cac:{root}Line>\n'
    )


def _money(name: str, amount: Decimal, currency: str) -> str:
    return f'<cbc:{name} currencyID="{currency}">{amount:.2f}</cbc:{name}>'
