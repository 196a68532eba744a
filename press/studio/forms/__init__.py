"""Forms of the studio, by page."""
