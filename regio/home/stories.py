"""What happened lately, in as few lines as it takes.

Rows that were made with another are told with it, all that one person did to one object on a day
is one thing, and so is the same deed done to many objects.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.apps import apps

from partners.rules.overlap import in_words
from records import rules
from regio.lib import clock

NAMED = 3


@dataclass(frozen=True)
class Story:
    """One line: what one person did on one day, to the objects of `changes`, newest first."""

    text: str
    changes: list

    @property
    def change(self):
        """The newest."""
        return self.changes[0]

    @property
    def named(self):
        """The objects that the line names: all, when that is only one more."""
        return self.changes if len(self.changes) <= NAMED + 1 else self.changes[:NAMED]

    @property
    def unnamed(self):
        """How many objects more there are."""
        return len(self.changes) - len(self.named)

    @property
    def on_behalf_of(self):
        """Whom all of it was done for, when that is one party."""
        names = {change.on_behalf_of for change in self.changes}
        return names.pop() if len(names) == 1 else ""


@dataclass
class _Thing:
    """What one person did to one object on one day, and the rows that were made with it."""

    act: rules.Act
    parts: list = field(default_factory=list)

    @property
    def told(self):
        """The act that tells the thing: of a part that bears its name (a partij), else its own."""
        label = self.act.change.object_label
        twins = [part for part in self.parts if part.change.object_label == label]
        return twins[0] if twins else self.act

    @property
    def text(self):
        label = self.act.change.object_label
        parts = [part.change for part in reversed(self.parts)]
        kinds = Counter(part.model for part in parts if part.object_label != label)
        made = [_count(apps.get_model(model)._meta, count) for model, count in kinds.items()]
        return self.told.said + (f", met {in_words(made)}" if made else "")


def stories(changes):
    """Return the stories that audit rows tell; both newest first."""
    same_object = {}
    for act in rules.acts(changes):
        same_object.setdefault(_key(act.change), []).append(act)
    things = {key: _Thing(rules.merged(acts)) for key, acts in same_object.items()}
    alike = {}
    for thing in _folded(things):
        change = thing.told.change
        key = (change.by_id, _day(change), change.model, thing.told.sort)
        alike.setdefault(key, []).append(thing)
    return [_story(group) for group in alike.values()]


def _folded(things):
    """Return the things that were not made as part of another; the others have become its part."""
    whole = {}
    for thing in things.values():
        root = thing
        while (parent := _made_with(root.act, things)) is not None:
            root = parent
        if root is not thing:
            root.parts.append(thing.act)
        whole[id(root)] = root
    return list(whole.values())


def _made_with(act, things):
    """Return the thing that this row is part of, when one and the same made both that day."""
    part_of = act.telling.part_of
    if not (part_of and act.is_creation):
        return None
    change = act.change
    parent = change.region_id
    if part_of != "region":
        parent = next((int(line.now) for line in act.all_lines if line.name == part_of), None)
    model = change.model_class._meta.get_field(part_of).related_model._meta.label_lower
    thing = things.get((change.by_id, _day(change), model, parent))
    return thing if thing and thing.act.is_creation else None


def _story(things):
    changes = [thing.told.change for thing in things]
    texts = {thing.text for thing in things}
    text = texts.pop() if len(texts) == 1 else things[0].told.said_of_several
    return Story(text if len(things) == 1 else f"{len(things)} × {text}", changes)


def _key(change):
    return (change.by_id, _day(change), change.model, change.object_id)


def _day(change):
    return change.at.astimezone(clock.AMSTERDAM).date()


def _count(meta, count):
    return f"{count} {meta.verbose_name_plural}" if count > 1 else str(meta.verbose_name)
