"""What Mastodon has no word for, for apps: reviews, takedowns, credentials, representatives, archives.

The same door as its neighbours (tokens, limits, errors, the OpenAPI document), under a prefix of its
own, `/api/rounds/v1`: each endpoint parses, calls one verb of a room, and shapes what that gives.
"""
