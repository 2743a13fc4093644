-- One province: its own office, fifteen cities and 120 counties, each inspecting the organisations
-- under it. Everything is computed from running numbers, so the same size gives the same rows.
-- %(issues)s is the number of issues; fifty fall on an organisation, twenty on an inspection.

-- words: these triggers work also while the others rest
ALTER TABLE inspections_issue ENABLE ALWAYS TRIGGER issue_words;
ALTER TABLE inspections_workingpaper ENABLE ALWAYS TRIGGER paper_words;
ALTER TABLE rectification_rectificationitem ENABLE ALWAYS TRIGGER item_words;

-- places: a province, its cities and counties
INSERT INTO accounts_organization
    (id, path, depth, numchild, name, short_name, code, kind, level, is_body, initials)
SELECT 10 + b, CASE WHEN b = 1 THEN '0001' ELSE '0001' || lpad(b::text, 4, '0') END,
    CASE WHEN b = 1 THEN 1 ELSE 2 END, 9000, '第' || b || '地党委', '第' || b || '地', 'P' || b,
    'committee', CASE WHEN b = 1 THEN 'province' WHEN b <= 16 THEN 'city' ELSE 'county' END,
    false, 'dyd'
FROM generate_series(1, 136) b;

-- bodies: the inspection office of each place
INSERT INTO accounts_organization
    (id, path, depth, numchild, name, short_name, code, kind, level, is_body, initials)
SELECT 200 + b, place.path || '0001', place.depth + 1, 0, '第' || b || '地党委巡察办',
    '第' || b || '地巡察办', 'B' || b, 'office', place.level, true, 'xcb'
FROM generate_series(1, 136) b JOIN accounts_organization place ON place.id = 10 + b;

-- targets: one in twenty is the province's own
CREATE TEMP TABLE target AS
SELECT t, 1000 + t AS id, b, (row_number() OVER (PARTITION BY b ORDER BY t))::int - 1 AS place,
    CASE WHEN b = 1 THEN 20 ELSE 4 END AS teams
FROM generate_series(1, %(issues)s / 50) t,
    LATERAL (SELECT CASE WHEN t %% 20 = 0 THEN 1 ELSE 2 + t %% 135 END AS b) body;
CREATE INDEX ON target (t);
INSERT INTO accounts_organization
    (id, path, depth, numchild, name, short_name, code, kind, level, is_body, initials)
SELECT target.id, above.path || lpad((1000 + place)::text, 4, '0'), above.depth + 1, 0,
    '第' || t || '单位党组', '第' || t || '单位', 'T' || t, 'organ', above.level, false, 'dw' || t
FROM target JOIN accounts_organization above ON above.id = 10 + b;

-- people: six for each body, a head and a liaison for each target, a leader for each last team
INSERT INTO accounts_user
    (id, password, is_superuser, username, full_name, initials, post, email, language, large_text,
     is_active, must_change_password, organization_id)
SELECT b * 10 + k, '!', false, 'body-' || b || '-' || k, '职员' || b || '号' || k, 'zy', '', '',
    'zh-hans', false, true, false, 200 + b
FROM generate_series(1, 136) b, generate_series(1, 6) k
UNION ALL
SELECT 1000000 + t, '!', false, 'head-' || t, '负责人' || t, 'fzr', '', '', 'zh-hans', false, true,
    false, id FROM target
UNION ALL
SELECT 2000000 + t, '!', false, 'liaison-' || t, '联络员' || t, 'lly', '', '', 'zh-hans', false, true,
    false, id FROM target
UNION ALL
SELECT 500000 + b * 100 + n, '!', false, 'leader-' || b || '-' || n, '组长' || b || '号' || n, 'zz',
    '', '', 'zh-hans', false, true, false, 200 + b
FROM generate_series(1, 136) b, generate_series(1, CASE WHEN b = 1 THEN 20 ELSE 4 END) n;

-- terms: two of five years, ten rounds each
INSERT INTO inspections_term (id, number, name, starts_on, ends_on, body_id)
SELECT b * 10 + n, 10 + n, '第' || 10 + n || '届', current_date - 3650 / n, current_date + 1825 * (n - 1),
    200 + b
FROM generate_series(1, 136) b, generate_series(1, 2) n;

-- rounds: twice a year, the twentieth is the latest
INSERT INTO inspections_round
    (id, version, updated_at, number, name, kind, state, targets_per_team, station_from,
     station_to, body_id, opened_by_id, term_id)
SELECT b * 100 + r, 1, now(), r, '第' || r || '轮巡察', 'regular',
    CASE WHEN r <= 17 THEN 'closed' ELSE 'rectifying' END, 2,
    current_date - (20 - r) * 182 - 240, current_date - (20 - r) * 182 - 180, 200 + b,
    b * 10 + 1, b * 10 + CASE WHEN r <= 10 THEN 1 ELSE 2 END
