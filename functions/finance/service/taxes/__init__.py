"""Use cases about taxes."""
