"""Trust: what keeps the place safe and true.

Owns the rules of the house and reports to moderators. It acts by writing state that lower rooms
own (limits and suspension in identity); it never publishes or changes a post.
"""
