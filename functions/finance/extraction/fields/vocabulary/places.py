"""Words that show an address, a legal form or a salutation."""

import re

_FORMS = (
    r"gmbh(?:\s*&\s*co\.?\s*kg)?|mbh|ag|kg|ohg|ug(?:\s*\(haftungsbeschränkt\))?|gbr|e\.\s?k\.?|e\.\s?v\.|kgaa|a\.\s?g\.|"
    r"sarl|s\.a\.r\.l\.?|s\.?a\.?s\.?(?:u\.?)?|eurl|s\.?a\.?|snc|b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|bvba|s\.?r\.?l\.?|s\.?p\.?a\.?|"
    r"ltd\.?|limited|llc|l\.l\.c\.?|inc\.?|corp\.?|corporation|plc|llp|lda\.?|ltda\.?|s\.?l\.?u?\.?|e\.?s\.?p\.?|"
    r"e\.?u\.?|p/l|pty\.? ltd\.?|"
    r"se|eg|s\.?c\.?a\.?|& c[ií]a\.?|stichting|eireli|company|co\."
)
LEGAL_FORM = re.compile(rf"(?<![\w.])(?:{_FORMS})(?![\w])\s*\.?$", re.IGNORECASE)
"""A legal form that ends a name."""

FRENCH_FORMS = ("SARL", "SAS", "SASU", "EURL", "SA", "SNC", "SCI", "SCA")
"""In France the form is no part of a company's name (Code de commerce, art. R123-238 asks for it beside the name)."""

POSTAL = re.compile(
    r"(?<![\d/.,-])(?:[A-Z]{1,2}[- ])?\d{4,5}(?:\s?[A-Z]{2})?\s?[^\W\d_]{3,}"
    r"|\b[A-Z]{2},?\s+\d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b\d{4}-\d{3}\b"
)
"""A postal code beside its town, in the forms of Europe and the United States."""

STREET = re.compile(
    r"(?i)\b(?:calle|carrera|cra|kra|cl|cll|kr|av|avda|avenida|diagonal|transversal|autopista|rua|rue|avenue|boulevard|chemin|place|"
    r"street|st|road|rd|lane|drive|suite)\b\.?\s*\S*\d|(?i:straße|strasse|str\.|weg|platz|gasse|laan|straat|plein|kade|dreef|allee)\s+\d|"
    r"^[^\W\d]{3,}[^\d]*\s\d{1,4}\s?[a-z]?$|^\d{1,5}\s+\w+"
)
"""A street with its number."""

SALUTATIONS = frozenset(
    {"herr", "herrn", "frau", "firma", "mr", "mrs", "ms", "sr", "sra", "senor", "senora", "dhr", "mevr"}
)
"""Folded; each stands before a name."""

COUNTRIES = frozenset({
    "deutschland", "germany", "france", "frankreich", "nederland", "netherlands", "belgie", "belgium", "belgique",
    "osterreich", "austria", "schweiz", "suisse", "switzerland", "espana", "spain", "portugal", "brasil", "brazil",
    "colombia", "mexico", "italia", "italy", "uk", "ireland", "usa", "canada",
})  # fmt: skip

SELLER_MARKS = re.compile(
    r"(?i)\bIBAN\b|\bBIC\b|\bSWIFT\b|\bHR[AB]\b|amtsgericht|registergericht|handelsregister|\bkvk\b|\bsiret\b|\bR\.?C\.?S\b|gesch[äa]ftsf[üu]hr"
)
"""What only the issuer prints about itself."""
