"""Bytes of the press kits: files and renditions, kept in any store that speaks S3, under keys made from
their SHA-256. Rooms ask `current_store()`; only `s3.py` knows boto3."""
