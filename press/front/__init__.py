"""The public's home: the event page, progress and privacy. Owns no tables."""
