"""Readers of UBL 2.1: Colombia's (DIAN) and Europe's (EN 16931), the envelope DIAN documents travel in, and events."""
