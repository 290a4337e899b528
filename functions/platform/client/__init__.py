"""The services of AWS that the platform speaks to."""
