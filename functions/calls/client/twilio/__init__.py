"""Twilio's REST API: connections and what answers mean in `http`, what is asked of it in `api`."""
