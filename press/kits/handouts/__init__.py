"""A release as a file to keep, print or paste: PDF, DOCX and plain text. The same text gives the same bytes."""
