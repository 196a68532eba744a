"""From application to credential: what a journalist asks, what the PR team decides, and the counting rule."""
