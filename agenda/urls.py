from django.urls import path

from agenda.views import areas, goals, plans, roles, themes, trekkers

app_name = "agenda"

theme_urls = [
    path("", themes.theme_list, name="theme_list"),
    path("themas/nieuw/", themes.theme_create, name="theme_create"),
    path("themas/<int:pk>/", themes.theme_detail, name="theme_detail"),
    path("themas/<int:pk>/wijzigen/", themes.theme_edit, name="theme_edit"),
    path("themas/<int:pk>/beeindigen/", themes.theme_end, name="theme_end"),
    path("gebieden/<str:kind>/<str:code>/", areas.area_themes, name="area_themes"),
]

lead_urls = [
    path("themas/<int:pk>/trekker/nieuw/", trekkers.trekker_create, name="trekker_create"),
    path("trekkers/<int:pk>/wijzigen/", trekkers.trekker_edit, name="trekker_edit"),
    path("trekkers/<int:pk>/beeindigen/", trekkers.trekker_end, name="trekker_end"),
    path("rollen/", roles.role_matrix, name="role_matrix"),
    path("themas/<int:pk>/rollen/<int:party_pk>/", roles.role_edit, name="role_edit"),
    path(
        "themas/<int:pk>/rollen/<int:party_pk>/nieuw/",
        roles.role_create,
        name="role_create",
    ),
    path("rollen/<int:pk>/wijzigen/", roles.role_row_edit, name="role_row_edit"),
]

aim_urls = [
    path("themas/<int:pk>/doelen/nieuw/", goals.goal_create, name="goal_create"),
    path("doelen/<int:pk>/wijzigen/", goals.goal_edit, name="goal_edit"),
    path("doelen/<int:pk>/intrekken/", goals.goal_withdraw, name="goal_withdraw"),
    path("plannen/", plans.plan_list, name="plan_list"),
    path("plannen/nieuw/", plans.plan_create, name="plan_create"),
    path("plannen/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("plannen/<int:pk>/wijzigen/", plans.plan_edit, name="plan_edit"),
    path("plannen/<int:pk>/document/", plans.plan_document, name="plan_document"),
    path(
        "plannen/<int:pk>/document/weghalen/",
        plans.plan_document_remove,
        name="plan_document_remove",
    ),
    path(
        "plannen/<int:pk>/document/<int:number>/",
        plans.plan_download,
        name="plan_download",
    ),
    path("plannen/<int:pk>/intrekken/", plans.plan_withdraw, name="plan_withdraw"),
    path("plannen/<int:pk>/terugzetten/", plans.plan_restore, name="plan_restore"),
    path("themas/<int:pk>/samenhang/nieuw/", plans.planlink_create, name="planlink_create"),
    path("samenhang/<int:pk>/wijzigen/", plans.planlink_edit, name="planlink_edit"),
]

urlpatterns = [*theme_urls, *lead_urls, *aim_urls]
