"""Of which measured gemeenten a gemeente or an area of a period is the sum.

Sums before a merger are the sum of the parts. Over a split nothing is computed, and neither for an
area in which a gemeente lies for a part only.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from partners.rules.overlap import SMALL_SHARE, in_words


@dataclass(frozen=True)
class Parts:
    """The gemeenten (codes) whose figures make up a sum, or why the sum cannot be made.

    `is_own`: the figure of the whole was delivered itself, and need not be added up.
    """

    codes: frozenset = frozenset()
    problem: str = ""
    is_split: bool = False
    is_own: bool = False


class Territory:
    """Answers over `borders` (partners.rules.borders.Borders), each worked out once.

    `measured` are the codes of which the period has a figure, `day` is the period's last.
    """

    def __init__(self, borders):
        self.borders = borders
        self._seen = {}

    def parts_of(self, code, day, measured) -> Parts:
        """Return what makes up gemeente `code`, as it is now, in a period.

        A gemeente that did not exist yet may have been counted back by the source: then that
        figure stands.
        """
        return self._once(self._parts_of, code, day, measured)

    def members_of(self, area, day, measured) -> Parts:
        """Return what makes up `area` by its members on `day`."""
        return self._once(self._members_of, area, day, measured)

    def _once(self, work_out, *question):
        """Return the answer to `question`: many indicators ask the same."""
        if question not in self._seen:
            self._seen[question] = work_out(*question)
        return self._seen[question]

    def _parts_of(self, code, day, measured):
        before = self._before(code, day)
        if code in measured and (code not in before or before == {code}):
            return Parts(self._known_parts(code, before, measured), is_own=True)
        if split := self._splits(before, code):
            return Parts(problem=f"gesplitst: {self._names(split, day)}", is_split=True)
        if before and before <= measured:
            return Parts(before)
        olds = self._origin[code]
        if olds and olds <= measured and before == {code} and not self._splits(olds, code):
            return Parts(frozenset(olds))
        return Parts(problem=f"ontbreekt: {self._names(before - measured or {code}, day)}")

    def _members_of(self, area, day, measured):
        members, partly = self._members(area, day)
        if partly:
            return Parts(problem=f"deels in dit gebied: {self._names(partly, day)}")
        codes, missing = set(), set()
        for member in members:
            found = self._stand_ins(member, day, measured, members)
            codes |= found
            missing |= set() if found else {member}
        for counted_back in codes - members:
            codes -= self._before(counted_back, day)
        if missing:
            return Parts(problem=f"ontbreekt: {self._names(missing, day)}")
        return Parts(frozenset(codes), "" if codes else "geen gemeenten in dit gebied")

    def member_codes(self, area, day) -> frozenset:
        """Return the gemeenten that lay in `area` on `day`, whatever was measured of them."""
        return self._members(area, day)[0]

    def mergers_into(self, code, first, last) -> list:
        """Return (day, names of the old gemeenten) of each merger into `code` in between.

        That is after `first` and up to `last`: there the line of `code` is marked.
        """
        days = defaultdict(set)
        for merger in self.borders.mergers:
            if merger.new in self.borders.origin_of(code) and first < merger.on <= last:
                days[merger.on].add(self.borders.name(merger.old, first))
        return [(day, sorted(names)) for day, names in sorted(days.items())]

    def _members(self, area, day):
        """Return the members of an area on a day, and those that lie in it for a part."""
        if (area, day) not in self._seen:
            shares = {
                code: found.share
                for code in self.borders.municipalities_of(area, day)
                for found in self.borders.areas_of(code, area.kind, day)
                if found.area == area
            }
            members = {c for c, share in shares.items() if share is None or share >= SMALL_SHARE}
            partly = {code for code in members if shares[code] != 1}
            self._seen[area, day] = frozenset(members), frozenset(partly)
        return self._seen[area, day]

    def _before(self, code, day) -> frozenset:
        """Return the gemeenten that on `day` stood where `code` stands."""
        if (code, day) not in self._seen:
            self._seen[code, day] = self.borders.predecessors_of(code, day)
        return self._seen[code, day]

    @staticmethod
    def _known_parts(code, before, measured):
        """Return the parts of a figure that was counted back, where they are measured as well."""
        counted_back = code not in before and before and before <= measured
        return frozenset(before if counted_back else {code})

    def _stand_ins(self, member, day, measured, members):
        """Return whose figures tell of `member`: its own, or of what it came from or became."""
        if member in measured:
            return {member}
        olds = self._origin[member]
        if olds and olds <= measured and not self._splits(olds, member):
            return olds
        for new in sorted(self.borders.line_of(member) - {member}):
            if new in measured and self._before(new, day) <= members:
                return {new}
        return set()

    @cached_property
    def _origin(self) -> dict:
        """The gemeenten out of which each was made, one step back."""
        olds = defaultdict(set)
        for merger in self.borders.mergers:
            olds[merger.new].add(merger.old)
        return olds

    def _splits(self, olds, code) -> set:
        """Return those between `olds` and `code`, themselves included, that became something else
        besides `code`."""
        after = set().union(*(self.borders.line_of(old) for old in olds))
        between = after & self.borders.origin_of(code)
        return {
            merger.old
            for merger in self.borders.mergers
            if merger.old in between
            and merger.old != code
            and code not in self.borders.line_of(merger.new)
        }

    def _names(self, codes, day) -> str:
        return in_words(sorted(self.borders.name(code, day) for code in codes))
