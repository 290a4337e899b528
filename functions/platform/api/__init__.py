"""What the platform answers: HTTP endpoints, and routes of the WebSocket API."""
