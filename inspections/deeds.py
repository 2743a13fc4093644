"""How the deeds of this app read in the journal; steps are named by the state they lead to."""

from django.utils.translation import pgettext_lazy

WORDS = {
    "term.added": pgettext_lazy("deed", "term added"),
    "plan.drawn_up": pgettext_lazy("deed", "plan drawn up"),
    "plan.revised": pgettext_lazy("deed", "plan revised"),
    "plan.spread": pgettext_lazy("deed", "targets spread over the rounds"),
    "plan.targets_imported": pgettext_lazy("deed", "targets taken in from a workbook"),
    "plan_target.listed": pgettext_lazy("deed", "target put on the plan"),
    "plan_target.edited": pgettext_lazy("deed", "target of the plan edited"),
    "plan_target.moved": pgettext_lazy("deed", "target moved to another round"),
    "plan_target.removed": pgettext_lazy("deed", "target taken off the plan"),
    "round.opened": pgettext_lazy("deed", "round opened"),
    "round.teams_formed": pgettext_lazy("deed", "teams formed"),
    "round_target.added": pgettext_lazy("deed", "target added to the round"),
    "round_target.edited": pgettext_lazy("deed", "target of the round edited"),
    "pool.entered": pgettext_lazy("deed", "person put into the pool"),
    "team.member_named": pgettext_lazy("deed", "member named"),
    "team.member_released": pgettext_lazy("deed", "member released"),
    "inspections.namedgrant.proposed": pgettext_lazy("deed", "named reader proposed"),
    "inspections.namedgrant.confirmed": pgettext_lazy("deed", "named reader confirmed"),
    "inspections.namedgrant.revoked": pgettext_lazy("deed", "named reader taken back"),
    "recusal.declared": pgettext_lazy("deed", "recusal declaration made"),
    "recusal.decided": pgettext_lazy("deed", "recusal decided"),
    "authorization.given": pgettext_lazy("deed", "authorisation given"),
    "authorization.ended": pgettext_lazy("deed", "authorisation ended"),
    "assignment.placed": pgettext_lazy("deed", "assignment placed with a team"),
    "inspections.assignment.filed": pgettext_lazy("deed", "papers of the assignment filed"),
    "notice.signed": pgettext_lazy("deed", "notice signed for"),
    "inspections.activity.recorded": pgettext_lazy("deed", "fieldwork recorded"),
    "inspections.activity.handlers": pgettext_lazy("deed", "people of the fieldwork named"),
    "inspections.method.added": pgettext_lazy("deed", "method added"),
    "inspections.teammeeting.held": pgettext_lazy("deed", "team meeting recorded"),
    "inspections.workingpaper.created": pgettext_lazy("deed", "working paper opened"),
    "inspections.workingpaper.handlers": pgettext_lazy("deed", "handlers of the paper named"),
    "inspections.workingpaper.evidence_added": pgettext_lazy("deed", "evidence added"),
    "inspections.workingpaper.evidence_changed": pgettext_lazy("deed", "evidence changed"),
    "inspections.workingpaper.evidence_removed": pgettext_lazy("deed", "evidence removed"),
    "inspections.issue.made": pgettext_lazy("deed", "issue made from a paper"),
    "inspections.issue.deleted": pgettext_lazy("deed", "issue deleted"),
    "inspections.issue.received": pgettext_lazy("deed", "issue of a superior recorded"),
    "inspections.inspectionreport.started": pgettext_lazy("deed", "report begun"),
    "inspections.inspectionreport.cited": pgettext_lazy("deed", "issues of the report chosen"),
    "inspections.inspectionreport.team_meeting": pgettext_lazy("deed", "report heard by the team"),
    "inspections.inspectionreport.head_communication": pgettext_lazy(
        "deed", "report talked over with the head"
    ),
    "inspections.inspectionreport.submitted": pgettext_lazy("deed", "report submitted"),
    "inspections.inspectionreport.consultation": pgettext_lazy(
        "deed", "consultation on the report"
    ),
    "inspections.inspectionreport.put_forward": pgettext_lazy(
        "deed", "report put before the leading group"
    ),
    "inspections.inspectionreport.leading_group": pgettext_lazy(
        "deed", "report heard by the leading group"
    ),
    "inspections.inspectionreport.returned": pgettext_lazy("deed", "report returned to the team"),
    "inspections.feedback.drafted": pgettext_lazy("deed", "feedback drafted"),
    "inspections.feedback.copies": pgettext_lazy("deed", "readers of the copies named"),
    "inspections.feedback.received": pgettext_lazy("deed", "feedback of a superior recorded"),
    "inspections.feedback.imported": pgettext_lazy("deed", "issues of a superior taken in"),
    "inspections.aspect.added": pgettext_lazy("deed", "aspect added"),
    "inspections.aspect.deleted": pgettext_lazy("deed", "aspect deleted"),
    "history.kept": pgettext_lazy("deed", "total of an earlier report entered"),
    "history.removed": pgettext_lazy("deed", "total of an earlier report removed"),
}