FROM generate_series(1, 136) b, generate_series(1, 20) r;

-- teams
INSERT INTO inspections_team
    (id, version, updated_at, number, name, mode, state, body_id, round_id)
SELECT round.id * 100 + n, 1, now(), n, '第' || n || '巡察组', 'direct',
    CASE WHEN round.number = 20 THEN 'withdrawn' ELSE 'dissolved' END, round.body_id, round.id
FROM inspections_round round,
    generate_series(1, CASE WHEN round.body_id = 201 THEN 20 ELSE 4 END) n;

-- duties: of bodies, heads, liaisons and the leaders of the last round's teams
INSERT INTO accounts_duty (role, valid_from, granted_at, confirmed_at, person_id, organization_id)
SELECT (ARRAY['office_director', 'office_staff', 'group_leader', 'committee_leader',
        'discipline_reviewer', 'organization_reviewer'])[k], date '2020-01-01', now(), now(), b * 10 + k,
    200 + b
FROM generate_series(1, 136) b, generate_series(1, 6) k
UNION ALL
SELECT 'unit_head', date '2020-01-01', now(), now(), 1000000 + t, id FROM target
UNION ALL
SELECT 'unit_liaison', date '2020-01-01', now(), now(), 2000000 + t, id FROM target;
INSERT INTO accounts_authorization
    (id, valid_from, valid_to, basis, decided_at, decided_by_id, body_id)
SELECT id, current_date - 300, current_date + 300, '领导小组会议', now(), (body_id - 200) * 10 + 3,
    body_id
FROM inspections_team WHERE state = 'withdrawn';
INSERT INTO inspections_teamauthorization (authorization_ptr_id, team_id)
SELECT id, id FROM inspections_team WHERE state = 'withdrawn';
INSERT INTO inspections_teammember (role, member_kind, joined_at, person_id, team_id)
SELECT 'team_leader', 'standing', now(), 500000 + (body_id - 200) * 100 + number, id
FROM inspections_team WHERE state = 'withdrawn';
INSERT INTO accounts_duty
    (role, valid_from, granted_at, confirmed_at, person_id, organization_id, authorization_id)
SELECT 'team_leader', current_date - 300, now(), now(), 500000 + (body_id - 200) * 100 + number, body_id, id
FROM inspections_team WHERE state = 'withdrawn';

-- assignments: every organisation in two or three rounds
CREATE TEMP TABLE visit AS
SELECT a, target.id AS organization, 200 + b AS body, round, round %% 100 AS number,
    round * 100 + 1 + (place / 20) %% teams AS team, current_date - (20 - round %% 100) * 182 AS day
FROM generate_series(0, %(issues)s / 20 - 1) n
    JOIN target ON target.t = 1 + n %% (%(issues)s / 50),
    LATERAL (SELECT n + 1 AS a, b * 100 + 1 + (place + n / (%(issues)s / 50) * 7) %% 20 AS round) one;
CREATE INDEX ON visit (a);
ANALYZE visit;
INSERT INTO inspections_roundtarget (id, kind, subject, organization_id, round_id)
SELECT a, 'regular', '', organization, round FROM visit;
INSERT INTO inspections_assignment
    (id, version, updated_at, kind, state, entered_on, withdrawn_on, body_id, organization_id,
     round_id, target_id, team_id)
SELECT a, 1, now(), 'regular', CASE WHEN number <= 17 THEN 'closed' ELSE 'rectifying' END, day - 240,
    day - 180, body, organization, round, a, team
FROM visit;
INSERT INTO inspections_teammeeting (id, held_on, title, minutes, created_at, created_by_id, team_id)
SELECT id, current_date - 200, '组务会', '', now(), (body_id - 200) * 10 + 2, id
FROM inspections_team;

-- reports and feedback: one for each assignment
INSERT INTO inspections_inspectionreport
    (id, version, updated_at, title, overall, suggestions, state, created_at, submitted_at,
     approved_at, assignment_id, body_id, created_by_id, organization_id, team_id)
SELECT a, 1, now(), '巡察报告', '总体情况', '意见建议', 'approved', day - 150, day - 140, day - 130,
    a, body, (body - 200) * 10 + 2, organization, team
FROM visit;
INSERT INTO inspections_feedback
    (id, version, updated_at, direction, superior, title, number, overall, requirements, state,
     head_feedback_on, meeting_on, issued_at, signed_at, created_at, assignment_id, body_id,
     created_by_id, organization_id, signed_by_id)
SELECT a, 1, now(), 'issued', '', '反馈意见', '', '总体评价', '整改要求', 'acknowledged', day - 125,
    day - 124, day - 120, day - 119, day - 128, a, body, (body - 200) * 10 + 2, organization,
    999000 + organization
