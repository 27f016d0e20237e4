"""The action server's custom actions: slots in, content out. Each is a few lines; what they say and decide is elsewhere."""
