"""Rules of the finance agent: no clock, no database, no network, and no float near money."""