FROM visit;
INSERT INTO inspections_aspect (id, number, title, feedback_id)
SELECT a * 4 + n, n + 1, '方面' || n + 1, a FROM visit, generate_series(0, 3) n;

-- papers
INSERT INTO inspections_workingpaper
    (id, version, updated_at, provisional_serial, provisional_number, serial, number, title,
     found_on, manifestation, basis, responsible_body, responsible_body_finding, first_responsible,
     first_responsible_finding, main_leader, main_leader_finding, supervision, supervision_finding,
     state, created_at, saved_at, submitted_at, signed_at, filed_at, assignment_id, body_id,
     created_by_id, focus_item_id, meeting_id, organization_id, signed_by_id, team_id, writer_id)
SELECT j, 1, now(), j, '临' || j, j, '底稿' || j, '问题' || j, day - 200,
    '在检查中发现该单位第' || j || '个问题，情况属实。', '违反有关规定。', '党组', '', '', '', '', '', '',
    '', 'filed', day - 200, day - 200, day - 195, day - 190, day - 150, a, body,
    (body - 200) * 10 + 2, 1 + j %% 4, team, organization, (body - 200) * 10 + 2, team,
    (body - 200) * 10 + 2
FROM generate_series(1, %(issues)s) j JOIN visit ON a = 1 + (j - 1) / 20;

-- stages: how far each issue has come; the older rounds are over but for what lasts
CREATE TEMP TABLE stage AS
SELECT j, visit.*, (hash + n * 7) %% 100 AS draw, hash,
    CASE
        WHEN hash %% 50 = 0 THEN 'long_term'
        WHEN number <= 17 OR (number <= 19 AND hash %% 10 < 6) OR hash %% 20 = 1 THEN 'closed'
        ELSE (ARRAY['in_progress', 'in_progress', 'in_progress', 'planned', 'claimed',
            'unit_confirmed', 'passed', 'returned'])[1 + hash %% 8]
    END AS state
FROM generate_series(1, %(issues)s) j JOIN visit ON a = 1 + (j - 1) / 20,
    LATERAL (SELECT abs(hashint4(j)) AS hash, j %% 20 AS n) chance;
ANALYZE stage;

-- issues
INSERT INTO inspections_issue
    (id, version, updated_at, origin, number, title, text, is_key_person, is_key_matter,
     is_key_issue, state, created_at, fed_back_at, aspect_id, assignment_id, body_id, created_by_id,
     feedback_id, focus_item_id, organization_id, paper_id)
SELECT j, 1, now(), 'paper', 1 + (j - 1) %% 20,
    (ARRAY['学习贯彻不够深入', '专项资金管理不严', '工程招投标不规范', '选人用人把关不严',
        '作风建设抓得不实'])[1 + hash %% 5] || j,
    '经查，该单位第' || j || '个问题表现为制度执行不到位、监督检查流于形式，' || 
        (ARRAY['涉及项目资金', '涉及干部人事', '涉及群众利益', '涉及安全生产'])[1 + draw %% 4] || '。',
    hash %% 31 = 0, hash %% 37 = 0, hash %% 11 = 0,
    CASE WHEN state = 'closed' THEN 'closed' ELSE 'rectifying' END, day - 190, day - 120,
    a * 4 + j %% 4, a, body, (body - 200) * 10 + 2, a, 1 + j %% 4, organization, j
FROM stage;

-- clocks of items
INSERT INTO deadlines_clock
    (id, version, updated_at, kind, title, url, base_on, agreed_on, is_long_term, milestone_on,
     due_on, asked_until, is_estimated, stopped_on, created_at, body_id, organization_id, rule_id)
SELECT j, 1, now(), 'rectification.item', '整改事项' || j, '/rectification/items/' || j || '/',
    day - 120, due_on, state = 'long_term', CASE WHEN state = 'long_term' THEN due_on END, due_on,
    CASE WHEN state = 'in_progress' AND hash %% 60 = 7 THEN due_on + 30 END, false,
    CASE WHEN state IN ('closed', 'passed') THEN day - 10 END, day - 120, body, organization,
    (SELECT id FROM deadlines_deadlinerule WHERE code = 'rectify.concentrated.months' LIMIT 1)
FROM stage, LATERAL (
    SELECT CASE WHEN state IN ('closed', 'passed') THEN day ELSE current_date - 20 + hash %% 200 END
        AS due_on
) due;

-- rectification plans
INSERT INTO rectification_rectificationplan
    (id, version, updated_at, number, state, principles, leadership, safeguards, drafted_at,
     submitted_at, submitted_hash, return_reason, approved_at, in_force_at, assignment_id, body_id,
     drafted_by_id, feedback_id, organization_id, submitted_by_id)
