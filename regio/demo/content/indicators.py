"""Three indicators with made-up figures (scenario 9): number / out of how many, by gemeente.

Before 1 January 2022 the figures are those of Heerhugowaard and Langedijk; together they are what
Dijk en Waard is. A star: provisional.
"""

from dataclasses import dataclass
from datetime import date

from monitoring.rules.figures import Direction, Figure, Unit
from monitoring.rules.periods import Kind, read_period

NONE = "–"


@dataclass(frozen=True)
class Aim:
    """A target: the value, the period, the day on which it was set."""

    value: str
    period: str
    since: date


@dataclass(frozen=True)
class Broken:
    """From a day the definition is another; `told` is the day on which that was written down."""

    on: date
    text: str
    told: date


@dataclass(frozen=True)
class Counted:
    """The figures of a gemeente in the order of the periods, number/out of how many; – is none."""

    code: str
    figures: str


@dataclass(frozen=True)
class IndicatorContent:
    """An indicator with its figures; `delivered` has the day of each period."""

    title: str
    theme: str
    definition: str
    counts: str
    out_of: str
    unit: str
    direction: str
    frequency: str
    source: str
    area: tuple[str, str]
    made_on: date
    by: str
    periods: tuple[str, ...]
    delivered: tuple[date, ...]
    figures: tuple[Counted, ...]
    aim: Aim | None = None
    broken: Broken | None = None

    def measured(self):
        """Yield (code, period, figure, day of delivery) of each figure, by delivery."""
        for place, (written, day) in enumerate(zip(self.periods, self.delivered, strict=True)):
            period = read_period(written.rstrip("*"), self.frequency)
            for row in self.figures:
                cells = row.figures.split()
                if place < len(cells) and cells[place] != NONE:
                    number, total = map(int, cells[place].split("/"))
                    yield row.code, period, Figure(number, total, None, "", "*" in written), day


ALKMAAR, BERGEN, CASTRICUM = "GM0361", "GM0373", "GM0383"
HEERHUGOWAARD, LANGEDIJK, DIJK_EN_WAARD = "GM0398", "GM0416", "GM1980"
HEILOO, UITGEEST = "GM0399", "GM0450"

LONG_ABSENT = IndicatorContent(
    title="Thuiszitters langer dan drie maanden",
    theme="Thuiszitters en verzuim",
    definition=(
        "Absoluut verzuim en langdurig relatief verzuim samen, langer dan drie maanden, zonder "
        "vrijstellingen en zonder geoorloofd verzuim."
    ),
    counts="thuiszitters",
    out_of="leerplichtige jongeren van 5 t/m 17 jaar",
    unit=Unit.PER_MILLE,
    direction=Direction.DOWN,
    frequency=Kind.SCHOOL_YEAR,
    source="Leerplichttelling (voorbeeld)",
    area=("jeugd", "JZ06"),
    made_on=date(2025, 2, 10),
    by="Sanne Bosuil",
    aim=Aim("1.5", "2027/28", date(2025, 4, 10)),
    periods=("2020/21", "2021/22", "2022/23", "2023/24", "2024/25"),
    delivered=(date(2025, 2, 11),) * 4 + (date(2025, 10, 14),),
    figures=(
        Counted(ALKMAAR, "41/15600 46/15550 50/15500 44/15450 37/15400"),
        Counted(BERGEN, "8/3900 9/3850 9/3800 8/3750 7/3700"),
        Counted(CASTRICUM, "11/5400 13/5400 14/5350 12/5350 10/5300"),
        Counted(HEERHUGOWAARD, "25/9400"),
        Counted(LANGEDIJK, "11/4700"),
        Counted(DIJK_EN_WAARD, "– 42/14150 45/14200 38/14250 31/14300"),
        Counted(HEILOO, "6/3650 7/3650 8/3650 6/3600 5/3600"),
        Counted(UITGEEST, "4/2200 5/2200 6/2200 4/2200 3/2200"),
    ),
)

EARLY_LEAVERS = IndicatorContent(
    title="Voortijdig schoolverlaters",
    theme="Overgang naar werk (pro, vso, mbo)",
    definition="Deelnemers aan vo en mbo die zonder startkwalificatie van school gaan.",
    counts="voortijdig schoolverlaters",
    out_of="deelnemers aan vo en mbo",
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    frequency=Kind.SCHOOL_YEAR,
    source="DUO (voorbeeld)",
    area=("rmc", "MC24"),
    made_on=date(2025, 2, 10),
    by="Sanne Bosuil",
    aim=Aim("1.6", "2028/29", date(2025, 4, 10)),
    broken=Broken(date(2026, 1, 1), "Doelgroep wordt 12 t/m 27 jaar.", date(2025, 11, 4)),
    periods=("2020/21", "2021/22", "2022/23", "2023/24", "2024/25*"),
    delivered=(date(2025, 2, 11),) * 4 + (date(2026, 2, 17),),
    figures=(
        Counted(ALKMAAR, "157/8700 199/8650 206/8600 194/8600 179/8550"),
        Counted(BERGEN, "23/1900 30/1880 32/1860 28/1840 26/1820"),
        Counted(CASTRICUM, "34/2800 45/2780 47/2760 41/2740 38/2720"),
        Counted(HEERHUGOWAARD, "86/5100"),
        Counted(LANGEDIJK, "36/2500"),
        Counted(DIJK_EN_WAARD, "– 161/7650 169/7700 163/7750 148/7800"),
        Counted(HEILOO, "22/1850 28/1840 29/1830 26/1820 23/1800"),
        Counted(UITGEEST, "13/1080 18/1080 18/1070 16/1070 14/1060"),
    ),
)

YOUTH_HELP = IndicatorContent(
    title="Jongeren met jeugdhulp",
    theme="Onderwijs-jeugdhulp",
    definition="Jongeren van 0 t/m 22 jaar met jeugdhulp in het jaar, afgerond op vijftallen.",
    counts="jongeren met jeugdhulp",
    out_of="jongeren van 0 t/m 22 jaar",
    unit=Unit.PERCENT,
    direction=Direction.NEUTRAL,
    frequency=Kind.YEAR,
    source="CBS (voorbeeld)",
    area=("jeugd", "JZ06"),
    made_on=date(2025, 2, 10),
    by="Lotte Zwaluw",
    periods=("2020", "2021", "2022", "2023", "2024*"),
    delivered=(date(2025, 2, 12),) * 4 + (date(2025, 6, 3),),
    figures=(
        Counted(ALKMAAR, "2935/28200 3135/28250 3200/28300 3290/28350 3340/28300"),
        Counted(BERGEN, "525/6500 555/6450 555/6400 565/6350 555/6300"),
        Counted(CASTRICUM, "780/9300 830/9250 845/9200 850/9150 855/9100"),
        Counted(HEERHUGOWAARD, "1605/16200 1735/16250"),
        Counted(LANGEDIJK, "710/7900 760/7950"),
        Counted(DIJK_EN_WAARD, "– – 2575/24300 2660/24400 2720/24500"),
        Counted(HEILOO, "485/6050 510/6050 515/6000 535/6000 520/5950"),
        Counted(UITGEEST, "270/3750 290/3750 290/3700 300/3700 305/3700"),
    ),
)

INDICATORS = (LONG_ABSENT, EARLY_LEAVERS, YOUTH_HELP)
