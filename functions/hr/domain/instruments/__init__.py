"""Questionnaires as versioned data, in Spanish and English, each with its licence and its source."""
