"""Mail: a message is composed, put into the outbox with the change that caused it, and delivered after the commit."""
