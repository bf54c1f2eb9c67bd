"""Writes all of the OOGO of the demonstration, each table after what it refers to."""

from regio.demo.cycles import CycleWriter
from regio.demo.decisions import DecisionWriter
from regio.demo.items import ItemWriter
from regio.demo.meetings import MeetingWriter
from regio.demo.promises import ActionWriter


def write_oogo(scene):
    meetings = MeetingWriter(scene).write()
    CycleWriter(scene).write()
    items = ItemWriter(scene).write()
    DecisionWriter(scene).write()
    actions = ActionWriter(scene).write()
    items.write_origins()
    items.write_up()
    meetings.write_up()
    actions.write_outcomes()
