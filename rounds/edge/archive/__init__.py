"""The archive door: import of archives from elsewhere, and of one's own."""
