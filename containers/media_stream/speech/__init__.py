"""The engines of speech behind the ports: what hears voice, what reads it, what speaks.

Embedded engines need neither key nor network. Whatever an engine made names it.
"""
