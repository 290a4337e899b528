"""What is said when: a policy of states, intents and scripts. It knows neither sockets nor audio."""
