"""The meetings of the scenario (5 and the three others it names), who is invited and who came.

Members are invited by their seats; agenda members and the outer ring only where a row says so. The
scenario gives no hours for the smaller meetings and no place but for the two OOGO's: made up. At
the OOGO of 10 April 2025 there was no independent chair yet.
"""

from dataclasses import dataclass, field
from datetime import date, time

from oogo.models import Participant

COMES, DECLINES = Participant.Reply.COMES, Participant.Reply.DECLINES
EXCUSED, ABSENT = Participant.Attendance.EXCUSED, Participant.Attendance.ABSENT
REPLACED = Participant.Attendance.REPLACED
AGENDA = Participant.Part.AGENDA


@dataclass(frozen=True)
class Guest:
    """Someone who is invited besides the members."""

    person: str
    organisation: str
    part: str
    invited: date
    note: str = ""


@dataclass(frozen=True)
class Reply:
    """An answer that is not simply "komt"; `instead` is who comes in this one's place."""

    person: str
    reply: str
    on: date
    instead: str = ""
    note: str = ""


@dataclass(frozen=True)
class Seen:
    """Who was not simply there from beginning to end."""

    person: str
    attendance: str
    instead: str = ""
    from_item: str = ""
    note: str = ""


@dataclass(frozen=True)
class MeetingRow:
    """A meeting of a body.

    `invited` and `replied` are the days of inviting the members and of their answer; `silent` gave
    none. `sent` is when the papers went out, `written_up` when attendance and minutes were written,
    `adopted_on` when the minutes were adopted (and by that meeting written down on `adopted`).
    """

    body: str
    day: date
    starts_at: time
    ends_at: time
    place: str
    made: date
    invited: date | None = None
    replied: date | None = None
    silent: tuple = ()
    guests: tuple = ()
    replies: tuple = ()
    sent: date | None = None
    written_up: date | None = None
    seen: tuple = ()
    adopted_on: date | None = None
    adopted: date | None = None
    acting: dict = field(default_factory=dict)

    @property
    def key(self):
        return f"{self.body} {self.day:%d-%m-%Y}"


HALF_PAST_ONE, HALF_PAST_THREE = time(13, 30), time(15, 30)
OOGO_1, OOGO_2, OOGO_3, OOGO_4 = (
    "OOGO 10-04-2025",
    "OOGO 25-09-2025",
    "OOGO 16-04-2026",
    "OOGO 24-09-2026",
)
RG_1, RG_2, RG_3 = "RG 09-01-2026", "RG 29-01-2026", "RG 25-06-2026"
AO_1, AO_2 = "AO 12-02-2026", "AO 12-03-2026"
PORA = "PORA 04-03-2026"
ALKMAAR = "Stadhuis Alkmaar"
FIRST_DAY = date(2026, 4, 17)
ACTING = {"Fenna Kievit": "Siebe Scholekster"}

