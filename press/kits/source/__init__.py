"""A press kit as a folder: text and TOML in, a frozen model or the list of every fault out."""
