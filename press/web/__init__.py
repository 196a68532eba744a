"""What every page shares and no room owns: the one commit, guards, CSRF, headers, limits, language, errors."""
