"""Tests of moving: a copy of what is one's own, out and in again."""
