"""Tests of the calls agent."""
