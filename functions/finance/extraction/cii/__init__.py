"""Readers of UN/CEFACT Cross Industry Invoice: EN 16931, Factur-X, ZUGFeRD 2, and ZUGFeRD 1 with its older names."""
