"""Gatherings: a time, a tag, hosts and prompts.

Owns hashtag chats and journal clubs, their prompts, what they collected and their transcript.
It never publishes past the gate: a prompt is a post like any other.
"""
