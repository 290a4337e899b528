"""HTTP endpoints of the CRM."""
