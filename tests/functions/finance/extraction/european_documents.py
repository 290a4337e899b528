"""Builders of EN 16931 invoices in both syntaxes, with invented parties."""

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CII = "urn:un:unece:uncefact:data:standard:"


def ubl(
    root: str = "Invoice",
    *,
    profile: str = "urn:cen.eu:en16931:2017",
    type_code: str = "380",
    seller_ids: str = "<cac:PartyTaxScheme><cbc:CompanyID>DE999999999</cbc:CompanyID><cac:TaxScheme>"
    "<cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>",
    buyer_ids: str = '<cac:PartyIdentification><cbc:ID schemeID="0088">4300000000015</cbc:ID>'
    "</cac:PartyIdentification>",
    more_taxes: str = "",
    extra_namespace: str = "",
) -> str:
    """A UBL invoice of one line of 800.00 and freight of 100.00, VAT 25 %, in DKK."""
    vat = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{UBL}{root}-2" '
        f'xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2" {extra_namespace}>'
        f"<cbc:CustomizationID>{profile}</cbc:CustomizationID><cbc:ID>RE-7</cbc:ID>"
        f"<cbc:IssueDate>2026-03-01</cbc:IssueDate><cbc:DueDate>2026-03-31</cbc:DueDate>"
        f"<cbc:{root}TypeCode>{type_code}</cbc:{root}TypeCode><cbc:DocumentCurrencyCode>DKK</cbc:DocumentCurrencyCode>"
        f"<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cbc:CityName>Aarhus</cbc:CityName>"
        f"</cac:PostalAddress>"
        f"{seller_ids}<cac:PartyLegalEntity><cbc:RegistrationName>Nordlys ApS</cbc:RegistrationName>"
        f"<cbc:CompanyID>57151520</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>"
        f"<cac:AccountingCustomerParty><cac:Party>{buyer_ids}<cac:PartyLegalEntity>"
        f"<cbc:RegistrationName>Posada del Mar</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>"
        f'</cac:AccountingCustomerParty>{more_taxes}<cac:TaxTotal><cbc:TaxAmount currencyID="DKK">225.00'
        f'</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="DKK">900.00</cbc:TaxableAmount>'
        f'<cbc:TaxAmount currencyID="DKK">225.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>'
        f"<cbc:Percent>25</cbc:Percent>{vat}"
        f"</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal><cac:LegalMonetaryTotal><cbc:LineExtensionAmount "
        f'currencyID="DKK">800.00</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="DKK">900.00'
        f'</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="DKK">1125.00</cbc:TaxInclusiveAmount>'
        f'<cbc:ChargeTotalAmount currencyID="DKK">100.00</cbc:ChargeTotalAmount><cbc:PayableAmount currencyID="DKK">'
        f"1125.00</cbc:PayableAmount></cac:LegalMonetaryTotal><cac:{root}Line><cbc:ID>1</cbc:ID>"
        f'<cbc:InvoicedQuantity unitCode="EA">2</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="DKK">800.00'
        f"</cbc:LineExtensionAmount><cac:Item><cbc:Description>January to March</cbc:Description><cbc:Name>Newspaper"
        f"</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent>{vat}"
        f'</cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="DKK">400.00</cbc:PriceAmount>'
        f"</cac:Price></cac:{root}Line></{root}>"
    )


def cii(
    *,
    type_code: str = "380",
    issued: str = '<udt:DateTimeString format="102">20260301</udt:DateTimeString>',
    registrations: str = '<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID>'
    '</ram:SpecifiedTaxRegistration><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID>'
    "</ram:SpecifiedTaxRegistration>",
    tax_totals: str = '<ram:TaxTotalAmount currencyID="EUR">225.00</ram:TaxTotalAmount>',
    grand_total: str = "1125.00",
) -> str:
    """A Cross Industry Invoice of one line of 800.00 and freight of 100.00, VAT 25 %, 125.00 paid before, in EUR."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rsm:CrossIndustryInvoice xmlns:rsm="{CII}CrossIndustryInvoice:100" '
        f'xmlns:udt="{CII}UnqualifiedDataType:100" '
        f'xmlns:ram="{CII}ReusableAggregateBusinessInformationEntity:100"><rsm:ExchangedDocumentContext>'
        f"<ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID>"
        f"</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext><rsm:ExchangedDocument>"
        f"<ram:ID>RE-7</ram:ID><ram:TypeCode>{type_code}</ram:TypeCode><ram:IssueDateTime>{issued}</ram:IssueDateTime>"
        f"</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem>"
        f"<ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>"
        f"<ram:SpecifiedTradeProduct><ram:SellerAssignedID>N-1</ram:SellerAssignedID><ram:Name>Newspaper</ram:Name>"
        f"</ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>"
        f"<ram:ChargeAmount>400</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>"
        f'<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">2</ram:BilledQuantity>'
        f"</ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax>"
        f"<ram:TypeCode>VAT</ram:TypeCode><ram:RateApplicablePercent>25</ram:RateApplicablePercent>"
        f"</ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation>"
        f"<ram:LineTotalAmount>800</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>"
        f"</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem><ram:ApplicableHeaderTradeAgreement>"
        f"<ram:SellerTradeParty><ram:Name>Nordlys GmbH</ram:Name><ram:PostalTradeAddress><ram:CityName>Kiel"
        f"</ram:CityName><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>{registrations}</ram:SellerTradeParty>"
        f"<ram:BuyerTradeParty><ram:Name>Posada del Mar</ram:Name></ram:BuyerTradeParty>"
        f"</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/><ram:ApplicableHeaderTradeSettlement>"
        f"<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:ApplicableTradeTax><ram:CalculatedAmount>225.00"
        f"</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>900.00</ram:BasisAmount>"
        f"<ram:RateApplicablePercent>25</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
        f'<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20260331'
        f"</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>"
        f"<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>800.00</ram:LineTotalAmount>"
        f"<ram:ChargeTotalAmount>100.00</ram:ChargeTotalAmount><ram:TaxBasisTotalAmount>900.00</ram:TaxBasisTotalAmount>"
        f"{tax_totals}<ram:GrandTotalAmount>{grand_total}</ram:GrandTotalAmount><ram:TotalPrepaidAmount>125.00"
        f"</ram:TotalPrepaidAmount><ram:DuePayableAmount>1000.00</ram:DuePayableAmount>"
        f"</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>"
        f"</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"
    )
