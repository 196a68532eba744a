"""Work that outlives a request: leased from a table, committed with its cause, repeated until it is done."""
