"""Figures: tables of numbers drawn as SVG that a professor can put on a slide.

Every figure is a pure function from a title and rows to a frozen `Figure`: the drawing for a wide column,
the same for a phone, the table that says the same in words, and a note. Nothing here reads a clock, a
database or a random number: the same rows give the same bytes.

Verbs: `bars.bars`, `bars.columns`, `pie.pie`, `timeline.timeline`, `world.world_map`, `network.network`,
`spread.lorenz`, `spread.interval`, `spread.dot_times`, `alone.standalone`.

Never: decides what may be shown. Suppression is done (`insights.privacy`) before rows come here.
"""
