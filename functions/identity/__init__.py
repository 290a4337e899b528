"""Identity: companies, the people and programs that may call, the tokens they hold, and the keys that sign them.

Emits and consumes no events. The authorizer of the API lives here and never opens the database.
"""
