"""Files fetched from their publishers: https only, public hosts only, bounded in size and time."""
