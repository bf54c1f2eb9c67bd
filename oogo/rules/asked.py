"""Who is asked where it stands on an afspraak of which no subject of the OOGO names the parties.

Domain: such an afspraak stands for those who agree, and who is absent has no stance yet. So asked
are the parties with a seat in the body on the day of the meeting, and those invited as a member
for once. Who keeps the minutes is there for no party. Roles at a theme say who does what, not who
agrees: they ask nobody.
"""

from django.db.models import Q

# Conditions on seats of the body (that hold on the day) and on participants of the meeting.
SEATED = Q(membership="lid", party__isnull=False) & ~Q(kind="secretaris")
INVITED = Q(part="lid", party__isnull=False, is_withdrawn=False) & (
    Q(seat=None) | ~Q(seat__kind="secretaris")
)
