"""What people may ask about their data: a copy at once, and wishes that a data protection officer answers."""