MEETINGS = (
    MeetingRow(
        "OOGO", date(2025, 4, 10), HALF_PAST_ONE, HALF_PAST_THREE, ALKMAAR,
        made=date(2025, 1, 21), invited=date(2025, 2, 13), replied=date(2025, 3, 4),
        sent=date(2025, 4, 1), written_up=date(2025, 4, 11),
        adopted_on=date(2025, 9, 25), adopted=date(2025, 9, 26),
    ),
    MeetingRow(
        "OOGO", date(2025, 9, 25), HALF_PAST_ONE, HALF_PAST_THREE, "Gemeentehuis Heerhugowaard",
        made=date(2025, 4, 17), invited=date(2025, 8, 28), replied=date(2025, 9, 4),
        replies=(
            Reply("Karel Fuut", DECLINES, date(2025, 9, 15), note="Stuurt een standpunt op."),
            Reply("Irma Tureluur", DECLINES, date(2025, 9, 18), "Paul Lepelaar",
                  "Machtiging van het college van Heiloo aan wethouder Lepelaar."),
        ),
        sent=date(2025, 9, 11), written_up=date(2025, 9, 26),
        seen=(
            Seen("Karel Fuut", EXCUSED, note="Schriftelijk standpunt."),
            Seen("Irma Tureluur", REPLACED, "Paul Lepelaar"),
        ),
        adopted_on=date(2026, 4, 16), adopted=FIRST_DAY,
    ),
    MeetingRow(
        "OOGO", date(2026, 4, 16), HALF_PAST_ONE, HALF_PAST_THREE, f"{ALKMAAR}, raadzaal",
        made=date(2025, 10, 6), invited=date(2026, 1, 29), replied=date(2026, 2, 6),
        silent=("Wilma Roerdomp",),
        guests=(
            Guest("Stef Ekster", "Brug", AGENDA, date(2026, 2, 26), "Schuift aan bij punt 4."),
        ),
        replies=(
            Reply("Fenna Kievit", DECLINES, date(2026, 2, 10), "Siebe Scholekster",
                  "Waarnemer sinds 9 februari 2026."),
            Reply("Karel Fuut", DECLINES, date(2026, 2, 25),
                  note="Wethouder Lepelaar spreekt voor Uitgeest bij punt 2, 5, 6 en 7."),
            Reply("Stef Ekster", COMES, date(2026, 3, 2)),
        ),
        sent=date(2026, 4, 2), written_up=FIRST_DAY,
        seen=(
            Seen("Fenna Kievit", REPLACED, "Siebe Scholekster"),
            Seen("Karel Fuut", EXCUSED),
            Seen("Wilma Roerdomp", ABSENT),
            Seen("Meryem Kwartel", Participant.Attendance.PRESENT, from_item="3"),
            Seen("Paul Lepelaar", Participant.Attendance.PRESENT, note="Toehoorder bij punt 3."),
            Seen("Gijs Meerkoet", Participant.Attendance.PRESENT, note="Toehoorder bij punt 3."),
        ),
    ),
    MeetingRow(
        "RG", date(2026, 1, 9), time(9, 30), time(11), "Online",
        made=date(2025, 11, 20), invited=date(2025, 11, 20), replied=date(2025, 12, 1),
        sent=date(2025, 12, 19), written_up=date(2026, 1, 12),
        adopted_on=date(2026, 1, 29), adopted=date(2026, 1, 30),
    ),
    MeetingRow(
        "RG", date(2026, 1, 29), time(15), time(16, 30), ALKMAAR,
        made=date(2025, 11, 20), invited=date(2025, 11, 20), replied=date(2025, 12, 1),
        sent=date(2026, 1, 22), written_up=date(2026, 1, 30),
    ),
    MeetingRow(
        "AO", date(2026, 2, 12), time(10), time(11, 30), ALKMAAR,
        made=date(2025, 12, 11), invited=date(2026, 1, 15), replied=date(2026, 1, 20),
        sent=date(2026, 2, 5), written_up=date(2026, 2, 13),
        adopted_on=date(2026, 3, 12), adopted=date(2026, 3, 13),
    ),
    MeetingRow(
        "PORA", date(2026, 3, 4), time(14), time(16), ALKMAAR,
        made=date(2025, 12, 11), invited=date(2026, 2, 16), replied=date(2026, 2, 19),
        sent=date(2026, 2, 25), written_up=date(2026, 3, 5), acting=ACTING,
    ),
    MeetingRow(
        "AO", date(2026, 3, 12), time(10), time(11, 30), ALKMAAR,
        made=date(2026, 2, 12), invited=date(2026, 2, 12), replied=date(2026, 2, 19),
        sent=date(2026, 3, 5), written_up=date(2026, 3, 13),
    ),
    MeetingRow(
        "OOGO", date(2026, 9, 24), HALF_PAST_ONE, HALF_PAST_THREE, "",
        made=date(2026, 2, 16),
    ),
    MeetingRow(
        "RG", date(2026, 6, 25), time(9, 30), time(11), ALKMAAR,
        made=date(2026, 2, 16), invited=date(2026, 2, 16),
        silent=("Els Ooievaar", "Mark Torenvalk", "Ruben Wulp", "Bram IJsvogel", "Yara Smient",
                "Olaf Reiger"),
    ),
)  # fmt: skip
