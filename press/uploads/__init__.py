"""Files that people hand in: received in pieces into quarantine, checked by their content, kept. Knows nothing of what
they are for; an upload has a subject in words (such as "application:SCT-4F7K2M")."""
