"""The twelve methods of the regulation of 2015 (article 17), and the editions of the focus."""

from datetime import date

from django.db import migrations

METHODS = [
    ("hearing", "听取工作汇报和专题汇报"),
    ("talk", "个别谈话"),
    ("petition", "受理来信来电来访"),
    ("personal_matters", "抽查核实领导干部报告个人有关事项"),
    ("inquiry", "向有关知情人询问情况"),
    ("file_review", "调阅、复制有关资料"),
    ("discussion", "召开座谈会"),
    ("attendance", "列席有关会议"),
    ("questionnaire", "民主测评、问卷调查"),
    ("visit", "下沉下属地方、单位或者部门了解情况"),
    ("special_check", "开展专项检查"),
    ("assistance", "提请有关单位予以协助"),
]

# Each point of an older edition names the number of the point of 四个落实 it is counted with.
CURRENT = (
    "四个落实",
    "2019",
    "",
    date(2019, 11, 1),
    None,
    [
        ("落实党的理论和路线方针政策以及党中央重大决策部署", None),
        ("落实全面从严治党战略部署", None),
        ("落实新时代党的组织路线", None),
        ("落实巡视巡察、审计等监督发现问题整改", None),
    ],
)
OTHERS = [
    (
        "三个聚焦",
        "2021",
        "county",
        date(2021, 1, 1),
        None,
        [
            ("聚焦基层贯彻落实党的路线方针政策和党中央决策部署情况", 1),
            ("聚焦群众身边腐败问题和不正之风", 2),
            ("聚焦基层党组织软弱涣散、组织力欠缺问题", 3),
        ],
    ),
    (
        "六围绕一加强",
        "2018",
        "",
        date(2018, 1, 1),
        date(2019, 11, 1),
        [
            ("围绕党的政治建设", 1),
            ("围绕党的思想建设", 1),
            ("围绕党的组织建设", 3),
            ("围绕党的作风建设", 2),
            ("围绕党的纪律建设", 2),
            ("围绕夺取反腐败斗争压倒性胜利", 2),
            ("加强对巡视整改落实情况的监督检查", 4),
        ],
    ),
    (
        "三大问题",
        "2016",
        "",
        date(2016, 1, 1),
        date(2018, 1, 1),
        [("党的领导弱化", 1), ("党的建设缺失", 3), ("全面从严治党不力", 2)],
    ),
]


def seed(apps, schema_editor):
    method = apps.get_model("inspections", "Method")
    for number, (kind, name) in enumerate(METHODS, start=1):
        method.objects.create(number=number, kind=kind, name=name)
    current = _edition(apps, *CURRENT, counted={})
    counted = {item.number: item for item in current}
    for edition in OTHERS:
        _edition(apps, *edition, counted=counted)


def _edition(apps, name, edition, level, effective_from, superseded_on, points, *, counted):
    framework = apps.get_model("inspections", "FocusFramework").objects.create(
        name=name,
        edition=edition,
        level=level,
        effective_from=effective_from,
        superseded_on=superseded_on,
    )
    item = apps.get_model("inspections", "FocusItem")
    return [
        item.objects.create(
            framework=framework, number=number, name=point, counted_as=counted.get(counted_as)
        )
        for number, (point, counted_as) in enumerate(points, start=1)
    ]


def unseed(apps, schema_editor):
    for name in ("FocusItem", "FocusFramework", "Method"):
        apps.get_model("inspections", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_fieldwork_paper_issue_report_feedback")]
    operations = [migrations.RunPython(seed, unseed)]
