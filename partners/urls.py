from django.urls import path

from partners.views import (
    areas,
    bodies,
    closed_days,
    colleges,
    crowding,
    divisions,
    elections,
    inquiries,
    maps,
    mergers,
    merging,
    missing,
    municipalities,
    names,
    organisations,
    parties,
    people,
    playing_field,
    portfolios,
    positions,
    roster,
    seats,
    start,
)

app_name = "partners"

field_urls = [
    path("", playing_field.playing_field, name="playing_field"),
    path("start/", start.start_choose, name="start_choose"),
    path("start/gebieden/", start.start_areas, name="start_areas"),
    path("start/partijen/", start.start_parties, name="start_parties"),
    path("start/nakijken/", start.start_confirm, name="start_confirm"),
    path("indeling.xlsx", playing_field.matrix_export, name="matrix_export"),
    path("kaart/", maps.map_detail, name="map_detail"),
    path("gemeenten/<str:code>/", municipalities.municipality_detail, name="municipality_detail"),
    path("herindelingen/", mergers.merger_list, name="merger_list"),
    path("herindelingen/<int:pk>/", mergers.merger_detail, name="merger_detail"),
    path("gebieden/", areas.area_list, name="area_list"),
    path("gebieden/nieuw/", areas.area_create, name="area_create"),
    path("gebieden/<int:pk>/beeindigen/", areas.area_end, name="area_end"),
    path("gebieden/soorten/", divisions.area_kinds, name="area_kinds"),
    path("gebieden/<str:kind>/<str:code>/", divisions.area_detail, name="area_detail"),
    path("gebieden/<str:kind>/<str:code>/contact/", divisions.area_contact, name="area_contact"),
    path(
        "gebieden/<str:kind>/<str:code>/organisatie/",
        divisions.area_organisation,
        name="area_organisation",
    ),
]

party_urls = [
    path("ontbreekt/", missing.missing_list, name="missing_list"),
    path("partijen/", parties.party_list, name="party_list"),
    path("partijen/nieuw/", parties.party_create, name="party_create"),
    path("partijen/<int:pk>/", parties.party_detail, name="party_detail"),
    path("partijen/<int:pk>/wijzigen/", parties.party_edit, name="party_edit"),
    path("partijen/<int:pk>/beeindigen/", parties.party_end, name="party_end"),
    path("partijen/<int:pk>/relaties/nieuw/", parties.link_create, name="link_create"),
    path("relaties/<int:pk>/beeindigen/", parties.link_end, name="link_end"),
    path("namen/", names.name_list, name="name_list"),
    path("mensen/", people.person_list, name="person_list"),
    path("mensen/downloaden/", roster.roster_export, name="roster_export"),
    path("mensen/inlezen/", roster.roster_import, name="roster_import"),
    path("mensen/inlezen/sjabloon/", roster.roster_template, name="roster_template"),
    path("mensen/nieuw/", people.person_create, name="person_create"),
    path("mensen/<int:pk>/", people.person_detail, name="person_detail"),
    path("mensen/<int:pk>/wijzigen/", people.person_edit, name="person_edit"),
    path("mensen/<int:pk>/functies/nieuw/", positions.position_create, name="position_create"),
    path(
        "partijen/<int:pk>/functies/nieuw/",
        positions.party_position_create,
        name="party_position_create",
    ),
    path("functies/<int:pk>/wijzigen/", positions.position_edit, name="position_edit"),
    path("functies/<int:pk>/beeindigen/", positions.position_end, name="position_end"),
    path("functies/<int:pk>/klopt/", inquiries.position_verify, name="position_verify"),
    path("meldingen/<int:pk>/overnemen/", inquiries.correction_take, name="correction_take"),
    path("meldingen/<int:pk>/afwijzen/", inquiries.correction_decline, name="correction_decline"),
    path("functies/<int:pk>/mandaten/nieuw/", positions.mandate_create, name="mandate_create"),
    path("mandaten/<int:pk>/wijzigen/", positions.mandate_edit, name="mandate_edit"),
    path("mandaten/<int:pk>/beeindigen/", positions.mandate_end, name="mandate_end"),
    path(
        "functies/<int:pk>/vertegenwoordigingen/nieuw/",
        positions.representation_create,
        name="representation_create",
    ),
    path(
        "vertegenwoordigingen/<int:pk>/beeindigen/",
        positions.representation_end,
        name="representation_end",
    ),
    path("portefeuilles/", portfolios.portfolio_list, name="portfolio_list"),
    path("portefeuilles/nieuw/", portfolios.portfolio_create, name="portfolio_create"),
    path("portefeuilles/<int:pk>/wijzigen/", portfolios.portfolio_edit, name="portfolio_edit"),
]

organisation_urls = [
    path("organisaties/dubbel/", merging.duplicate_list, name="duplicate_list"),
    path(
        "organisaties/<int:pk>/samenvoegen/",
        merging.organisation_merge,
        name="organisation_merge",
    ),
    path("organisaties/", organisations.organisation_list, name="organisation_list"),
    path("organisaties/nieuw/", organisations.organisation_create, name="organisation_create"),
    path("organisaties/<int:pk>/", organisations.organisation_detail, name="organisation_detail"),
    path(
        "organisaties/<int:pk>/wijzigen/",
        organisations.organisation_edit,
        name="organisation_edit",
    ),
    path(
        "organisaties/<int:pk>/relaties/nieuw/",
        organisations.organisation_link_create,
        name="organisation_link_create",
    ),
    path(
        "organisaties/<int:pk>/meedoen/", organisations.organisation_join, name="organisation_join"
    ),
]

body_urls = [
    path("gremia/", bodies.body_list, name="body_list"),
    path("gremia/nieuw/", bodies.body_create, name="body_create"),
    path("gremia/drukte/", crowding.crowding_list, name="crowding_list"),
    path("gremia/naast-elkaar/", crowding.body_compare, name="body_compare"),
    path("gremia/<int:pk>/", bodies.body_detail, name="body_detail"),
    path("gremia/<int:pk>/wijzigen/", bodies.body_edit, name="body_edit"),
    path("gremia/<int:pk>/beeindigen/", bodies.body_end, name="body_end"),
    path("gremia/<int:pk>/zetels/nieuw/", seats.seat_create, name="seat_create"),
    path("zetels/<int:pk>/wijzigen/", seats.seat_edit, name="seat_edit"),
    path("zetels/<int:pk>/beeindigen/", seats.seat_end, name="seat_end"),
    path("zetels/<int:pk>/bezetten/", seats.seat_fill, name="seat_fill"),
    path("bezettingen/<int:pk>/beeindigen/", seats.holding_end, name="holding_end"),
    path("sluitingsdagen/", closed_days.closed_day_list, name="closed_day_list"),
    path("sluitingsdagen/nieuw/", closed_days.closed_day_create, name="closed_day_create"),
    path(
        "sluitingsdagen/<int:pk>/intrekken/",
        closed_days.closed_day_withdraw,
        name="closed_day_withdraw",
    ),
]

election_urls = [
    path("verkiezingen/", elections.election_list, name="election_list"),
    path("verkiezingen/nieuw/", elections.election_create, name="election_create"),
    path("verkiezingen/<int:pk>/", elections.election_detail, name="election_detail"),
    path("verkiezingen/<int:pk>/wijzigen/", elections.election_edit, name="election_edit"),
    path("colleges/<int:pk>/", colleges.formation_edit, name="formation_edit"),
    path("colleges/<int:pk>/vastleggen/", colleges.formation_settle, name="formation_settle"),
]

urlpatterns = [*field_urls, *party_urls, *organisation_urls, *body_urls, *election_urls]
