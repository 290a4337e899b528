"""DIAN's electronic documents: UBL 2.1 as invoicing programs send it, without the signature."""
