"""A simulated Alegra: contacts, items, taxes, retentions, categories, bills, invoices and payments of accounts.

It speaks the part of the API that its documentation states, and refuses what that says is refused. An account is made
by ``PUT /_simulator/accounts`` with ``{"email", "token", "company", "plan"}``; plan ``plus``, ``full`` (its limit is
reached) or ``read-only``.

Source: developer.alegra.com; no OpenAPI document exists.
"""

from local.vendors import Vendor
from local.vendors.alegra.app import alegra

VENDOR = Vendor(name="alegra", path="/api/v1", app=alegra)
