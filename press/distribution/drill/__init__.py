"""The drill of a lift: every address asked for as everybody, a second before, at, and a second after."""
