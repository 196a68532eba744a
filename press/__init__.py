"""Press Desk: media accreditation and press kits for public events, in Thai and English."""
