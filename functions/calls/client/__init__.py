"""What calls ask of others: Twilio, the voice, and executions that wait."""
