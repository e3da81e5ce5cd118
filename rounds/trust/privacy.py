"""What this server does with what people leave here, in words: the page 'About' and apps say the same.

An operator says it in their own words in a file `privacy.md` in the server's home.
"""

_WHO_READS = (
    "Public posts can be read by everyone. Posts for followers can be read by the followers the author"
    " accepted. Posts to the people mentioned can be read by them, and by the people who run this server"
    " if the law makes them: do not send patient details."
)
_WHO_IS_TOLD = (
    "No other company is told that you were here: this page asks nobody else for anything. Location and"
    " other hidden data are removed from pictures. What you delete is gone from here at once, the files"
    " of its pictures a moment later."
)
PRIVACY = (_WHO_READS, _WHO_IS_TOLD)
