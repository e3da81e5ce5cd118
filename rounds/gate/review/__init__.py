"""Review before publication: two independent people look at teaching before it spreads.

Owns manuscripts, their versions, invitations, reviews, badges and corrections. Verbs: `ask_review`,
`take_up`, `invite`, `accept`, `give_review`, `decide`, `publish_reviewed`, `correct`. What is under
review is read by its author, its editor and its reviewers, and by nobody else.
"""