SELECT a, 1, now(), 1, 'in_force', '', '', '', day - 118, day - 110, repeat('0', 64), '', day - 105,
    day - 100, a, body, 999000 + organization, a, organization, 999000 + organization
FROM visit;

-- measures: three for each item, which copies them when it comes
INSERT INTO rectification_measure
    (number, text, department, due_on, done_on, done_by_id, leader_id, item_id)
SELECT n, '第' || n || '条措施：修订管理办法并组织检查。', '综合处', clock.due_on,
    CASE WHEN done THEN day - 20 END, CASE WHEN done THEN 999000 + organization END,
    999000 + organization, j
FROM stage JOIN deadlines_clock clock ON clock.id = j, generate_series(1, 3) n,
    LATERAL (SELECT state IN ('passed', 'closed') OR (hash + n) %% 3 = 0 AS done) is_done;

-- items
INSERT INTO rectification_rectificationitem
    (id, version, updated_at, sequence, number, title, goal, kind, mode, due_on, person_part,
     matter_part, cause_part, institution_part, similar_check, parties, state, is_listed,
     from_committee, is_basically_done, started_at, passed_at, closed_at, assignment_id, body_id,
     clock_id, issue_id, lead_unit_id, leader_id, organization_id, plan_id, clock_due_on,
     measures_all, measures_done)
SELECT j, 1, now(), 1 + (j - 1) %% 20, 'Z' || j, '整改事项' || j || '：完善制度并抓好落实', '整改到位',
    CASE WHEN state = 'long_term' THEN 'long_term' WHEN hash %% 9 = 4 THEN 'immediate'
        ELSE 'time_limited' END,
    '', clock.due_on, part, part, part, part, '', ARRAY['discipline', 'organization', 'office'],
    state, hash %% 200 = 3 AND state <> 'closed', hash %% 500 = 3, hash %% 100 = 5 AND state <> 'closed',
    CASE WHEN state <> 'planned' THEN day - 90 END,
    CASE WHEN state IN ('passed', 'closed') THEN day - 10 END,
    CASE WHEN state = 'closed' THEN day - 5 END,
    a, body, j, j, organization, 999000 + organization, organization, a, clock.due_on, 3,
    CASE WHEN state IN ('passed', 'closed') THEN 3 ELSE 1 END
FROM stage JOIN deadlines_clock clock ON clock.id = j,
    LATERAL (SELECT CASE WHEN state IN ('claimed', 'unit_confirmed', 'passed', 'closed')
        THEN '已完成' ELSE '' END AS part) parts;

-- claims and their reviews, of what is under review or was closed lately
INSERT INTO rectification_submission
    (id, number, statement, claimed_at, confirmed_at, outcome, reason, decided_at, claimed_by_id,
     confirmed_by_id, item_id)
SELECT j, 1, '已按方案完成整改。', day - 30, CASE WHEN state <> 'claimed' THEN day - 28 END,
    CASE WHEN state IN ('passed', 'closed') THEN 'passed' ELSE 'pending' END, '',
    CASE WHEN state IN ('passed', 'closed') THEN day - 10 END, 1999000 + organization,
    CASE WHEN state <> 'claimed' THEN 999000 + organization END, j
FROM stage
WHERE state IN ('claimed', 'unit_confirmed', 'passed') OR (state = 'closed' AND number >= 18);
INSERT INTO rectification_itemreview
    (party, result, opinion, reviewed_at, part, reviewer_id, submission_id)
SELECT party, CASE WHEN given THEN 'passed' ELSE 'pending' END, CASE WHEN given THEN '同意' ELSE '' END,
    CASE WHEN given THEN decided_at END, '', CASE WHEN given THEN item.body_id * 10 - 1998 END,
    submission.id
FROM rectification_submission submission
    JOIN rectification_rectificationitem item ON item.id = item_id,
    unnest(ARRAY['discipline', 'organization', 'office']) party,
    LATERAL (SELECT decided_at IS NOT NULL AS given) is_given
WHERE confirmed_at IS NOT NULL;
INSERT INTO rectification_closure (opinion, closed_at, closed_by_id, item_id, submission_id)
SELECT '同意销号', item.closed_at, item.body_id * 10 - 1998, item.id, submission.id
FROM rectification_submission submission
    JOIN rectification_rectificationitem item ON item.id = item_id
WHERE item.state = 'closed';

-- triggers as they were
ALTER TABLE inspections_issue ENABLE TRIGGER issue_words;
ALTER TABLE inspections_workingpaper ENABLE TRIGGER paper_words;
ALTER TABLE rectification_rectificationitem ENABLE TRIGGER item_words;
