"""The PR team itself: who works here, with which roles in which event; invited, changed, disabled."""
