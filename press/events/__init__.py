"""The event: names, time, venue, the window for applications, the goal, and its press contact."""
