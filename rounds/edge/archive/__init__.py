"""The archive door: import of archives from elsewhere."""
