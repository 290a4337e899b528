"""The people who are called: data, in Spanish and English."""
