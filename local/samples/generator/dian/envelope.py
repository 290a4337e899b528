"""What travels around an invoice: its envelope with DIAN's answer, and the events of RADIAN."""

from datetime import date
from hashlib import sha384

from local.samples.generator.dian.ubl import DECLARATION, PREFIXES, UBL, ubl
from local.samples.generator.papers import Paper
from local.samples.generator.parties import Party

DIAN = Party(
    name="Unidad Especial Dirección de Impuestos y Aduanas Nacionales",
    number="800197268",
    address="Carrera 8 # 6C-38",
    phone="",
    email="",
)


def attached(paper: Paper) -> str:
    """The AttachedDocument: the invoice and DIAN's validation as CDATA."""
    validation = response(paper, code="02", words="Documento validado por la DIAN", sender=DIAN, on=paper.issued)
    return (
        f'{DECLARATION}<AttachedDocument xmlns="{UBL}AttachedDocument-2" {PREFIXES}>\n'
        f"  <cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>\n"
        f"  <cbc:CustomizationID>Documentos adjuntos</cbc:CustomizationID>\n"
        f"  <cbc:ProfileID>Factura Electrónica de Venta</cbc:ProfileID>\n"
        f"  <cbc:ProfileExecutionID>1</cbc:ProfileExecutionID>\n"
        f"  <cbc:ID>AD{paper.number}</cbc:ID>\n"
        f"  <cbc:IssueDate>{paper.issued}</cbc:IssueDate>\n"
        f"  <cbc:IssueTime>{paper.time}-05:00</cbc:IssueTime>\n"
        f"  <cbc:DocumentType>Contenedor de Factura Electrónica</cbc:DocumentType>\n"
        f"  <cbc:ParentDocumentID>{paper.number}</cbc:ParentDocumentID>\n"
        f"{_party('Sender', paper.seller)}{_party('Receiver', paper.buyer)}"
        f"  <cac:Attachment>{_inside(ubl(paper))}</cac:Attachment>\n"
        f"  <cac:ParentDocumentLineReference><cbc:LineID>1</cbc:LineID><cac:DocumentReference>\n"
        f"    <cbc:ID>{paper.number}</cbc:ID>\n"
        f'    <cbc:UUID schemeName="CUFE-SHA384">{paper.code}</cbc:UUID>\n'
        f"    <cbc:IssueDate>{paper.issued}</cbc:IssueDate>\n"
        f"    <cbc:DocumentType>ApplicationResponse</cbc:DocumentType>\n"
        f"    <cac:Attachment>{_inside(validation)}</cac:Attachment>\n"
        f"    <cac:ResultOfVerification><cbc:ValidatorID>{DIAN.name}</cbc:ValidatorID>"
        f"<cbc:ValidationResultCode>02</cbc:ValidationResultCode><cbc:ValidationDate>{paper.issued}</cbc:ValidationDate>"
        f"<cbc:ValidationTime>{paper.time}-05:00</cbc:ValidationTime></cac:ResultOfVerification>\n"
        f"  </cac:DocumentReference></cac:ParentDocumentLineReference>\n</AttachedDocument>\n"
    )


def response(paper: Paper, *, code: str, words: str, sender: Party, on: date) -> str:
    """An ApplicationResponse about the invoice: from DIAN, or an event of RADIAN."""
    receiver = paper.buyer if sender is DIAN else paper.seller
    cude = sha384(f"{paper.number}{code}{on}{sender.number}".encode()).hexdigest()
    return (
        f'{DECLARATION}<ApplicationResponse xmlns="{UBL}ApplicationResponse-2" {PREFIXES}>\n'
        f"  <cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>\n"
        f"  <cbc:CustomizationID>1</cbc:CustomizationID>\n"
        f"  <cbc:ProfileID>DIAN 2.1: ApplicationResponse de la Factura Electrónica de Venta</cbc:ProfileID>\n"
        f"  <cbc:ProfileExecutionID>1</cbc:ProfileExecutionID>\n"
        f"  <cbc:ID>{code}{paper.serial}</cbc:ID>\n"
        f'  <cbc:UUID schemeID="1" schemeName="CUDE-SHA384">{cude}</cbc:UUID>\n'
        f"  <cbc:IssueDate>{on}</cbc:IssueDate>\n  <cbc:IssueTime>16:40:12-05:00</cbc:IssueTime>\n"
        f"{_party('Sender', sender)}{_party('Receiver', receiver)}"
        f"  <cac:DocumentResponse><cac:Response><cbc:ResponseCode>{code}</cbc:ResponseCode>"
        f"<cbc:Description>{words}</cbc:Description></cac:Response><cac:DocumentReference>"
        f'<cbc:ID>{paper.number}</cbc:ID><cbc:UUID schemeName="CUFE-SHA384">{paper.code}</cbc:UUID>'
        f"<cbc:DocumentTypeCode>01</cbc:DocumentTypeCode></cac:DocumentReference></cac:DocumentResponse>\n"
        f"</ApplicationResponse>\n"
    )


def _party(role: str, party: Party) -> str:
    return (
        f"  <cac:{role}Party><cac:PartyTaxScheme><cbc:RegistrationName>{party.name}</cbc:RegistrationName>"
        f'<cbc:CompanyID schemeID="{party.dv}" schemeName="31">{party.number}</cbc:CompanyID>'
        f'<cbc:TaxLevelCode listName="{party.regime}">{party.responsibilities}</cbc:TaxLevelCode>'
        f"<cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme>"
        f"</cac:PartyTaxScheme></cac:{role}Party>\n"
    )


def _inside(xml: str) -> str:
    return (
        f"<cac:ExternalReference><cbc:MimeCode>text/xml</cbc:MimeCode><cbc:EncodingCode>UTF-8</cbc:EncodingCode>"
        f"<cbc:Description><![CDATA[{xml}]]></cbc:Description></cac:ExternalReference>"
    )
