"""Identity: who somebody is.

Owns accounts (local and remote), roles in medicine, credentials, follows, mutes, blocks,
and the state of limits and suspension. It never decides who sees a post.
"""
