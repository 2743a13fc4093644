from django.urls import path

from accounts.views import administration, draft, inbox, job, phrase, session

app_name = "accounts"
urlpatterns = [
    path("sign-in/", session.sign_in, name="sign_in"),
    path("sign-out/", session.sign_out, name="sign_out"),
    path("password/", session.password, name="password"),
    path("duty/", session.act_under, name="act_under"),
    path("language/", session.language, name="language"),
    path("large-text/", session.large_text, name="large_text"),
    path("stay/", session.stay, name="stay"),
    path("notices/", inbox.inbox, name="inbox"),
    path("notices/read/", inbox.read_chosen, name="read_chosen"),
    path("notices/<int:pk>/", inbox.open_notice, name="notice"),
    path("files/<int:pk>/", inbox.download, name="file"),
    path("drafts/keep/", draft.keep_draft, name="keep_draft"),
    path("drafts/drop/", draft.drop_draft, name="drop_draft"),
    path("phrases/", phrase.phrases, name="phrases"),
    path("phrases/add/", phrase.add_phrase, name="add_phrase"),
    path("phrases/<int:pk>/drop/", phrase.drop_phrase, name="drop_phrase"),
    path("jobs/", job.jobs_list, name="jobs"),
    path("jobs/<int:pk>/", job.job, name="job"),
    path("jobs/<int:pk>/state/", job.job_state, name="job_state"),
    path("jobs/<int:pk>/again/", job.run_again, name="run_job_again"),
    path("organizations/", administration.organizations, name="organizations"),
    path("organizations/add/", administration.add_organization, name="add_organization"),
    path("organizations/<int:pk>/", administration.organization, name="organization"),
    path("people/", administration.people, name="people"),
    path("people/add/", administration.add_person, name="add_person"),
    path("people/<int:pk>/password/", administration.reset_password, name="reset_password"),
    path("people/<int:pk>/active/", administration.set_active, name="set_active"),
    path("duties/", administration.duties, name="duties"),
    path("duties/grant/", administration.grant_duty, name="grant_duty"),
    path("duties/<int:pk>/revoke/", administration.revoke_duty, name="revoke_duty"),
    path("journal/", administration.journal_list, name="journal"),
    path("journal/verify/", administration.verify_journal, name="verify_journal"),
]
