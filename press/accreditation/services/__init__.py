"""The verbs of accreditation, by noun. Each checks the state, writes, records the act and queues the mail, in the
caller's transaction."""
