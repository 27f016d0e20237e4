"""The web channel: sessions, messages, and a plain chat page. Pure parse and render; one class touches the network."""
