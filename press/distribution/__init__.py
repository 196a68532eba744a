"""Who may have what: kit pages, the gate in front of storage, and the log of downloads."""
