"""Which XML dialect a root element opens: ours to read, or foreign and named."""

from lxml import etree

from functions.finance.extraction.kinds import Identity, Kind
from functions.finance.extraction.node import Node
from functions.finance.extraction.values import Source

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_UBL_ROOTS = {
    f"{{{_UBL}Invoice-2}}Invoice": (Kind.DIAN_INVOICE, Kind.UBL_INVOICE),
    f"{{{_UBL}CreditNote-2}}CreditNote": (Kind.DIAN_CREDIT_NOTE, Kind.UBL_CREDIT_NOTE),
    f"{{{_UBL}DebitNote-2}}DebitNote": (Kind.DIAN_DEBIT_NOTE, Kind.FOREIGN_XML),
    f"{{{_UBL}ApplicationResponse-2}}ApplicationResponse": (Kind.DIAN_EVENT, Kind.FOREIGN_XML),
    f"{{{_UBL}AttachedDocument-2}}AttachedDocument": (Kind.DIAN_ATTACHED_DOCUMENT, Kind.DIAN_ATTACHED_DOCUMENT),
}
_CII_ROOTS = {
    "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice",
    "{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument",
}
_NATIONAL = (
    ("ivaservizi.agenziaentrate.gov.it", "fatturapa"),
    ("www.fatturapa.gov.it", "fatturapa"),
    ("www.sat.gob.mx/cfd", "cfdi"),
    ("facturae.gob.es", "facturae"),
    ("facturae.es", "facturae"),
    ("www.portalfiscal.inf.br/nfe", "nfe"),
    ("www.sii.cl", "dte"),
    ("crd.gov.pl", "ksef"),
    ("www.ebinterface.at", "ebinterface"),
    ("facturaelectronica:Nomina", "dian_payroll"),
    ("contratos/facturaelectronica", "dian_ubl_2_0"),
    ("SCRDMCCBDACIOMessageStructure", "order_x"),
)
_UBL_VARIANTS = (("TR1.2", "ubl_tr"), ("urn:pe:sunat", "ubl_sunat"), ("urn:sunat", "ubl_sunat"))
_DIAN_AGENCY = "195"
_DIAN_UUIDS = ("CUFE", "CUDE", "CUDS")


def identify_xml(root: etree._Element) -> Identity:
    """The kind and dialect of a parsed document; foreign documents are named, never guessed at."""
    tag = str(root.tag)
    if tag in _CII_ROOTS:
        return Identity(kind=Kind.CII_INVOICE, dialect=_cii_profile(root))
    if tag not in _UBL_ROOTS:
        return Identity(kind=Kind.FOREIGN_XML, dialect=_foreign_name(root))
    dian, other = _UBL_ROOTS[tag]
    node = Node(root, "", Source.XML)
    if _is_dian(node):
        return Identity(kind=dian, dialect=node.raw("cbc:ProfileID") or "DIAN 2.1")
    if variant := _national_variant(node):
        return Identity(kind=Kind.FOREIGN_XML, dialect=variant)
    if other is Kind.FOREIGN_XML:
        return Identity(kind=other, dialect=_foreign_name(root))
    return Identity(kind=other, dialect=node.raw("cbc:CustomizationID"))


def _is_dian(node: Node) -> bool:
    if (node.raw("cbc:ProfileID") or "").upper().startswith("DIAN"):
        return True
    if (node.raw("cbc:UUID/@schemeName") or "").upper().startswith(_DIAN_UUIDS):
        return True
    if node.child("ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/sts:DianExtensions") is not None:
        return True
    seller = "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID/@schemeAgencyID"
    return node.raw(seller) == _DIAN_AGENCY


def _national_variant(node: Node) -> str | None:
    customization = node.raw("cbc:CustomizationID") or ""
    namespaces = " ".join(uri for uri in node.element.nsmap.values() if uri)
    for mark, name in _UBL_VARIANTS:
        if customization.startswith(mark) or mark in namespaces:
            return name
    return None


def _cii_profile(root: etree._Element) -> str | None:
    node = Node(root, "", Source.XML)
    parameter = "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
    return node.raw(f"rsm:ExchangedDocumentContext/{parameter}", f"rsm:SpecifiedExchangedDocumentContext/{parameter}")


def _foreign_name(root: etree._Element) -> str:
    tag = str(root.tag)
    for mark, name in _NATIONAL:
        if mark.lower() in tag.lower():
            return name
    return etree.QName(root).localname[:60]
