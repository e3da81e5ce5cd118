"""The Mastodon door: the client API, OAuth 2 and streaming, one file per resource."""
