-- The two database roles, and what the web may do.
--
-- Migrations run as inspection_owner, who owns every table. Web, worker and beat run as
-- inspection_web, who reads and writes rows but owns nothing: it cannot drop the trigger that
-- keeps the journal append-only, nor go round it with TRUNCATE.
--
-- Run as a superuser with psql; a second run changes nothing. template1 is prepared as well, so
-- that a database the tests make grants the same rights.

\set ON_ERROR_STOP on

SELECT 'CREATE ROLE inspection_owner LOGIN CREATEDB'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'inspection_owner') \gexec
SELECT 'CREATE ROLE inspection_web LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'inspection_web') \gexec
SELECT 'CREATE DATABASE inspections OWNER inspection_owner'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'inspections') \gexec

\connect template1
ALTER DEFAULT PRIVILEGES FOR ROLE inspection_owner
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO inspection_web;
ALTER DEFAULT PRIVILEGES FOR ROLE inspection_owner
    GRANT SELECT, USAGE ON SEQUENCES TO inspection_web;

\connect inspections
ALTER DEFAULT PRIVILEGES FOR ROLE inspection_owner
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO inspection_web;
ALTER DEFAULT PRIVILEGES FOR ROLE inspection_owner
    GRANT SELECT, USAGE ON SEQUENCES TO inspection_web;
