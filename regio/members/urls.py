from django.urls import path

from regio.members.views import invitations, members, profile, regions

app_name = "members"
urlpatterns = [
    path("accounts/profiel/", profile.profile, name="profile"),
    path("nieuwe-regio/", regions.region_create, name="region_create"),
    path(
        "nieuwe-regio/<int:pk>/beheerder/",
        regions.first_admin_invite,
        name="first_admin_invite",
    ),
    path("uitnodiging/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("regio/<slug:slug>/instellingen/", regions.region_edit, name="region_edit"),
    path("regio/<slug:slug>/leden/", members.member_list, name="member_list"),
    path("regio/<slug:slug>/leden/uitnodigen/", members.member_invite, name="member_invite"),
    path("regio/<slug:slug>/leden/<int:pk>/", members.member_detail, name="member_detail"),
    path("regio/<slug:slug>/leden/<int:pk>/einde/", members.member_end, name="member_end"),
    path(
        "regio/<slug:slug>/leden/<int:pk>/contactpersoon/",
        members.member_person,
        name="member_person",
    ),
    path(
        "regio/<slug:slug>/leden/uitnodigingen/<int:pk>/opnieuw/",
        invitations.invitation_renew,
        name="invitation_renew",
    ),
    path(
        "regio/<slug:slug>/leden/uitnodigingen/<int:pk>/intrekken/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
]
