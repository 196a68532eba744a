"""The whole service on one laptop: `make run` brings its own object store, secrets, mailbox and officer.

A server of one's own needs none of this: it sets the environment that `config.py` reads, and runs `wsgi.py`.
"""
