"""Jobs: work that happens after the answer was given.

Owns the queue of jobs in the same database, their leases, retries and schedule.
Verbs: `later`, `every`, `work`. It never knows what a job means.
"""
