"""Communities: groups of people who learn together.

Owns membership. It never publishes: what its members write goes through the gate.
"""
