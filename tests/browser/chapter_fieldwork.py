"""On site: what was done, what was found, and the papers that four people answered for."""

from django.urls import reverse

from inspections.models import Activity, FocusItem, Issue, Method, WorkingPaper
from inspections.states.paper import PaperState
from tests.browser.hands import is_offered, look_at, pdf, press, send, write
from tests.browser.story import Story

FINDINGS = {
    "项目招投标监督缺位": "2024年至2025年有4个项目应当公开招标而采用邀请招标，党组未作集体研究。",
    "差旅费报销审核不严": "2025年有12笔差旅费超标准报销，共计3.6万元，财务部门未作审核。",
}


def find_issues(story: Story) -> None:
    member_records_a_talk(story)
    for title, wording in FINDINGS.items():
        member_writes_a_paper(story, title, wording)
        deputy_reviews_it(story, WorkingPaper.objects.get(title=title))
    team_meets(story)
    for paper in WorkingPaper.objects.all():
        leader_signs_it_and_makes_the_issue(story, paper)


def member_records_a_talk(story: Story) -> None:
    page = story.at("member")
    look_at(page, reverse("inspections:activity_list"))
    press(page, "inspections:activity_new", story.assignment.pk)
    talk = Method.objects.filter(kind="talk", body=None).first()
    send(
        page, "#activity", method=talk.pk, held_on=story.day(0), place="会议室",
        subject="与领导班子成员个别谈话", people=9, handlers=_handlers(story), upload=pdf("谈话记录", "1"),
    )  # fmt: skip
    assert Activity.objects.get().assignment == story.assignment


def _handlers(story: Story) -> list[int]:
    return [story.team_people[name].pk for name in ("member", "liaison")]


def member_writes_a_paper(story: Story, title: str, wording: str) -> None:
    """Two handlers and a piece of evidence; the number is provisional."""
    page = story.at("member")
    look_at(page, reverse("inspections:paper_list"))
    press(page, "inspections:paper_new", story.assignment.pk)
    point = FocusItem.objects.filter(framework__name="四个落实").earliest("number")
    write(
        page, "#paper", title=title, focus_item=point.pk, found_on=story.day(0), manifestation=wording,
        basis="违反有关制度规定。", handlers=_handlers(story),
        writer=story.team_people["member"].pk, responsible_body="党组",
        responsible_body_finding="主体责任落实不力", first_responsible="党组书记",
        first_responsible_finding="第一责任人责任不到位", main_leader="分管负责同志",
        main_leader_finding="监督管理不严", supervision="派驻纪检监察组", supervision_finding="跟踪督促不够",
    )  # fmt: skip
    evidence = {"caption": "会议记录复印件", "source": "办公室", "pages": "1-18"}
    rows = {f"evidence-0-{name}": value for name, value in evidence.items()}
    send(page, "#paper", **rows, **{"evidence-0-upload": pdf("佐证", title)})

    paper = WorkingPaper.objects.get(title=title)
    assert paper.state == PaperState.SUBMITTED
    assert paper.provisional_number
    assert not paper.number


def deputy_reviews_it(story: Story, paper: WorkingPaper) -> None:
    look_at(story.at("leader"), paper)
    assert not is_offered(story.at("leader"), "inspections:paper_sign", paper.pk)
    page = story.at("deputy")
    look_at(page, paper)
    write(page, "#decision", opinion="事实清楚，证据充分。")
    press(page, "inspections:paper_review", paper.pk)


def team_meets(story: Story) -> None:
    page = story.at("leader")
    look_at(page, reverse("inspections:meeting_list"))
    press(page, "inspections:meeting_new", story.assignment.pk)
    send(
        page, "#meeting", held_on=story.day(0), title="问题底稿组务会", minutes="逐份审议，一致同意。",
        attendees=[person.pk for person in story.team_people.values()],
    )  # fmt: skip


def leader_signs_it_and_makes_the_issue(story: Story, paper: WorkingPaper) -> None:
    """Only now has the paper its number, and only a signed paper makes an issue."""
    page = story.at("leader")
    look_at(page, paper)
    write(page, "#decision", meeting=story.team.meetings.get().pk, opinion="同意。")
    press(page, "inspections:paper_confirm", paper.pk)
    assert not is_offered(page, "inspections:issue_new", paper.pk)
    write(page, "#decision", opinion="同意。")
    press(page, "inspections:paper_sign", paper.pk)
    story.let_the_worker_work()
    press(page, "inspections:issue_new", paper.pk)
    send(
        page, "#issue", title=paper.title, text=FINDINGS[paper.title],
        focus_item=paper.focus_item_id,
    )  # fmt: skip

    paper.refresh_from_db()
    assert paper.number
    assert paper.document.pdf is not None
    assert Issue.objects.filter(paper=paper).count() == 1
