"""The client of Twilio."""
