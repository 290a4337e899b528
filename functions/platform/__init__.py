"""The platform: what serves all agents.

Relays events that did not reach the bus, migrates the database, shows a company its event log, lists and redrives dead
letters, and pushes events to the websocket connections of their company. Emits nothing. Reacts to every event.
"""
