"""Rules of the CRM: no clock, no database, no network."""
