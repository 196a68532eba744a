"""The verbs of uploads: receive a file piece by piece, settle its check, delete it."""
