"""The mandate check for papers: at every decision item, whoever may read it."""

from functools import cached_property

from oogo.powers import MandateCheck


class PaperCheck(MandateCheck):
    """The check at `items`, all of a meeting. What a paper shows of it is for the paper to say."""

    def __init__(self, meeting, items):
        super().__init__(meeting, user=None)
        self.items = items

    @cached_property
    def _items(self):
        return [item for item in self.items if item.is_for_decision]
