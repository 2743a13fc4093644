#!/bin/sh
# Runs once, when the database volume is new: the roles, with the passwords that the addresses name.
set -eu

password_in() { sed 's|^[a-z]*://[^:]*:\([^@]*\)@.*|\1|' "$1"; }

psql --username postgres --dbname postgres --no-psqlrc --quiet --file /site/roles.sql
psql --username postgres --dbname postgres --no-psqlrc --quiet \
    --set owner="$(password_in /run/secrets/database_owner_url)" \
    --set web="$(password_in /run/secrets/database_url)" <<'SQL'
ALTER ROLE inspection_owner PASSWORD :'owner';
ALTER ROLE inspection_web PASSWORD :'web';
SQL
