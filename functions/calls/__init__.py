"""Cold calling: dials people who may lawfully be called, holds a spoken conversation, and leaves what became of it.

Every dial passes the legal contact gate. The conversation is a policy of states and rules; the voice itself is the
container `media_stream`. Emits call.completed, call.transcribed and call.policy_decided, which carry no word of a call.
"""
