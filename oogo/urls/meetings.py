from django.urls import path

from oogo.views import items, meetings, papers, proposals

meeting_urls = [
    path("overleg/", meetings.meeting_list, name="meeting_list"),
    path("overleg/nieuw/", meetings.meeting_create, name="meeting_create"),
    path("overleg/<int:number>/", meetings.meeting_detail, name="meeting_detail"),
    path("overleg/<int:number>/wijzigen/", meetings.meeting_edit, name="meeting_edit"),
    path("overleg/<int:number>/volgorde/", meetings.agenda_order, name="agenda_order"),
    path("overleg/<int:number>/punten/nieuw/", items.item_create, name="item_create"),
    path("overleg/<int:number>/punten/<int:pk>/", items.item_detail, name="item_detail"),
]

# An item may wait in the backlog: these name no meeting.
item_urls = [
    path("oogo/voorraad/", items.backlog, name="backlog"),
    path("oogo/punten/<int:pk>/wijzigen/", items.item_edit, name="item_edit"),
    path("oogo/punten/<int:pk>/aannemen/", items.item_accept, name="item_accept"),
    path("oogo/punten/<int:pk>/intrekken/", items.item_withdraw, name="item_withdraw"),
    path("oogo/punten/<int:pk>/terugzetten/", items.item_restore, name="item_restore"),
    path("oogo/punten/<int:pk>/voorraad/", items.item_park, name="item_park"),
    path("oogo/punten/<int:pk>/agenderen/", items.item_place, name="item_place"),
    path(
        "oogo/punten/uit-stap/<int:pk>/<int:number>/",
        proposals.item_from_step,
        name="item_from_step",
    ),
    path("oogo/punten/uit-thema/<int:pk>/", proposals.item_from_theme, name="item_from_theme"),
]

paper_urls = [
    path("oogo/punten/<int:pk>/bijlagen/nieuw/", papers.annex_create, name="annex_create"),
    path("oogo/bijlagen/<int:pk>/", papers.annex_download, name="annex_download"),
    path("oogo/bijlagen/<int:pk>/wijzigen/", papers.annex_edit, name="annex_edit"),
    path("oogo/bijlagen/<int:pk>/vervangen/", papers.annex_replace, name="annex_replace"),
    path("oogo/bijlagen/<int:pk>/plaats/", papers.annex_move, name="annex_move"),
    path("oogo/bijlagen/<int:pk>/intrekken/", papers.annex_withdraw, name="annex_withdraw"),
    path("oogo/punten/<int:pk>/onderdelen/nieuw/", papers.part_create, name="part_create"),
    path("oogo/onderdelen/<int:pk>/wijzigen/", papers.part_edit, name="part_edit"),
    path("oogo/onderdelen/<int:pk>/intrekken/", papers.part_withdraw, name="part_withdraw"),
    path("oogo/punten/<int:pk>/aandelen/nieuw/", papers.share_create, name="share_create"),
    path("oogo/aandelen/<int:pk>/wijzigen/", papers.share_edit, name="share_edit"),
    path("oogo/aandelen/<int:pk>/intrekken/", papers.share_withdraw, name="share_withdraw"),
]

urlpatterns = [*meeting_urls, *item_urls, *paper_urls]
