"""The PR team's home: the queue, an application with everything about it, progress. Owns no tables."""
